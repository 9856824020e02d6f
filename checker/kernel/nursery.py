"""Starts kernels and judges that cost next to nothing: their imports are made once, each of them is a fork.

Run as `python -I -m checker.kernel.nursery`, with a socket as its standard input. In come JSON lines: for a
kernel `{"arguments": …, "env": …, "folder": …}`, for a judge `{}` with two descriptors, its standard input
and output. Out goes the process number of each. It ends with its input; its kernels end with it, a judge with
its own input.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
from collections.abc import Callable
from functools import partial
from typing import Any

# What a kernel needs sooner or later: none of it starts a thread, which a fork would lose.
import checker.kernel.app
import checker.kernel.exercise_command
import checker.sandbox.sandbox  # noqa: F401
from checker.kernel.__main__ import main as run_kernel

# Bytes that are read at once; an environment may be longer.
_PART = 65536


def main() -> None:
    """Fork for each line of the input."""
    # Whoever ends is buried by the system.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    line = socket.socket(fileno=os.dup(0))
    # What a kernel reads or prints must not meet our messages.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    gc.freeze()
    while (received := _receive(line)) is not None:
        request, descriptors = received
        become = _judge(*descriptors) if descriptors else partial(_run_kernel, request)
        pid = os.fork()
        if pid == 0:
            _become(become, line)
        for descriptor in descriptors:
            os.close(descriptor)
        line.sendall(b"%d\n" % pid)


def _receive(line: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """One request, and the descriptors that came with it; None at the end of them."""
    data, descriptors = b"", []
    while not data.endswith(b"\n"):
        part, new, _, _ = socket.recv_fds(line, _PART, 2)
        if not part:
            return None
        data += part
        descriptors += new
    return json.loads(data), descriptors


def _become(what: Callable[[], None], line: socket.socket) -> None:
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        line.close()
        what()
        code = 0
    finally:
        os._exit(code)


def _run_kernel(request: dict[str, Any]) -> None:
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["folder"])
    run_kernel(request["arguments"], parent_handle=os.getppid())


def _judge(stdin: int, stdout: int) -> Callable[[], None]:
    """What a judge does. Its libraries are imported with the first one: the first kernel is waited for."""
    from checker.grading.worker import attach_sandbox, serve

    gc.freeze()

    def judge() -> None:
        os.dup2(stdin, 0)
        os.dup2(stdout, 1)
        os.close(stdin)
        os.close(stdout)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        serve(attach_sandbox)

    return judge


if __name__ == "__main__":
    main()
