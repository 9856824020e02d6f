"""What a learner did in the whole course, as data, and where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from checker.course.lab import Lab
from checker.progress.answers import Answers
from checker.progress.attempts import Attempts, Event, Kind


class State(StrEnum):
    """How far a lab is."""

    NOT_STARTED = "not-started"
    STARTED = "started"
    DONE = "done"


@dataclass(frozen=True)
class LabProgress:
    """What was done in one lab."""

    lab: Lab
    attempts: tuple[Attempts, ...]
    """The history on each exercise, in the lab's order."""
    quiz: Answers | None = None
    """The history on its quiz; it counts neither in the points nor in what makes the lab done."""

    @property
    def solved(self) -> int:
        """How many exercises were solved, once at least."""
        return sum(a.solved is not None for a in self.attempts)

    @property
    def score(self) -> float:
        """The best points of each exercise, added up."""
        return sum(a.best for a in self.attempts)

    @property
    def max_score(self) -> float:
        """Points of the whole lab."""
        return sum(a.exercise.max_score for a in self.attempts)

    @property
    def state(self) -> State:
        """How far it is."""
        if self.solved == len(self.attempts):
            return State.DONE
        has_begun = any(a.began is not None for a in self.attempts) or self.answered
        return State.STARTED if has_begun else State.NOT_STARTED

    @property
    def answered(self) -> int:
        """Questions of its quiz answered rightly."""
        return len(self.quiz.right) if self.quiz else 0

    @property
    def questions(self) -> int:
        """Questions of its quiz."""
        return self.quiz.total if self.quiz else 0


@dataclass(frozen=True)
class Overview:
    """What was done in all the labs."""

    labs: tuple[LabProgress, ...]
    next: tuple[Lab, Attempts] | None
    """The exercise to go on with, and its lab; None when all are solved."""

    @property
    def score(self) -> float:
        """Points earned in the whole course."""
        return sum(lab.score for lab in self.labs)

    @property
    def max_score(self) -> float:
        """Points of the whole course."""
        return sum(lab.max_score for lab in self.labs)

    @property
    def solved(self) -> int:
        """Exercises solved."""
        return sum(lab.solved for lab in self.labs)

    @property
    def exercises(self) -> int:
        """Exercises of the whole course."""
        return sum(len(lab.attempts) for lab in self.labs)

    @property
    def answered(self) -> int:
        """Questions answered rightly in the whole course."""
        return sum(lab.answered for lab in self.labs)

    @property
    def questions(self) -> int:
        """Questions of the whole course."""
        return sum(lab.questions for lab in self.labs)


def look_over(labs: Sequence[Lab], events: Sequence[Event]) -> Overview:
    """Sum up a learner's events, oldest first; exercises that the course no longer has are left out."""
    by_exercise: dict[str, list[Event]] = {}
    for event in events:
        by_exercise.setdefault(event.exercise, []).append(event)
    done = tuple(
        LabProgress(
            lab,
            tuple(Attempts.of(e, by_exercise.get(e.id, [])) for e in lab.exercises),
            Answers.of(lab.quiz, by_exercise.get(lab.id, [])) if lab.quiz else None,
        )
        for lab in labs
    )
    # One goes on with the exercises: a quiz read again does not bring its lab back.
    worked_on = [event.exercise for event in events if event.kind is not Kind.ANSWER]
    last = worked_on[-1].partition("/")[0] if worked_on else ""
    return Overview(done, _next(done, last))


def _next(labs: Sequence[LabProgress], last: str) -> tuple[Lab, Attempts] | None:
    """The first exercise not solved of the lab worked on last, else of those after it, else of any."""
    names = [progress.lab.id for progress in labs]
    start = names.index(last) if last in names else 0
    for progress in (*labs[start:], *labs[:start]):
        for attempts in progress.attempts:
            if attempts.solved is None:
                return progress.lab, attempts
    return None
