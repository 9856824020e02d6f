"""How long Tab waits for its helper, and when it takes another one."""

from __future__ import annotations

import queue
import threading

import pytest

from checker.kernel import completion
from checker.kernel.completion import Completer


class Helper:
    """A channel to a helper that answers after a while, or is dead."""

    def __init__(self, delay_s: float | None) -> None:
        self._delay_s = delay_s
        self._said: queue.Queue[bytes] = queue.Queue()
        self.is_closed = False

    def send(self, data: bytes) -> None:
        if self._delay_s is None:
            raise BrokenPipeError
        _folder, line, _end = data.split(b"\0")
        answer = b"0\n" + line + b"-suite\n\0"
        if self._delay_s:
            threading.Timer(self._delay_s, self._said.put, [answer]).start()
        else:
            self._said.put(answer)

    def receive(self, size: int, timeout_s: float) -> bytes:
        try:
            return self._said.get(timeout=timeout_s)
        except queue.Empty:
            raise TimeoutError from None

    def close(self) -> None:
        self.is_closed = True


class Session:
    """A session whose machine opens these helpers, one after the other."""

    is_ready = True
    folder = "~"

    def __init__(self, *delays_s: float | None) -> None:
        self.helpers = [Helper(delay_s) for delay_s in delays_s]
        self._waiting = list(self.helpers)
        self.machine = self

    def wait(self) -> Session:
        return self

    def open(self, _argv: list[str], *, as_learner: bool) -> Helper:
        assert as_learner
        return self._waiting.pop(0)


@pytest.fixture(autouse=True)
def short_waits(monkeypatch):
    monkeypatch.setattr(completion, "ANSWER_TIMEOUT_S", 0.1)
    monkeypatch.setattr(completion, "FIRST_ANSWER_TIMEOUT_S", 3.0)


def test_a_helper_that_is_slow_to_start_is_waited_for():
    session = Session(0.4)
    completer = Completer(session)
    assert completer.complete("ech") == (0, ["ech-suite"])
    assert not session.helpers[0].is_closed


def test_a_dead_helper_is_replaced_at_once():
    session = Session(None, 0)
    assert Completer(session).complete("ech") == (0, ["ech-suite"])
    assert session.helpers[0].is_closed


def test_one_that_no_longer_answers_holds_the_next_cell_for_a_moment_only():
    session = Session(0, 0)
    completer = Completer(session)
    completer.complete("ech")
    session.helpers[0]._delay_s = 2.0
    assert completer.complete("doc") == (3, [])
    assert session.helpers[0].is_closed
    assert completer.complete("ls") == (0, ["ls-suite"])
