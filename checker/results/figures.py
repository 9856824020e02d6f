"""What a class's marks say together: what fails, which mistakes come back, how long it takes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median

from checker.course.exercise import Exercise
from checker.course.lab import Lab
from checker.course.verdict import CriterionResult, Outcome
from checker.gradebook.grade import Answer, ExerciseGrade
from checker.gradebook.marks import ClassMarks, LabMarks, Mark
from checker.messages import results as say
from checker.results.text import line

BINS = 10
MOST_MISTAKES = 30
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"|'[^']*'|`[^`]*`")
_DIGEST = re.compile(r"sha256:[0-9a-f]+|\b[0-9a-f]{12,}\b")


@dataclass(frozen=True)
class CriterionFigures:
    """One criterion, over the learners for whom its exercise was evaluated."""

    id: str
    text: str
    judged: int
    failed: int
    skipped: int
    """Not looked at, for want of another criterion."""

    @property
    def rate(self) -> float:
        """The part of the learners who fail it."""
        return self.failed / self.judged


@dataclass(frozen=True)
class ExerciseFigures:
    """One exercise, over the learners for whom it was evaluated."""

    exercise: Exercise
    judged: int
    solved: int
    empty: int
    median_s: float | None
    """Of the answers that were played."""
    criteria: tuple[CriterionFigures, ...]


@dataclass(frozen=True)
class LabFigures:
    """One lab."""

    lab: Lab
    bins: tuple[int, ...]
    """Learners by tenths of the maximum; only those whose grade is complete."""
    incomplete: int
    mean: float | None
    """In parts of the maximum, as the median."""
    median: float | None
    exercises: tuple[ExerciseFigures, ...]

    @property
    def criteria(self) -> list[tuple[ExerciseFigures, CriterionFigures]]:
        """All the criteria of the lab, the most failed first."""
        pairs = [(exercise, criterion) for exercise in self.exercises for criterion in exercise.criteria]
        return sorted(pairs, key=lambda pair: -pair[1].rate)


@dataclass(frozen=True)
class Mistake:
    """What several learners were told in nearly the same words."""

    exercise: Exercise
    criterion: str
    observed: str
    """The wording that came most often."""
    learners: tuple[str, ...]


@dataclass(frozen=True)
class Missing:
    """Exercises of a learner that have no grade, for one and the same reason."""

    learner: str
    lab: Lab
    exercises: tuple[Exercise, ...]
    reason: str


def lab_figures(marks: ClassMarks, lab: Lab) -> LabFigures:
    """The figures of one lab."""
    learners = marks.of(lab)
    complete = [each for each in learners if each.max_score and not each.not_graded]
    shares = [each.score / each.max_score for each in complete]
    bins = Counter(min(int(share * BINS + 1e-9), BINS - 1) for share in shares)
    return LabFigures(
        lab=lab,
        bins=tuple(bins[n] for n in range(BINS)),
        incomplete=len(learners) - len(complete),
        mean=mean(shares) if shares else None,
        median=median(shares) if shares else None,
        exercises=tuple(_exercise(exercise, learners) for exercise in lab.exercises),
    )


def mistakes(marks: ClassMarks) -> list[Mistake]:
    """The mistakes that at least two learners made, the commonest first."""
    groups: dict[tuple[str, str, str], list[tuple[LabMarks, Mark, CriterionResult]]] = defaultdict(list)
    for each in marks.learners:
        for mark, grade in _evaluated(each):
            for result in grade.verdict.criteria:
                if result.outcome is Outcome.FAILED:
                    groups[mark.exercise.id, result.id, alike(result.observed)].append((each, mark, result))
    found = [
        Mistake(
            exercise=group[0][1].exercise,
            criterion=group[0][2].text,
            observed=Counter(line(result.observed) for _, _, result in group).most_common(1)[0][0],
            learners=tuple(each.entry.learner for each, _, _ in group),
        )
        for group in groups.values()
        if len(group) > 1
    ]
    return sorted(found, key=lambda m: (-len(m.learners), m.exercise.id, m.observed))[:MOST_MISTAKES]


def alike(observed: str) -> str:
    """What two observations have in common when only values differ: numbers, digests, what is quoted."""
    text = _QUOTED.sub("«»", line(observed).casefold())
    return re.sub(r"\d+", "0", _DIGEST.sub("#", text))


def missing(marks: ClassMarks) -> list[Missing]:
    """The exercises that nobody could give a grade to."""
    found = []
    for each in marks.learners:
        by_reason: dict[str, list[Exercise]] = defaultdict(list)
        for mark in each.marks:
            if mark.score is None:
                by_reason[reason(mark)].append(mark.exercise)
        found += [Missing(each.entry.learner, each.lab, tuple(e), why) for why, e in by_reason.items()]
    return found


def reason(mark: Mark) -> str:
    """Why an exercise has no grade."""
    if mark.grade is None:
        return say.NOT_YET
    faults = (c.observed for c in mark.grade.verdict.criteria if c.outcome is Outcome.ERROR)
    return next((line(fault) for fault in faults if fault), say.NOT_EVALUATED)


def pending(marks: ClassMarks) -> list[tuple[LabMarks, Mark]]:
    """The marks that a later verdict would lower."""
    return [(each, mark) for each in marks.learners for mark in each.marks if mark.pending]


def adjusted(marks: ClassMarks) -> list[LabMarks]:
    """The learners' labs in which a person changed something."""
    return [each for each in marks.learners if each.adjustment or any(m.adjustment for m in each.marks)]


def _evaluated(each: LabMarks) -> list[tuple[Mark, ExerciseGrade]]:
    return [(m, m.grade) for m in each.marks if m.grade is not None and m.grade.verdict.is_evaluated]


def _exercise(exercise: Exercise, learners: Sequence[LabMarks]) -> ExerciseFigures:
    grades = [
        grade for each in learners for mark, grade in _evaluated(each) if mark.exercise.id == exercise.id
    ]
    durations = [grade.duration_s for grade in grades if grade.answer is not Answer.EMPTY]
    by_id: dict[str, list[CriterionResult]] = defaultdict(list)
    for grade in grades:
        for result in grade.verdict.criteria:
            by_id[result.id].append(result)
    return ExerciseFigures(
        exercise=exercise,
        judged=len(grades),
        solved=sum(grade.verdict.is_solved for grade in grades),
        empty=sum(grade.answer is Answer.EMPTY for grade in grades),
        median_s=median(durations) if durations else None,
        criteria=tuple(_criterion(results) for results in by_id.values()),
    )


def _criterion(results: Sequence[CriterionResult]) -> CriterionFigures:
    outcomes = Counter(result.outcome for result in results)
    last = results[-1]
    return CriterionFigures(
        last.id, last.text, len(results), outcomes[Outcome.FAILED], outcomes[Outcome.SKIPPED]
    )
