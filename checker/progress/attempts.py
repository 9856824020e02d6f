"""What a learner tried on one exercise: attempts, hints opened, solution seen, last verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from checker.course.answer import Answer
from checker.course.exercise import CriterionSpec, Exercise
from checker.course.verdict import Outcome, Verdict

SOLUTION_AFTER = 3
"""Failed attempts that open the solution."""


class Kind(StrEnum):
    """What may happen on an exercise, or on a question of a quiz."""

    SHOWN = "shown"
    VERDICT = "verdict"
    HINT = "hint"
    SOLUTION = "solution"
    ANSWER = "answer"
    """To a question; programs without quizzes leave it out."""


@dataclass(frozen=True)
class Event:
    """One thing that happened on one exercise, or on one question."""

    exercise: str
    """The exercise's id; for an answer, the lab's."""
    kind: Kind
    at: float
    """Seconds since the epoch."""
    criterion: str = ""
    """Whose hint was opened; for an answer, the question."""
    verdict: Verdict | None = None
    answer: Answer | None = None


@dataclass(frozen=True)
class Attempts:
    """The learner's history on one exercise; every event gives a new value."""

    exercise: Exercise
    count: int = 0
    """Evaluated verdicts, good or bad."""
    failed: int = 0
    """Those that did not solve the exercise."""
    opened: tuple[str, ...] = ()
    """Criteria whose hint was opened, in that order."""
    saw_solution: bool = False
    last: Verdict | None = None
    best: float = 0.0
    """The most points that one verdict gave."""
    began: float | None = None
    """When its panel was first shown, or it was first judged; seconds since the epoch."""
    solved: float | None = None
    """When it was first solved; seconds since the epoch."""

    @classmethod
    def of(cls, exercise: Exercise, events: Iterable[Event]) -> Attempts:
        """The history that these events make, oldest first; those of other exercises are left out."""
        attempts = cls(exercise)
        for event in events:
            if event.exercise == exercise.id:
                attempts = attempts.after(event)
        return attempts

    def after(self, event: Event) -> Attempts:
        """The history once this has happened."""
        known = replace(self, began=self.began if self.began is not None else event.at)
        if event.kind is Kind.HINT and event.criterion not in known.opened:
            return replace(known, opened=(*known.opened, event.criterion))
        if event.kind is Kind.SOLUTION:
            return replace(known, saw_solution=True)
        if event.kind is Kind.VERDICT and event.verdict is not None:
            return known._judged(event.verdict, event.at)
        return known

    def _judged(self, verdict: Verdict, at: float) -> Attempts:
        """The history once this verdict is known; « non évalué » is no attempt."""
        if not verdict.is_evaluated:
            return replace(self, last=verdict)
        return replace(
            self,
            last=verdict,
            count=self.count + 1,
            failed=self.failed + (not verdict.is_solved),
            best=max(self.best, verdict.score),
            solved=at if verdict.is_solved and self.solved is None else self.solved,
        )

    @property
    def current(self) -> Verdict | None:
        """The last verdict, unless it was on other values than those that the exercise has now."""
        if self.last is None or not self.exercise.values:
            return self.last
        texts = {c.id: c.text for c in self.exercise.criteria}
        return self.last if all(texts.get(c.id, c.text) == c.text for c in self.last.criteria) else None

    @property
    def next_hint(self) -> CriterionSpec | None:
        """The hint to propose: that of the first criterion not passed whose hint is still closed."""
        if self.last is None:
            return None
        judged = self.current.criteria if self.current else ()
        passed = {c.id for c in judged if c.outcome is Outcome.PASSED}
        closed = (c for c in self.exercise.criteria if c.id not in passed and c.id not in self.opened)
        return next(closed, None)

    @property
    def may_open_hint(self) -> bool:
        """True when a failed attempt has earned a hint that is still closed."""
        return self.next_hint is not None and len(self.opened) < self.failed

    @property
    def may_see_solution(self) -> bool:
        """True once the exercise is solved, or enough attempts have failed."""
        return self.solved is not None or self.failed >= SOLUTION_AFTER

    @property
    def lasted_s(self) -> float | None:
        """Seconds from its beginning to its first success; None until then."""
        return None if self.solved is None or self.began is None else max(0.0, self.solved - self.began)
