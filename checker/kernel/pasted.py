"""What a command pasted from a text may hold that no shell understands, and no shell explains."""

from __future__ import annotations

import re

from checker.messages import kernel as say

_ASIDE = re.compile(r"""'[^']*'|"[^"]*"|(?:^|(?<=\s))#.*$""", re.MULTILINE)
"""Quoted texts and comments: French typography has its place there."""
_SIGNS = (
    (re.compile("[\u00a0\u2007\u202f]"), say.NO_BREAK_SPACE),
    (re.compile(r"(?:^|\s)[\u2013\u2014]+\w", re.MULTILINE), say.LONG_DASH),
    (re.compile("[\u2018\u201c\u201d\u201e]"), say.CURLED_QUOTE),
    (re.compile(r"^[ \t]*\$[ \t]+\S", re.MULTILINE), say.PASTED_PROMPT),
)


def advice(code: str) -> str:
    """One sentence about a cell that failed, or "" when its letters are those of a shell."""
    bare = _ASIDE.sub("", code)
    return next((sentence for sign, sentence in _SIGNS if sign.search(bare)), "")
