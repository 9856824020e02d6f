"""What one cell's terminal shows: plain text while it only grows, recomposed once the cursor goes back up.

Front ends understand carriage returns and colours, not cursor movements: the progress bars of `docker pull`
come out wrong. As long as nothing moves up, output is passed on; from the first such movement on, the whole
text of the cell is recomposed, and the caller shows it again instead.
"""

from __future__ import annotations

from checker.kernel.escapes import Control, Cutter, Token
from checker.kernel.screen import Screen

LIMIT = 2_000_000
# In plain text these change nothing that is already there.
_HARMLESS = {"m", "C", "H", "f", "J", "s", "7", "M", "r", "h", "l", "n", "c", "d"}
_ALTERNATE = {"1049h": True, "1047h": True, "47h": True, "1049l": False, "1047l": False, "47l": False}


class Terminal:
    """The text of one cell, bounded."""

    def __init__(self) -> None:
        self._cutter = Cutter()
        self._tokens: list[Token] = []
        self._size = 0
        self._line_moved = False
        """The cursor went back in the last line: erasing would change what is there."""
        self._alternate = False
        self._screen_start: int | None = None
        self._fresh: list[str] = []
        self.screen: Screen | None = None
        """Set once the text has to be recomposed."""
        self.omitted = 0
        """Characters beyond the limit, forgotten."""

    def feed(self, data: bytes, *, final: bool = False) -> None:
        """Take what the terminal received."""
        for token in self._cutter.feed(data, final=final):
            self._take(token)

    def write(self, text: str, *, shown: bool = False) -> None:
        """Add text of ours; `shown` when the front end shows it already (an answered prompt)."""
        self._add(text)
        if not self.screen and not shown:
            self._fresh.append(text)

    @property
    def at_line_start(self) -> bool:
        """Whether the last line is empty."""
        last = next((t for t in reversed(self._tokens) if isinstance(t, str)), "\n")
        return last.endswith("\n")

    def take(self, *, hold_line: bool = False) -> str:
        """New plain text since the last call; with `hold_line`, up to the last newline only."""
        text = "".join(self._fresh)
        self._fresh.clear()
        if hold_line:
            whole, newline, line = text.rpartition("\n")
            if line and len(line) < 400:
                self._fresh.append(line)
                text = whole + newline
        return text

    @property
    def has_fresh(self) -> bool:
        """Whether `take` has something to give."""
        return bool(self._fresh)

    def take_line(self) -> str:
        """Take the unfinished last line away, a program's prompt, unless `take` has given it already."""
        first = len(self._tokens)
        while first and "\n" not in _text(self._tokens[first - 1]):
            first -= 1
        kept = _text(self._tokens[first - 1]).rpartition("\n") if first else ("", "", "")
        tail: list[Token] = [kept[2], *self._tokens[first:]]
        line = "".join(_plain(token) for token in tail)
        if self.screen or not line or not "".join(self._fresh).endswith(line):
            return ""
        del self._tokens[first:]
        if first:
            self._tokens[-1] = kept[0] + kept[1]
        self._size -= sum(_length(token) for token in tail)
        self._line_moved = False
        self._fresh.clear()
        return line

    def text(self) -> str:
        """All the text of the cell."""
        screen = self.screen
        if screen is None:
            return "".join(_plain(token) for token in self._tokens)
        return screen.text()

    def forget_screen(self) -> bool:
        """Drop what a full-screen program drew; True when something that was shown has to go."""
        self._cutter = Cutter()  # it may hold half a sequence
        self._alternate = False
        start, self._screen_start = self._screen_start, None
        if start is None:
            return False
        del self._tokens[start:]
        self._fresh.clear()
        self.screen = Screen() if self.screen else None
        self._replay()
        return True

    def _take(self, token: Token) -> None:
        if isinstance(token, Control):
            if token.final in _ALTERNATE:
                self._alternate = _ALTERNATE[token.final]
                return
            if token.final in ("H", "J") and self._screen_start is None:
                self._screen_start = len(self._tokens)
        if self._alternate:
            return
        if self._add(token):
            self._pass_on(token)

    def _add(self, token: Token) -> bool:
        size = _length(token)
        if self._size + size > LIMIT:
            self.omitted += size
            return False
        self._size += size
        self._tokens.append(token)
        if self.screen:
            self.screen.feed(token)
        return True

    def _pass_on(self, token: Token) -> None:
        if self.screen:
            return
        if isinstance(token, Control):
            if token.final not in _HARMLESS and (token.final not in "KP" or self._line_moved):
                self._recompose()
                return
        else:
            line = token.rpartition("\n")
            moved = "\r" in line[2] or "\b" in line[2]
            self._line_moved = moved or (self._line_moved and not line[1])
        self._fresh.append(_plain(token))

    def _recompose(self) -> None:
        self._fresh.clear()
        self.screen = Screen()
        self._replay()

    def _replay(self) -> None:
        if self.screen:
            for token in self._tokens:
                self.screen.feed(token)


def _text(token: Token) -> str:
    return token if isinstance(token, str) else ""


def _length(token: Token) -> int:
    return len(token) if isinstance(token, str) else 4


def _plain(token: Token) -> str:
    """A token as a front end takes it in growing text."""
    if isinstance(token, str):
        return token
    if token.final == "m":
        return "\x1b[" + ";".join(map(str, token.params)) + "m"
    return " " * token.count() if token.final == "C" else ""
