"""What `checker verify` found: one line per thing that an author must mend, or per answer played."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from checker.messages import authoring as say


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be in the shape of a lab."""

    where: str
    """A path relative to the course, as the author would open it."""
    what: str
    """The fact, in French."""

    def to_json(self) -> dict[str, str]:
        """Plain data."""
        return {"where": self.where, "what": self.what}


class Kind(StrEnum):
    """What was played."""

    SHIPPED = "shipped"
    RIGHT = "right"
    WRONG = "wrong"
    NEIGHBOUR = "neighbour"
    """The reference solution of somebody with other values."""


#: For each kind, how many answers did as declared and how many were played.
Tally = Mapping[Kind, tuple[int, int]]


@dataclass(frozen=True)
class Played:
    """One answer played in a sandbox and judged."""

    exercise: str
    kind: Kind
    answer: str
    """The file's name; empty for the exercise as shipped."""
    reasons: tuple[str, ...]
    """Why this is not what the author declared; empty when it is."""
    duration_s: float

    @property
    def is_as_declared(self) -> bool:
        """True when the answer did exactly what its author announced."""
        return not self.reasons

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "exercise": self.exercise,
            "kind": self.kind.value,
            "answer": self.answer,
            "as_declared": self.is_as_declared,
            "reasons": list(self.reasons),
            "duration_s": round(self.duration_s, 3),
        }


@dataclass(frozen=True)
class Verification:
    """Everything that one run of `checker verify` found."""

    exercises: tuple[str, ...]
    findings: tuple[Finding, ...]
    played: tuple[Played, ...]
    duration_s: float

    def tally(self, exercise: str | None = None) -> Tally:
        """How many answers of each kind did as declared, out of how many; of one exercise, or of all."""
        mine = [p for p in self.played if exercise in (None, p.exercise)]
        return {
            kind: (
                sum(p.is_as_declared for p in mine if p.kind is kind),
                sum(p.kind is kind for p in mine),
            )
            for kind in Kind
        }

    @property
    def problems(self) -> int:
        """How many lines an author must act on."""
        return len(self.findings) + sum(not p.is_as_declared for p in self.played)

    @property
    def summary(self) -> str:
        """All of it in one sentence."""
        tally = self.tally()
        right, wrong = tally[Kind.RIGHT][1], tally[Kind.WRONG][1]
        labs = len({id_.partition("/")[0] for id_ in self.exercises})
        return say.summary(labs, len(self.exercises), right, wrong, self.problems, self.duration_s)

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "exercises": list(self.exercises),
            "problems": self.problems,
            "findings": [f.to_json() for f in self.findings],
            "played": [p.to_json() for p in self.played],
            "duration_s": round(self.duration_s, 3),
        }
