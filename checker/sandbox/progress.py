"""How a long preparation tells what it does: one French line at a time."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str], None]
"""Called with a line for people, at each step."""


def silent(_line: str) -> None:
    """Tell nobody."""
