"""The grades of one submission, as data: what the terminal, the JSON file and the grade book read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from checker.course.verdict import Verdict

SCHEMA_VERSION = 2


class Answer(StrEnum):
    """What became of a learner's answer before it was judged."""

    PLAYED = "played"
    EMPTY = "empty"
    """Nothing to run: missing, blank, or a `%` cell."""
    INTERRUPTED = "interrupted"
    """Still running at the end of its time."""


@dataclass(frozen=True)
class PlayedCell:
    """One answer cell as it was played; its output is nobody's proof of anything."""

    source: str
    output: str
    """Plain text, bounded."""


@dataclass(frozen=True)
class ExerciseGrade:
    """One exercise of one submission."""

    title: str
    answer: Answer
    verdict: Verdict
    cells: tuple[PlayedCell, ...] = ()
    duration_s: float = 0.0
    """From the beginning of the answer to the verdict."""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "title": self.title,
            "answer": self.answer.value,
            "verdict": self.verdict.to_json(),
            "cells": [asdict(cell) for cell in self.cells],
            "duration_s": round(self.duration_s, 3),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ExerciseGrade:
        """Rebuild a grade.

        Raises:
            ValueError: the data is of another schema version, or malformed.
        """
        try:
            return cls(
                title=str(data["title"]),
                answer=Answer(data["answer"]),
                verdict=Verdict.from_json(data["verdict"]),
                cells=tuple(PlayedCell(**cell) for cell in data["cells"]),
                duration_s=float(data["duration_s"]),
            )
        except (KeyError, TypeError) as exc:
            raise ValueError(f"malformed grade: {exc}") from exc


@dataclass(frozen=True)
class SubmissionGrade:
    """All the exercises of one submission."""

    source: str
    """The file, as the instructor named it."""
    lab: str
    lab_title: str
    exercises: tuple[ExerciseGrade, ...]
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
            "submission": self.source,
            "lab": self.lab,
            "score": self.score,
            "max_score": self.max_score,
            "not_evaluated": self.not_evaluated,
            "remarks": list(self.remarks),
            "exercises": [e.to_json() for e in self.exercises],
            "duration_s": round(self.duration_s, 3),
        }
