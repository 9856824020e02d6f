"""The grades of one submission, as data: what the terminal, the JSON file and later the grade book read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from checker.course.verdict import Verdict

SCHEMA_VERSION = 1


class Answer(StrEnum):
    """What became of a learner's answer before it was judged."""

    PLAYED = "played"
    EMPTY = "empty"
    """Nothing to run: missing, blank, or a `%` cell."""
    INTERRUPTED = "interrupted"
    """Still running at the end of its time."""


@dataclass(frozen=True)
class ExerciseReport:
    """One exercise of one submission."""

    title: str
    answer: Answer
    verdict: Verdict

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {"title": self.title, "answer": self.answer.value, "verdict": self.verdict.to_json()}


@dataclass(frozen=True)
class SubmissionReport:
    """All the exercises of one submission."""

    path: Path
    lab: str
    lab_title: str
    exercises: tuple[ExerciseReport, ...]
    remarks: tuple[str, ...]
    duration_s: float

    @property
    def score(self) -> float:
        """Points earned in the exercises that could be judged."""
        return sum(e.verdict.score for e in self.exercises if e.verdict.is_evaluated)

    @property
    def max_score(self) -> float:
        """Points that could be earned in the exercises that could be judged."""
        return sum(e.verdict.max_score for e in self.exercises if e.verdict.is_evaluated)

    @property
    def not_evaluated(self) -> int:
        """Exercises that our own fault kept from being judged."""
        return sum(not e.verdict.is_evaluated for e in self.exercises)

    def to_json(self) -> dict[str, Any]:
        """Plain data with the schema's version."""
        return {
            "version": SCHEMA_VERSION,
            "submission": str(self.path),
            "lab": self.lab,
            "score": self.score,
            "max_score": self.max_score,
            "not_evaluated": self.not_evaluated,
            "remarks": list(self.remarks),
            "exercises": [e.to_json() for e in self.exercises],
            "duration_s": round(self.duration_s, 3),
        }
