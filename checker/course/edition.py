"""The editions of the course: the full one, and the one for learners, which `checker release` makes."""

from __future__ import annotations

from pathlib import Path

from checker.errors import LabError
from checker.messages import course as say

MARK = "edition.toml"
"""At the root of the edition for learners: without answers, nor hidden criteria."""


def is_for_learners(root: Path) -> bool:
    """Whether the course in this folder is the one for learners."""
    return (root / MARK).is_file()


def require_answers(root: Path) -> None:
    """See that the course in this folder is the full one.

    Raises:
        LabError: it is the one for learners.
    """
    if is_for_learners(root):
        raise LabError(say.NO_ANSWERS, do=say.USE_FULL_COURSE)
