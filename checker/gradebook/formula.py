"""Texts that other people chose, in a table that a spreadsheet opens: none of them may begin a formula."""

from __future__ import annotations

_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula."""
_GUARD = "'"


def guarded(text: str) -> str:
    """The text as no spreadsheet takes it for a formula."""
    return f"{_GUARD}{text}" if text.startswith(_BEGINNINGS) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    bare = text.removeprefix(_GUARD)
    return bare if guarded(bare) == text else text
