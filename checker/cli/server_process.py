"""The JupyterLab process: started by `checker cours`, it ends when `checker cours` does, however it ends."""

from __future__ import annotations

import os
import signal
import sys
import threading

from jupyterlab.labapp import LabApp


def main() -> None:
    """Run JupyterLab with this process's arguments until a signal, or the end of standard input."""
    threading.Thread(target=_follow_parent, daemon=True).start()
    LabApp.launch_instance(sys.argv[1:])


def _follow_parent() -> None:
    """Wait for the pipe from the parent to close, which happens even when the parent is killed."""
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
