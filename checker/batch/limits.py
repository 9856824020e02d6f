"""How long the grading of a submission may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """How long things may take, in seconds."""

    answer_s: float = 120.0
    """The answer to one exercise; then it is interrupted, and what it reached is judged."""
    submission_s: float = 3600.0
    """One submission; then our machinery is at fault: what is left has no grade."""
