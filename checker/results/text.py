"""Text that somebody else wrote, made fit to be shown: bounded, and without signs that deceive."""

from __future__ import annotations

import re

from checker.messages import results as say

LINE = 300
"""Characters of what fits into a line or a cell."""
# Characters that XML refuses, and those that hide, or turn the reading direction of what follows.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


def clean(text: str) -> str:
    """The text with a visible sign in the place of each character that is unfit."""
    return _UNFIT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def line(text: str, limit: int = LINE) -> str:
    """The text on one line."""
    text = re.sub("[ \t\n]+", " ", clean(text[: 4 * limit])).strip()
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def block(text: str, limit: int) -> str:
    """The text on its lines: its beginning and its end when it is too long."""
    text = clean(text).rstrip("\n")
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]}\n{say.cut(len(text) - 2 * half)}\n{text[-half:]}"
