"""Entry point of the kernelspec: `python -I -m checker.kernel -f connection.json`."""

from __future__ import annotations

import os
import sys

from checker.sandbox.places import state_folder


def main() -> None:
    """Run the kernel until it is told to stop."""
    # Whatever IPython wants to keep goes to a folder of ours, not where a notebook could put files.
    os.environ["IPYTHONDIR"] = str(state_folder() / "ipython")
    from checker.kernel.app import SandboxKernelApp

    app = SandboxKernelApp.instance()
    app.initialize(sys.argv[1:])
    app.start()


if __name__ == "__main__":
    main()
