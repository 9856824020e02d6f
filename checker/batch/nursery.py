"""The process that forks the kernels of a grading; light to import, so that it can start before all else."""

from __future__ import annotations

import contextlib
import json
import select
import subprocess
import sys
import threading

from checker.errors import SandboxError
from checker.messages import batch as say

#: A nursery that says nothing for so long is replaced.
ANSWER_S = 60.0
NURSERY = (sys.executable, "-I", "-m", "checker.kernel.nursery")


class Nursery:
    """The process that forks kernels; it is replaced if it dies.

    Any thread may ask. The kernels end with it, and it ends with this process.
    """

    def __init__(self) -> None:
        self._process = _start()
        self._asking = threading.Lock()

    def start(self, arguments: list[str], env: dict[str, str], folder: str) -> int:
        """Start a kernel; gives its process number.

        Raises:
            SandboxError: it does not start.
        """
        request = json.dumps({"arguments": arguments, "env": env, "folder": folder}).encode() + b"\n"
        with self._asking:
            if self._process.poll() is not None:
                _end(self._process)
                self._process = _start()
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            try:
                self._process.stdin.write(request)
                self._process.stdin.flush()
                if not select.select([self._process.stdout], [], [], ANSWER_S)[0]:
                    self._process.kill()
                return int(self._process.stdout.readline())
            except (OSError, ValueError) as exc:
                raise SandboxError(say.KERNEL_LOST, do=say.TRY_AGAIN) from exc

    def close(self) -> None:
        """End it, and the kernels that still run."""
        with self._asking:
            _end(self._process)


def _start() -> subprocess.Popen[bytes]:
    # An interrupt meant for the terminal must not kill the kernels: whoever owns them ends them.
    return subprocess.Popen(NURSERY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    with contextlib.suppress(OSError):  # a request that it never read
        process.communicate()
