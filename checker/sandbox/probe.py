"""The line to the root-owned program that answers questions about one machine."""

from __future__ import annotations

import contextlib
import itertools
import json
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import Any

from checker.errors import SandboxError
from checker.messages import sandbox as say
from checker.sandbox.channel import Channel

DEFAULT_TIMEOUT_S = 5.0
#: The probe answers by itself when a question's time is over; this much later, the line counts as lost.
MARGIN_S = 15.0


class LineLostError(Exception):
    """The line ended before the answer came."""


class Probe:
    """Asks questions over one persistent channel; any number of threads may ask at once.

    Args:
        open_channel: starts the program; called when the first question comes, and again when
            the line was lost.
    """

    def __init__(self, open_channel: Callable[[], Channel]) -> None:
        self._open_channel = open_channel
        self._line: _Line | None = None
        self._lock = threading.Lock()

    def ask(
        self, op: str, *, timeout_s: float = DEFAULT_TIMEOUT_S, again: bool = True, **args: Any
    ) -> dict[str, Any]:
        """Ask one question; opens the line again once if it is lost.

        Args:
            op: what is asked.
            timeout_s: how long the probe may look for the answer, in seconds.
            again: whether the question may be asked a second time when the line was lost midway.
            args: the question's particulars, as JSON can carry them.

        Raises:
            LineLostError: the line was lost midway, and `again` is false.
            SandboxError: the machine is lost, or the probe itself failed.
        """
        question = {"op": op, "timeout_s": timeout_s, **args}
        try:
            answer = self._ask_once(question, timeout_s)
        except LineLostError:
            if not again:
                raise
            try:
                answer = self._ask_once(question, timeout_s)
            except LineLostError as error:
                raise SandboxError(say.MACHINE_LOST, do=say.RESTART_MACHINE) from error
        if "error" in answer:
            raise SandboxError(say.probe_failed(op, str(answer["error"])), do=say.RESTART_MACHINE)
        return answer

    def _ask_once(self, question: dict[str, Any], timeout_s: float) -> dict[str, Any]:
        line = self._current()
        return line.ask(question, timeout_s + MARGIN_S)

    def _current(self) -> _Line:
        with self._lock:
            if self._line is None or self._line.is_lost:
                self._line = _Line(self._open_channel())
            return self._line

    def open(self) -> None:
        """Open the line, without waiting for the program: the first question is answered sooner.

        Raises:
            SandboxError: the machine is lost.
        """
        self._current()

    def close(self) -> None:
        """Hang up; the next question opens the line again."""
        with self._lock:
            if self._line is not None:
                self._line.close()
            self._line = None


class _Line:
    """One channel, with a thread that hands each answer to who waits for it."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._waiting: dict[int, Future[dict[str, Any]]] = {}
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self.is_lost = False
        threading.Thread(target=self._listen, name="probe-line", daemon=True).start()

    def ask(self, question: dict[str, Any], timeout_s: float) -> dict[str, Any]:
        answer: Future[dict[str, Any]] = Future()
        with self._lock:
            if self.is_lost:
                raise LineLostError
            number = next(self._numbers)
            self._waiting[number] = answer
        try:
            self._channel.send(json.dumps({**question, "id": number}).encode() + b"\n", timeout_s)
            return answer.result(timeout_s)
        except (OSError, FutureTimeoutError) as error:
            self.close()
            raise LineLostError from error
        finally:
            self._waiting.pop(number, None)

    def _listen(self) -> None:
        received = bytearray()
        with contextlib.suppress(Exception):
            while data := self._channel.receive(1 << 20):
                received += data
                if b"\n" in data:
                    *lines, rest = received.split(b"\n")
                    received = bytearray(rest)
                    for line in lines:
                        self._hand_over(json.loads(line))
        self.close()

    def _hand_over(self, answer: dict[str, Any]) -> None:
        waiting = self._waiting.get(answer.pop("id", None) or 0)
        if waiting is not None:
            with contextlib.suppress(InvalidStateError):
                waiting.set_result(answer)

    def close(self) -> None:
        with self._lock:
            self.is_lost = True
            waiting = list(self._waiting.values())
        self._channel.close()
        for future in waiting:
            with contextlib.suppress(InvalidStateError):
                future.set_exception(LineLostError())
