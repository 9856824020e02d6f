"""A small terminal screen: replays cursor movements and gives the text that they leave."""

from __future__ import annotations

from checker.kernel.escapes import Control, Token

# Lines that a cursor can still go back to, and columns it can reach.
LIVE_LINES = 200
COLUMNS = 1000
RESET = "\x1b[0m"
Cell = tuple[str, str]
"""A character, and the colours in force when it was written."""


class Screen:
    """Lines of coloured characters and a cursor."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._lines: list[list[Cell]] = [[]]
        self._row = self._column = 0
        self._style = ""
        self._saved = (0, 0)

    def feed(self, token: Token) -> None:
        """Write text, or obey a control."""
        if isinstance(token, Control):
            self._obey(token)
            return
        for char in token:
            self._write(char)

    def text(self) -> str:
        """All that is to be seen."""
        return "\n".join([*self._done, *map(_rendered, self._lines)])

    def _write(self, char: str) -> None:
        if char == "\n":
            self._move(self._row + 1, 0)
        elif char == "\r":
            self._column = 0
        elif char == "\b":
            self._column = max(0, self._column - 1)
        else:
            line = self._lines[self._row]
            if len(line) < self._column:
                line.extend([(" ", "")] * (self._column - len(line)))
            line[self._column : self._column + 1] = [(char, self._style)]
            self._column = min(self._column + 1, COLUMNS)

    def _move(self, row: int, column: int) -> None:
        self._row, self._column = max(0, row), max(0, min(column, COLUMNS))
        # A cursor sent far below the text must not make thousands of lines.
        self._row = min(self._row, len(self._lines) + LIVE_LINES)
        while self._row >= len(self._lines):
            self._lines.append([])
        surplus = len(self._lines) - LIVE_LINES
        if surplus > 0:
            self._done += map(_rendered, self._lines[:surplus])
            del self._lines[:surplus]
            self._row = max(0, self._row - surplus)

    def _obey(self, control: Control) -> None:
        count, final = control.count(), control.final
        if final == "m":
            self._colour(control)
        elif final in "AF":
            self._move(self._row - count, 0 if final == "F" else self._column)
        elif final in "BE":
            self._move(self._row + count, 0 if final == "E" else self._column)
        elif final == "C":
            self._move(self._row, self._column + count)
        elif final == "D":
            self._move(self._row, self._column - count)
        elif final == "G":
            self._move(self._row, count - 1)
        else:
            self._erase(control)

    def _erase(self, control: Control) -> None:
        final, which = control.final, control.count(0)
        if final in ("K", "J"):
            line = self._lines[self._row]
            if which in (0, 2):
                del line[self._column if which == 0 else 0 :]
            if which == 1:
                line[: self._column] = [(" ", "")] * min(self._column, len(line))
            if final == "J" and which == 0:
                del self._lines[self._row + 1 :]
        elif final == "P":
            del self._lines[self._row][self._column : self._column + control.count()]
        elif final in ("s", "7"):
            self._saved = (self._row, self._column)
        elif final in ("u", "8"):
            self._move(*self._saved)
        elif final == "M":
            self._move(self._row - 1, self._column)

    def _colour(self, control: Control) -> None:
        sequence = "\x1b[" + ";".join(map(str, control.params)) + "m"
        if not control.params or control.params[0] == 0:
            self._style = sequence if len(control.params) > 1 else ""
        else:
            self._style = (self._style + sequence)[-200:] if len(self._style) < 200 else sequence


def _rendered(line: list[Cell]) -> str:
    """A line with the fewest colour changes."""
    parts: list[str] = []
    current = ""
    for char, style in line:
        if style != current:
            parts.append((RESET if current else "") + style)
            current = style
        parts.append(char)
    return "".join(parts).rstrip(" " if not current else "") + (RESET if current else "")
