"""Names and words that learners chose, as a terminal, a table and a database can be given them."""

from __future__ import annotations

import hashlib
import unicodedata

LONGEST = 100
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
"""Invisible, and part of how Persian or Hindi names are spelled."""
_REPLACED = "\ufffd"
_UNDECODED = range(0xDC80, 0xDD00)
"""Where Python keeps the bytes of a file's name that are no UTF-8."""


def shown(text: str, longest: int = LONGEST) -> str:
    """The text on one line, bounded; what cannot be seen or turns the reading around is replaced."""
    legible = _legible(text)
    return legible if len(legible) <= longest else f"{legible[: longest - 1]}…"


def distinct(name: str, longest: int = LONGEST) -> str:
    """A name as `shown` gives it; where something of it was lost, a mark keeps it apart from all others."""
    legible = shown(name, longest)
    if _REPLACED not in legible and not legible.endswith("…"):
        return legible
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{shown(name, longest - 7)}~{mark}"


def _legible(text: str) -> str:
    # An old name of Windows: its bytes are letters of Western Europe.
    western = (chr(ord(c) - 0xDC00) if ord(c) in _UNDECODED else c for c in text)
    composed = unicodedata.normalize("NFC", "".join(western))
    return " ".join("".join(_visible(c) for c in composed).split())


def _visible(character: str) -> str:
    is_hidden = unicodedata.category(character) in _HIDDEN and character not in _JOINERS
    return _REPLACED if is_hidden else character
