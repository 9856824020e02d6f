"""The process that forks kernels and judges for a grading; light to import, it can start before all else."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence

from checker.errors import SandboxError
from checker.messages import batch as say

#: A nursery that says nothing for so long is replaced.
ANSWER_S = 60.0
NURSERY = (sys.executable, "-I", "-m", "checker.kernel.nursery")
#: Bytes in which a process number fits.
_ANSWER = 64


class Nursery:
    """The process that forks kernels and judges; it is replaced if it dies.

    Any thread may ask. The kernels end with it, the judges with their standard input, and it ends with this
    process.
    """

    def __init__(self) -> None:
        self._process, self._line = _start()
        self._asking = threading.Lock()

    def fork_kernel(self, arguments: list[str], env: dict[str, str], folder: str) -> int:
        """Start a kernel; gives its process number.

        Raises:
            SandboxError: it does not start.
        """
        return self._fork({"arguments": arguments, "env": env, "folder": folder}, ())

    def fork_judge(self, stdin: int, stdout: int) -> int:
        """Start a judge, `checker.grading.worker`, on these descriptors; gives its process number.

        Raises:
            SandboxError: it does not start.
        """
        return self._fork({}, (stdin, stdout))

    def close(self) -> None:
        """End it, and the kernels that still run."""
        with self._asking:
            self._end()

    def _fork(self, request: dict[str, object], descriptors: Sequence[int]) -> int:
        message = json.dumps(request).encode() + b"\n"
        with self._asking:
            if self._process.poll() is not None:
                self._end()
                self._process, self._line = _start()
            try:
                sent = socket.send_fds(self._line, [message], descriptors)
                self._line.sendall(message[sent:])
                # A line that is so short comes as one.
                return int(self._line.recv(_ANSWER))
            except (OSError, ValueError) as exc:
                # One that answers too late would answer the next request.
                self._process.kill()
                raise SandboxError(say.KERNEL_LOST, do=say.TRY_AGAIN) from exc

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._line.close()


@contextlib.contextmanager
def own_or(given: Nursery | None) -> Iterator[Nursery]:
    """Give the nursery that is there already, else one for that time."""
    if given is not None:
        yield given
        return
    with contextlib.closing(Nursery()) as own:
        yield own


def _start() -> tuple[subprocess.Popen[bytes], socket.socket]:
    line, theirs = socket.socketpair()
    line.settimeout(ANSWER_S)
    with theirs:
        # An interrupt meant for the terminal must not kill the kernels: whoever owns them ends them.
        process = subprocess.Popen(NURSERY, stdin=theirs.fileno(), start_new_session=True)
    return process, line
