"""Ctrl+C that is neither forgotten nor comes at a moment that blocks the program."""

from __future__ import annotations

import _thread
import contextlib
import signal
import sys
import threading
import time
from collections.abc import Iterator

AGAIN_S = 0.01


@contextlib.contextmanager
def keep_interruptions() -> Iterator[None]:
    """Interrupt again whoever was interrupted where Python cannot tell it.

    What is raised in a finalizer or in the callback of a weak reference (each import ends with one) stops
    nothing: Python shows it and goes on.

    Source: https://docs.python.org/3/library/sys.html#sys.unraisablehook
    """
    before = sys.unraisablehook

    def tell(unraised: sys.UnraisableHookArgs) -> None:
        if isinstance(unraised.exc_value, KeyboardInterrupt):
            # No `threading.Thread`: its start takes a lock, which whoever was interrupted may hold.
            _thread.start_new_thread(_interrupt_again, ())
        else:
            before(unraised)

    sys.unraisablehook = tell
    try:
        yield
    finally:
        sys.unraisablehook = before


@contextlib.contextmanager
def hold_interruptions() -> Iterator[None]:
    """Have an interruption wait for the end of what is done here, by the main thread.

    For imports beside threads that import, too: between the taking of the lock of all imports and the `try`
    that gives it back, a KeyboardInterrupt leaves every other thread waiting for ever.

    Source: `_get_module_lock` of CPython's importlib/_bootstrap.py.
    """
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)


def _interrupt_again() -> None:
    time.sleep(AGAIN_S)
    main = threading.main_thread().ident
    if main is not None and hasattr(signal, "pthread_kill"):
        # To the main thread itself: it may be waiting, and only a signal of its own wakes it.
        signal.pthread_kill(main, signal.SIGINT)
    else:
        signal.raise_signal(signal.SIGINT)
