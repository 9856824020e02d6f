"""Letters without their accents, for comparing what people type and for naming files after it."""

from __future__ import annotations

import unicodedata


def without_accents(text: str) -> str:
    """The text, decomposed, less all its combining signs."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
