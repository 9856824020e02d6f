"""The sandboxes of this process: none outlives it, unless it is killed outright."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import threading
from types import FrameType

from checker.errors import CheckerError
from checker.sandbox import engine
from checker.sandbox.parallel import in_parallel
from checker.sandbox.removal import remove_run

#: How long a process that was told to end spends on cleaning up.
LAST_WILL_S = 20.0
#: How long an end in the middle of a start looks for what the engine was making. Jupyter kills a kernel that
#: takes more than two and a half seconds to end.
WATCH_S = 1.5
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))

_held: dict[str, int] = {}
_unfinished: set[str] = set()
_registered = False


def hold(run_id: str) -> None:
    """Promise that what a run will have is removed when this process ends or is told to end."""
    global _registered
    _held[run_id] = os.getpid()
    _unfinished.add(run_id)
    if not _registered:
        _registered = True
        atexit.register(remove_held)
    heed_signals()


def finish(run_id: str) -> None:
    """Say that a run's things are made: nothing more will come."""
    _unfinished.discard(run_id)


def release(run_id: str) -> None:
    """Take the promise back."""
    _held.pop(run_id, None)
    _unfinished.discard(run_id)


def remove_held() -> None:
    """Remove what this process holds; a child that was forked from it holds nothing."""
    mine = [run_id for run_id, pid in list(_held.items()) if pid == os.getpid()]
    in_parallel([lambda run_id=run_id: _remove(run_id) for run_id in mine])  # type: ignore[misc]


def _remove(run_id: str) -> None:
    with contextlib.suppress(CheckerError), contextlib.closing(engine.connect()) as client:
        remove_run(client, run_id, watch_s=WATCH_S if run_id in _unfinished else 0)
        release(run_id)


def heed_signals() -> None:
    """Clean up on the signals that would end the process, where nobody else listens to them.

    Of use in the main thread only: whoever starts sandboxes in others calls it beforehand.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for number in _SIGNALS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    # In a thread of its own: the main thread may hold locks that the removal needs, but not for ever.
    last_will = threading.Thread(target=remove_held, daemon=True)
    last_will.start()
    last_will.join(LAST_WILL_S)
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
