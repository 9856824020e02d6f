"""Bounds on what a cell shows: the head of a flood, how much is missing, its tail."""

from __future__ import annotations

import re
from collections import deque

HEAD, TAIL = 256 * 1024, 64 * 1024
# Alternate screen, or the whole screen wiped: what only a full-screen program does in raw mode.
SCREEN = re.compile(rb"\x1b\[\?(?:1049|1047|47)h|\x1b\[2J|\x1b\[H\x1b\[J")


# How such programs give the screen back.
BACK = re.compile(rb".*\x1b(?:\[\?(?:1049|1047|47|1)l|\[\?25h|>)", re.DOTALL)


def after_screen(data: bytes) -> bytes:
    """What comes after a full-screen program gave the screen back; nothing of the screen itself."""
    back = BACK.match(data)
    if back:
        return data[back.end() :].lstrip(b"\r\n")
    return b"" if b"\x1b[" in data else data


def find_screen(data: bytes) -> int:
    """Where the output takes the whole screen; -1 when it does not."""
    found = SCREEN.search(data)
    return found.start() if found else -1


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
