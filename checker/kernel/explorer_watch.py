"""When to look again: after each cell, when a push is told of, never without an audience."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

PERIOD_S = 2.0
PATIENCE_S = 600.0
"""A page left open overnight is not polled all night."""


class Watch:
    """A thread that refreshes an explorer.

    Args:
        signal: something cheap that changes when the registries may have changed.
        refresh: reads them again and shows what was found; raises nothing.
        fall_asleep: called once when nothing has happened for long.
    """

    def __init__(
        self, signal: Callable[[], object], refresh: Callable[[], None], fall_asleep: Callable[[], None]
    ) -> None:
        self._signal = signal
        self._refresh = refresh
        self._fall_asleep = fall_asleep
        self._bell = threading.Event()
        self._views = 0
        self._stirred = time.monotonic()
        self._last: object = None
        self._asleep = False
        threading.Thread(target=self._run, name="registres-explorer", daemon=True).start()

    def ring(self) -> None:
        """Refresh now, whoever looks."""
        self._stirred = time.monotonic()
        self._bell.set()

    def cell_ended(self) -> None:
        """Refresh if somebody looks: the learner just did something."""
        self._stirred = time.monotonic()
        if self._views > 0:
            self._bell.set()

    def views(self, count: int) -> None:
        """Take note of how many views are displayed; the first one gets fresh news."""
        if count > 0 and self._views == 0:
            self._bell.set()
        self._views = count

    @property
    def is_awake(self) -> bool:
        """Whether somebody looks, and something happened not too long ago."""
        return self._views > 0 and time.monotonic() - self._stirred < PATIENCE_S

    def _run(self) -> None:
        while True:
            rung = self._bell.wait(PERIOD_S)
            if rung:
                self._bell.clear()
                self._asleep = False
                self._last = self._signal()
                self._refresh()
            elif self.is_awake:
                self._look()
            elif self._views > 0 and not self._asleep:
                self._asleep = True
                self._fall_asleep()

    def _look(self) -> None:
        found = self._signal()
        if found != self._last:
            self._last = found
            self._refresh()
