"""What takes a second to start is started beforehand and waits, paused, until it is asked for."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from checker.sandbox import ownership


class Spare(Protocol):
    """What a pool keeps: a sandbox, or something around one."""

    def pause(self) -> None:
        """Take no processor time from now on."""

    def resume(self) -> None:
        """Go on, and answer.

        Raises:
            SandboxError: it is lost.
        """

    def stop(self) -> None:
        """Remove it."""


Key = TypeVar("Key")
Item = TypeVar("Item", bound=Spare)


@dataclass(eq=False)
class _Waiting(Generic[Key, Item]):
    """One that nobody uses yet."""

    key: Key
    item: Future[Item | None] = field(default_factory=Future)
    """Done once it is started and paused; None when that failed."""


class Pool(Generic[Key, Item]):
    """Hands out fresh things, each of them once; what was used is removed behind the back of who used it.

    A thread starts what is expected next, one thing at a time, while there is room. Whoever asks for
    something that is not ready waits for it if it is on its way, else starts it.

    Args:
        start: starts one for a key; blocks.
        most: how many may exist at once: waiting, used and being removed. Who asks beyond, waits.
        spares: how many of these may wait for somebody.
    """

    def __init__(self, start: Callable[[Key], Item], *, most: int, spares: int = 0) -> None:
        self._start = start
        self._spares = spares
        self._room = most
        self._changed = threading.Condition()
        self._expected: list[Key] = []
        self._waiting: list[_Waiting[Key, Item]] = []
        self._asking = 0
        self._removals: list[threading.Thread] = []
        self._closed = False
        ownership.heed_signals()
        self._filler = threading.Thread(target=self._fill, name="pool", daemon=True)
        if spares:
            self._filler.start()

    def expect(self, keys: Sequence[Key]) -> None:
        """Say what will be asked for, the soonest first; what waits for nobody any more is removed."""
        with self._changed:
            self._expected = list(keys)
            self._changed.notify_all()

    def take(self, key: Key) -> Item:
        """Give one that nobody else has had; a spare that was lost while it waited is replaced.

        Raises:
            SandboxError: none can be started.
        """
        while (item := self._claim(key)) is not None:
            try:
                item.resume()
            except Exception:  # whatever is wrong with it, nobody shall have it
                self.leave(item)
            else:
                return item
        with self._changed:
            self._asking += 1
            self._changed.wait_for(lambda: self._room > 0)
            self._asking -= 1
            self._room -= 1
        try:
            return self._start(key)
        except BaseException:
            self._make_room()
            raise

    def leave(self, item: Item | None) -> None:
        """Remove what was taken, without waiting for the end of it."""
        if item is None:
            return
        removal = threading.Thread(target=self._remove, args=(item,), name="pool-removal")
        with self._changed:
            self._removals = [*(each for each in self._removals if each.is_alive()), removal]
            removal.start()

    def close(self) -> None:
        """Remove what waits, and wait until all that was left is gone."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._spares:
            self._filler.join()
        for waiting in self._waiting:
            self.leave(waiting.item.result())
        self._waiting.clear()
        for removal in self._removals:
            removal.join()

    def __enter__(self) -> Self:
        """Give the pool itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _claim(self, key: Key) -> Item | None:
        """One that waits or is on its way, from now on the caller's alone; None without one."""
        with self._changed:
            if key in self._expected:
                self._expected.remove(key)
            found = next((waiting for waiting in self._waiting if waiting.key == key), None)
            if found is not None:
                self._waiting.remove(found)
            self._changed.notify_all()
        return found.item.result() if found is not None else None

    def _fill(self) -> None:
        """Do what there is to do, one thing at a time, until the pool is closed."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or any(self._differences()))
                if self._closed:
                    return
                unwanted, missing = self._differences()
                for waiting in unwanted:
                    self._waiting.remove(waiting)
                    self.leave(waiting.item.result())
                made = [_Waiting[Key, Item](key) for key in missing[:1]]
                self._waiting += made
                self._room -= len(made)
            for waiting in made:
                self._make(waiting)

    def _differences(self) -> tuple[list[_Waiting[Key, Item]], list[Key]]:
        """What waits for nobody; what is expected, not there, and has room."""
        unwanted, missing = list(self._waiting), []
        for key in self._expected[: self._spares]:
            match = next((waiting for waiting in unwanted if waiting.key == key), None)
            if match is None:
                missing.append(key)
            else:
                unwanted.remove(match)
        # Room is first for those who ask now.
        return unwanted, missing if self._room > self._asking else []

    def _make(self, waiting: _Waiting[Key, Item]) -> None:
        item = None
        try:
            item = self._start(waiting.key)
            if waiting in self._waiting:  # else somebody waits for it already
                item.pause()
        except Exception:  # whoever asks for it starts one, and is told what is wrong
            with self._changed:
                self._expected = []
                if waiting in self._waiting:
                    self._waiting.remove(waiting)
            self.leave(item)
            if item is None:
                self._make_room()
            waiting.item.set_result(None)
        else:
            waiting.item.set_result(item)

    def _remove(self, item: Item) -> None:
        # What the engine will not let go now is removed at the end of this process, or by the next sweep.
        with contextlib.suppress(Exception):
            item.stop()
        self._make_room()

    def _make_room(self) -> None:
        with self._changed:
            self._room += 1
            self._changed.notify_all()
