"""Cuts what a terminal receives into text and control sequences, whatever the cuts between chunks."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

# CSI (kept apart: parameters, final), strings (OSC, DCS, …), two-character escapes, other controls.
# A string that does not end on its line is no string: what follows must not vanish.
_SEQUENCE = re.compile(
    r"\x1b\[(?P<params>[0-9;:<=>?]*)[ -/]*(?P<final>[@-~])"
    r"|\x1b[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)"
    r"|\x1b[ -/]*(?P<escape>[0-OQ-WYZ\\`-~])"
    r"|[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]"
)
# The beginning of a sequence at the end of a chunk.
_PARTIAL = re.compile(r"\x1b(?:\[[0-9;:<=>?]*[ -/]*|[\]PX^_][^\x07\x1b\n]*\x1b?|[ -/]*)?\Z")
_LONGEST_PARTIAL = 4096


@dataclass(frozen=True)
class Control:
    """A control sequence that moves the cursor, erases or colours."""

    final: str
    """`m`, `A`, `K`…; `1049h` and `1049l` for the alternate screen; `7`, `8` for ESC 7 and ESC 8."""
    params: tuple[int, ...] = ()

    def count(self, default: int = 1) -> int:
        """The first parameter."""
        return min(self.params[0], 10_000) if self.params and self.params[0] else default


Token = str | Control


class Cutter:
    """Bytes in, text and controls out."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._held = ""

    def feed(self, data: bytes, *, final: bool = False) -> Iterator[Token]:
        """The tokens of a chunk; what may go on in the next one waits, unless it is the last."""
        text = self._held + self._decoder.decode(data, final)
        self._held = ""
        partial = _PARTIAL.search(text, max(0, len(text) - _LONGEST_PARTIAL))
        if final:
            text = text[: partial.start()] if partial else text
        else:
            if partial:
                self._held = partial.group()
            elif text.endswith("\r"):  # \r\n is one thing
                self._held = "\r"
            text = text[: len(text) - len(self._held)]
        return _cut(text.replace("\r\n", "\n"))


def _cut(text: str) -> Iterator[Token]:
    position = 0
    for match in _SEQUENCE.finditer(text):
        if match.start() > position:
            yield text[position : match.start()].replace("\x1b", "")
        position = match.end()
        control = _control(match)
        if control:
            yield control
    if position < len(text):
        yield text[position:].replace("\x1b", "")


def _control(match: re.Match[str]) -> Control | None:
    if match["escape"]:
        return Control(match["escape"]) if match["escape"] in "78M" else None
    if match["final"] is None:
        return None
    params, final = match["params"], match["final"]
    if params.startswith("?"):
        mode = params[1:] + final
        return Control(mode) if mode in ("1049h", "1049l", "1047h", "1047l", "47h", "47l") else None
    if params[:1] in ("<", "=", ">"):
        return None
    numbers = tuple(int(n[:6]) if n else 0 for n in params.replace(":", ";").split(";")) if params else ()
    return Control(final, numbers[:16])
