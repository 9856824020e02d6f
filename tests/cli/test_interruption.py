"""A Ctrl+C that comes where Python had better not raise it."""

import signal
import sys
import threading
import time
import weakref

import pytest

from checker.cli.interruption import hold_interruptions, keep_interruptions


def interrupt(_reference=None):
    signal.raise_signal(signal.SIGINT)
    time.sleep(0)  # here Python looks at its signals


@pytest.fixture(autouse=True)
def _as_from_a_terminal():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def in_a_finalizer():
    class Finalized:
        def __del__(self):
            interrupt()

    Finalized()


def in_the_callback_of_a_weak_reference():
    class Referred:
        pass

    referred = Referred()
    reference = weakref.ref(referred, interrupt)
    del referred
    assert reference() is None


@pytest.mark.parametrize("moment", [in_a_finalizer, in_the_callback_of_a_weak_reference])
def test_an_interruption_that_python_drops_comes_back(moment):
    came = False
    with keep_interruptions(), pytest.raises(KeyboardInterrupt):
        moment()
        came = True
        threading.Event().wait(10)
    assert came, "nothing was dropped: this test shows nothing"


def test_another_fault_is_told_as_before(monkeypatch):
    told = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraised: told.append(unraised.exc_type))

    class Faulty:
        def __del__(self):
            raise ValueError

    with keep_interruptions():
        Faulty()
    assert told == [ValueError]


def test_an_interruption_that_is_held_comes_at_the_end():
    ended = False
    with pytest.raises(KeyboardInterrupt), hold_interruptions():
        interrupt()
        interrupt()
        ended = True
    assert ended
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_was_not_interrupted_goes_on():
    with hold_interruptions():
        pass
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_interruptions_that_are_ignored_stay_ignored():
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with hold_interruptions():
        interrupt()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
