"""A variant: the code that a learner's own values are drawn from."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

from checker.errors import LabError
from checker.messages import course as say

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without I, L, O, 0 and 1, which a person takes for one another. A prime number of signs: with the last one
that makes the weighted sum of all a multiple of it, no single mistake and no exchange of two signs passes."""
DRAWN = 7
"""Signs that are drawn: seven of 31 leave nobody a chance to guess a classmate's."""


def new_variant() -> str:
    """A code at random, `K7QP-3M2Y`."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(DRAWN))
    return _spelled(next(drawn + last for last in ALPHABET if _is_whole(drawn + last)))


def read_variant(text: str) -> str:
    """A code as a person typed it; empty stays empty.

    Raises:
        LabError: it is no code, or has a mistake in it.
    """
    signs = "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isalnum())
    if text.strip() and (len(signs) != DRAWN + 1 or set(signs) - set(ALPHABET) or not _is_whole(signs)):
        raise LabError(say.bad_variant(text[:40]), do=say.TYPE_VARIANT)
    return _spelled(signs) if signs else ""


def drawn_index(variant: str, exercise: str, name: str, count: int) -> int:
    """Which of `count` values a variant draws, the same on every machine; the first one without a variant."""
    if not variant:
        return 0
    digest = hashlib.sha256(f"{variant}\n{exercise}\n{name}".encode()).digest()
    return int.from_bytes(digest) % count


def _is_whole(signs: str) -> bool:
    return sum(rank * ALPHABET.index(sign) for rank, sign in enumerate(signs, start=1)) % len(ALPHABET) == 0


def _spelled(signs: str) -> str:
    return f"{signs[:4]}-{signs[4:]}"
