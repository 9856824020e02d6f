"""The verdict on one exercise, the one format that panel, batch, reports and exports read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

SCHEMA_VERSION = 1


class Outcome(StrEnum):
    """What became of one criterion."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    """A criterion that it needs did not pass."""
    ERROR = "error"
    """« non évalué »: our own fault; never a grade, never an attempt."""


@dataclass(frozen=True)
class CriterionResult:
    """One criterion of one exercise, judged."""

    id: str
    text: str
    points: float
    outcome: Outcome
    expected: str = ""
    """Attendu (failed only)."""
    observed: str = ""
    """Obtenu (failed); for a skipped criterion or an error, the reason."""
    advice: str = ""
    """Que faire (failed only)."""
    duration_s: float = 0.0

    @property
    def score(self) -> float:
        """Points earned: all or nothing."""
        return self.points if self.outcome is Outcome.PASSED else 0.0


@dataclass(frozen=True)
class Verdict:
    """All the criteria of one exercise, in the order of its TOML file."""

    exercise: str
    """Exercise id, `02-registre-prive/03-…`."""
    criteria: tuple[CriterionResult, ...]

    @property
    def score(self) -> float:
        """Points earned."""
        return sum(c.score for c in self.criteria)

    @property
    def max_score(self) -> float:
        """Points that a full answer earns."""
        return sum(c.points for c in self.criteria)

    @property
    def is_evaluated(self) -> bool:
        """False as soon as one criterion ended in our own fault: then there is no grade."""
        return all(c.outcome is not Outcome.ERROR for c in self.criteria)

    @property
    def is_solved(self) -> bool:
        """True when every criterion passed."""
        return all(c.outcome is Outcome.PASSED for c in self.criteria)

    def to_json(self) -> dict[str, Any]:
        """Plain data with the schema's version, the derived totals included for readers of the JSON."""
        return {
            "version": SCHEMA_VERSION,
            "exercise": self.exercise,
            "evaluated": self.is_evaluated,
            "solved": self.is_solved,
            "score": self.score if self.is_evaluated else None,
            "max_score": self.max_score,
            "criteria": [asdict(c) for c in self.criteria],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Verdict:
        """Rebuild a verdict.

        Raises:
            ValueError: the data is of another schema version, or malformed.
        """
        if data.get("version") != SCHEMA_VERSION:
            raise ValueError(f"verdict schema {data.get('version')!r}, expected {SCHEMA_VERSION}")
        try:
            criteria = tuple(
                CriterionResult(**{**c, "outcome": Outcome(c["outcome"])}) for c in data["criteria"]
            )
            return cls(exercise=str(data["exercise"]), criteria=criteria)
        except (KeyError, TypeError) as exc:
            raise ValueError(f"malformed verdict: {exc}") from exc
