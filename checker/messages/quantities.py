"""Sizes and durations, as a French reader writes them."""

from __future__ import annotations

from collections.abc import Iterable


def size_of(count: int) -> str:
    """Return a number of bytes in the unit that suits it."""
    value = float(count)
    for unit in ("octet" if count == 1 else "octets", "ko", "Mo"):
        if value < 1000:
            return f"{value:.0f} {unit}"
        value /= 1000
    return f"{value:.1f} Go".replace(".", ",")


def counted(count: int, one: str, several: str = "") -> str:
    """Return a number and what it counts; the plural takes an s unless it is given."""
    return f"{count} {one if count < 2 else several or one + 's'}"


def duration_of(seconds: float) -> str:
    """Return a duration in seconds, or in minutes and seconds."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{seconds // 60:.0f} min {seconds % 60:02.0f} s"


def quoted(names: Iterable[str]) -> str:
    return ", ".join(f"« {name} »" for name in names)
