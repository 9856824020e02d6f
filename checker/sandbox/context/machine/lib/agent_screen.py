"""Full-screen programs: a cell cannot show them, so they are ended at once and what they draw is dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agent_ladder import FULL_SCREEN, Ladder
from agent_waits import program

if TYPE_CHECKING:
    from agent_shell import Bash

# Alternate screen, or the whole screen wiped: what only a full-screen program does in raw mode.
TAKEN = re.compile(rb"\x1b\[\?(?:1049|1047|47)h|\x1b\[2J|\x1b\[H\x1b\[J")
# How such programs give the screen back.
BACK = re.compile(rb".*\x1b(?:\[\?(?:1049|1047|47|1)l|\[\?25h|>)", re.DOTALL)


class Screen:
    """Who took the screen during one cell."""

    def __init__(self, bash: Bash, ladder: Ladder) -> None:
        self._bash = bash
        self._ladder = ladder
        self._group = 0
        self.suspected = False
        """The screen was taken, and it is not known yet by whom."""

    def drawn(self, data: bytes) -> bytes:
        """What of the output is no full-screen drawing."""
        if self._group:
            if self._bash.foreground() == self._group:
                return b""
            self._group = 0
            self._ladder.clear()
            data = _after(data)
        taken = None if self.suspected else TAKEN.search(data)
        if taken:
            self.suspected = True
            return data[: taken.start()] if self._is_raw_program() else data
        return data

    def end_program(self) -> str | None:
        """Start to end the program that took the screen; give its name, the first time only."""
        if not self.suspected or not self._is_raw_program():
            return None
        self.suspected = False
        self._group = self._bash.foreground()
        self._ladder.start(FULL_SCREEN)
        return program(self._group)

    def _is_raw_program(self) -> bool:
        """Whether a program that is not bash reads key by key."""
        canonical, _ = self._bash.modes()
        return not canonical and self._bash.foreground() not in (0, self._bash.pid)


def _after(data: bytes) -> bytes:
    """What comes after a program gave the screen back; nothing of the screen itself."""
    back = BACK.match(data)
    if back:
        return data[back.end() :].lstrip(b"\r\n")
    return b"" if b"\x1b[" in data else data
