"""The editions of the course: the full one, and the one for learners, which `checker release` makes."""

from __future__ import annotations

from pathlib import Path

MARK = "edition.toml"
"""At the root of the edition for learners: without answers, nor hidden criteria."""


def is_for_learners(root: Path) -> bool:
    """Whether the course in this folder is the one for learners."""
    return (root / MARK).is_file()
