"""A worker's process, and the line that the grader has to it."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import IO, Any, Protocol

from checker.errors import SandboxError
from checker.messages import grading as say

WORKER = (sys.executable, "-I", "-m", "checker.grading.worker")


class WorkerGoneError(Exception):
    """The worker died or did not answer in time; the message is the French reason."""


class WorkerProcess(Protocol):
    """What the line needs of a process; `subprocess.Popen` has it."""

    stdin: IO[bytes] | None
    stdout: IO[bytes] | None

    def poll(self) -> int | None:
        """None as long as it runs."""

    def kill(self) -> None:
        """End it at once."""

    def wait(self) -> int:
        """Wait for its end."""


def start_worker(command: Sequence[str] = WORKER) -> subprocess.Popen[bytes]:
    """Start a worker.

    Args:
        command: its program; tests have one with a world of its own.
    """
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # An interrupt meant for the terminal or the kernel must not kill a verdict.
        start_new_session=True,
    )


class WorkerLine:
    """Requests to one worker and its replies, JSON in lines.

    Args:
        start: starts its process.

    Raises:
        WorkerGoneError: it does not start.
    """

    def __init__(self, start: Callable[[], WorkerProcess]) -> None:
        try:
            self._process = start()
        except (OSError, SandboxError) as exc:
            raise WorkerGoneError(say.WORKER_DIED) from exc
        self._replies: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def is_alive(self) -> bool:
        """Whether the worker runs."""
        return self._process.poll() is None

    def send(self, message: dict[str, Any]) -> None:
        """Ask something.

        Raises:
            WorkerGoneError: nobody reads it.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as exc:
            raise WorkerGoneError(say.WORKER_DIED) from exc

    def receive(self, request: int, timeout_s: float) -> dict[str, Any]:
        """The reply to this request; earlier ones (of preparations) are dropped.

        Raises:
            WorkerGoneError: none comes in time.
        """
        while True:
            try:
                line = self._replies.get(timeout=timeout_s)
            except queue.Empty as exc:
                raise WorkerGoneError(say.timed_out(timeout_s)) from exc
            if not line:
                raise WorkerGoneError(say.WORKER_DIED)
            reply: dict[str, Any] = json.loads(line)
            if reply["request"] == request:
                return reply

    def end(self) -> None:
        """End the worker, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except OSError:  # a request still buffered for the dead process
                continue

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._replies.put(line)
        self._replies.put(b"")
