"""Bounds on what a cell shows: the head of a flood, how much is missing, its tail."""

from __future__ import annotations

from collections import deque

HEAD, TAIL = 256 * 1024, 64 * 1024


class Tail:
    """The last bytes of a stream, and how many came before."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._pieces: deque[bytes] = deque()
        self._kept = 0
        self._omitted = 0

    def add(self, data: bytes) -> None:
        """Append; forget what is too old."""
        self._pieces.append(data)
        self._kept += len(data)
        while self._kept - len(self._pieces[0]) >= self._size:
            gone = self._pieces.popleft()
            self._kept -= len(gone)
            self._omitted += len(gone)

    def take(self) -> tuple[int, bytes]:
        """How much was forgotten, and the rest; empties the tail."""
        data = b"".join(self._pieces)
        surplus = max(0, len(data) - self._size)
        omitted = self._omitted + surplus
        self._pieces.clear()
        self._kept = self._omitted = 0
        return omitted, data[surplus:]


class Flood:
    """Lets the head through, keeps the tail for the end."""

    def __init__(self) -> None:
        self._room = HEAD
        self._tail = Tail(TAIL)

    def add(self, omitted: int, data: bytes) -> list[tuple[int, bytes]]:
        """What to send now, as (bytes omitted before, data)."""
        if len(data) <= self._room:
            self._room -= len(data)
            return [(omitted, data)]
        head, rest = data[: self._room], data[self._room :]
        self._room = 0
        self._tail.add(rest)
        return [(omitted, head)] if head or omitted else []

    def flush(self) -> list[tuple[int, bytes]]:
        """The tail, now that somebody has to see it."""
        omitted, data = self._tail.take()
        return [(omitted, data)] if omitted or data else []
