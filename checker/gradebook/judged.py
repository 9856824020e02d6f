"""The verdicts of one submission in the order they were given, and which of them counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.gradebook.grade import ExerciseGrade


@dataclass(frozen=True)
class Judged:
    """A verdict as the grade book keeps it."""

    course: str
    """Digest of the lab that judged."""
    adopted: bool
    """False when it would have lowered the grade that was given."""
    grade: ExerciseGrade

    @property
    def exercise(self) -> str:
        """Id of the exercise."""
        return self.grade.verdict.exercise


@dataclass(frozen=True)
class Change:
    """An exercise that a later state of its lab judged otherwise."""

    exercise: str
    before: ExerciseGrade
    after: ExerciseGrade
    adopted: bool
    """Whether the later verdict counts."""


def adopted(verdicts: Sequence[Judged]) -> dict[str, ExerciseGrade]:
    """The grade of each exercise: the last verdict that was adopted."""
    return {each.exercise: each.grade for each in verdicts if each.adopted}


def pending(verdicts: Sequence[Judged]) -> dict[str, ExerciseGrade]:
    """The verdicts that came after the grade, and would lower it."""
    last = {each.exercise: each for each in verdicts if each.grade.verdict.is_evaluated}
    return {id_: each.grade for id_, each in last.items() if not each.adopted}


def given_by(verdicts: Sequence[Judged], course: str) -> dict[str, ExerciseGrade]:
    """What one state of the lab judged last, adopted or not."""
    return {each.exercise: each.grade for each in verdicts if each.course == course}


def changes(verdicts: Sequence[Judged], course: str) -> list[Change]:
    """What this state of the lab judges otherwise than the grade that was there before it."""
    found = []
    before = adopted([each for each in verdicts if each.course != course])
    now = {each.exercise: each for each in verdicts if each.course == course}
    for exercise, each in now.items():
        given = before.get(exercise)
        evaluated = each.grade.verdict.is_evaluated
        if evaluated and given is not None and _outcomes(given) != _outcomes(each.grade):
            found.append(Change(exercise, given, each.grade, each.adopted))
    return found


def _outcomes(grade: ExerciseGrade) -> list[tuple[str, str, float]]:
    return [(c.id, c.outcome.value, c.points) for c in grade.verdict.criteria]
