"""What the results are made from: each learner's marks, as judged and as adjusted by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.course.exercise import Exercise
from checker.course.lab import Lab
from checker.gradebook.adjustment import Adjustment
from checker.gradebook.book import Entry, GradeBook, Refusal
from checker.gradebook.grade import ExerciseGrade
from checker.gradebook.judged import adopted, pending


@dataclass(frozen=True)
class Mark:
    """One exercise of one learner."""

    exercise: Exercise
    grade: ExerciseGrade | None
    """None as long as nothing was judged."""
    pending: ExerciseGrade | None
    """A later verdict that would lower the grade, and was not adopted."""
    adjustment: Adjustment | None

    @property
    def judged(self) -> float | None:
        """Points that the verdict gives; None: not evaluated, which counts neither for nor against."""
        if self.grade is None or not self.grade.verdict.is_evaluated:
            return None
        return self.grade.verdict.score

    @property
    def score(self) -> float | None:
        """Points that count; None: no grade."""
        return self.adjustment.applied(self.judged, self.max_score) if self.adjustment else self.judged

    @property
    def max_score(self) -> float:
        """Points that a full answer earns."""
        judged = self.grade.verdict if self.grade else None
        return judged.max_score if judged else self.exercise.max_score


@dataclass(frozen=True)
class LabMarks:
    """One lab of one learner."""

    entry: Entry
    lab: Lab
    marks: tuple[Mark, ...]
    adjustment: Adjustment | None
    """Of the lab as a whole."""

    @property
    def score(self) -> float:
        """Points that count."""
        total = sum(mark.score or 0.0 for mark in self.marks)
        adjusted = self.adjustment.applied(total, self.max_score) if self.adjustment else total
        return total if adjusted is None else adjusted

    @property
    def max_score(self) -> float:
        """Points that could be earned, in the exercises that have a grade; all, once a person decided."""
        return sum(mark.max_score for mark in self.marks if mark.score is not None or self._is_decided)

    @property
    def not_graded(self) -> int:
        """Exercises without a grade, by our own fault; none, once a person has decided."""
        return 0 if self._is_decided else sum(mark.score is None for mark in self.marks)

    @property
    def _is_decided(self) -> bool:
        return self.adjustment is not None and self.adjustment.decides


@dataclass(frozen=True)
class ClassMarks:
    """All that a grade book says."""

    labs: tuple[Lab, ...]
    """Those that somebody answered, in the course's order."""
    learners: tuple[LabMarks, ...]
    """By learner, then by lab."""
    refusals: tuple[Refusal, ...]

    def of(self, lab: Lab) -> tuple[LabMarks, ...]:
        """The learners' marks in one lab."""
        return tuple(each for each in self.learners if each.lab.id == lab.id)


def read_marks(book: GradeBook, labs: Sequence[Lab]) -> ClassMarks:
    """Read the marks out of a grade book; labs that the course no longer has are left out.

    Raises:
        GradeBookError: the grade book cannot be used.
    """
    by_id = {lab.id: lab for lab in labs}
    decided = {(a.learner, a.lab, a.exercise): a for a in book.adjustments()}
    learners = []
    for entry in book.entries():
        lab = by_id.get(entry.lab)
        if lab is None:
            continue
        lab = lab.seen_with(entry.variant)
        verdicts = book.verdicts(entry.id)
        given, waiting = adopted(verdicts), pending(verdicts)
        marks = tuple(
            Mark(e, given.get(e.id), waiting.get(e.id), decided.get((entry.learner, lab.id, e.id)))
            for e in lab.exercises
        )
        learners.append(LabMarks(entry, lab, marks, decided.get((entry.learner, lab.id, ""))))
    answered = {each.lab.id for each in learners}
    return ClassMarks(
        tuple(lab for lab in labs if lab.id in answered), tuple(learners), tuple(book.refusals())
    )
