"""Processes that the nursery forked, in the manner of `subprocess.Popen`: they are no children of ours."""

from __future__ import annotations

import os
from typing import IO

import psutil

from checker.batch.nursery import Nursery


class Forked:
    """A process by its number; whoever has that number later is not it.

    Args:
        pid: its number.
        stdin: where it reads what is written, if anywhere.
        stdout: where what it writes is read, if anywhere.
    """

    stderr = None

    def __init__(self, pid: int, stdin: IO[bytes] | None = None, stdout: IO[bytes] | None = None) -> None:
        self.pid = pid
        self.stdin = stdin
        self.stdout = stdout
        try:
            self._process: psutil.Process | None = psutil.Process(pid)
        except psutil.NoSuchProcess:
            self._process = None

    def poll(self) -> int | None:
        """None as long as it runs, else 0, whatever it ended with."""
        return None if self._process is not None and self._process.is_running() else 0

    def wait(self) -> int:
        """Wait for its end; gives 0, whatever it ended with."""
        if self._process is not None:
            self._process.wait()
        return 0

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self._process is not None and self._process.is_running():
            self._process.send_signal(number)

    def kill(self) -> None:
        """End it at once."""
        if self._process is not None and self._process.is_running():
            self._process.kill()

    terminate = kill


def fork_judge(nursery: Nursery) -> Forked:
    """Start a worker for a grader (`checker.grading.worker`) without paying for its imports again.

    Raises:
        SandboxError: it does not start.
    """
    its_input, requests = os.pipe()
    replies, its_output = os.pipe()
    try:
        pid = nursery.fork_judge(its_input, its_output)
    except BaseException:
        os.close(requests)
        os.close(replies)
        raise
    finally:
        os.close(its_input)
        os.close(its_output)
    return Forked(pid, os.fdopen(requests, "wb"), os.fdopen(replies, "rb"))
