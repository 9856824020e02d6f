"""Starts kernels that cost next to nothing: their imports are made once, each kernel is a fork.

Run as `python -I -m checker.kernel.nursery`: JSON lines in, `{"arguments": …, "env": …, "folder": …}`, and
the process number of each kernel out. It ends with its input, and its kernels end with it.
"""

from __future__ import annotations

import gc
import json
import os
import signal
from typing import Any, BinaryIO

# What a kernel needs sooner or later: none of it starts a thread, which a fork would lose.
import checker.kernel.app
import checker.kernel.exercise_command
import checker.sandbox.sandbox  # noqa: F401
from checker.kernel.__main__ import main as run_kernel


def serve() -> None:
    """Fork a kernel for each line of the input."""
    # Kernels that end are buried by the system.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What a kernel reads or prints must not meet our messages.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    gc.freeze()
    for line in requests:
        pid = os.fork()
        if pid == 0:
            _become_kernel(json.loads(line), requests, replies)
        replies.write(b"%d\n" % pid)
        replies.flush()


def _become_kernel(request: dict[str, Any], requests: BinaryIO, replies: BinaryIO) -> None:
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        requests.close()
        replies.close()
        os.environ.clear()
        os.environ.update(request["env"])
        os.chdir(request["folder"])
        run_kernel(request["arguments"], parent_handle=os.getppid())
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
