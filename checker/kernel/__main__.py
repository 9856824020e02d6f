"""Entry point of the kernelspec: `python -I -m checker.kernel -f connection.json`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from checker.sandbox.places import state_folder


def main(arguments: Sequence[str], **traits: object) -> None:
    """Run the kernel until it is told to stop.

    Args:
        arguments: those of its command line.
        traits: of the application, beside what these say.
    """
    # Whatever IPython wants to keep goes to a folder of ours, not where a notebook could put files.
    os.environ["IPYTHONDIR"] = str(state_folder() / "ipython")
    from checker.kernel.app import SandboxKernelApp

    app = SandboxKernelApp.instance(**traits)
    app.initialize(list(arguments))
    app.start()


if __name__ == "__main__":
    main(sys.argv[1:])
