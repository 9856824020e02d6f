"""What a learner tried on one exercise: attempts, hints opened, last verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from checker.course.exercise import CriterionSpec, Exercise
from checker.course.verdict import Outcome, Verdict


@dataclass(frozen=True)
class Attempts:
    """The learner's history on one exercise; every change gives a new value."""

    exercise: Exercise
    count: int = 0
    """Evaluated verdicts, good or bad."""
    failed: int = 0
    """Those that did not solve the exercise."""
    opened: tuple[str, ...] = ()
    """Criteria whose hint was opened, in that order."""
    last: Verdict | None = None

    def after(self, verdict: Verdict) -> Attempts:
        """The history once this verdict is known; « non évalué » is no attempt."""
        if not verdict.is_evaluated:
            return Attempts(self.exercise, self.count, self.failed, self.opened, verdict)
        failed = self.failed + (not verdict.is_solved)
        return Attempts(self.exercise, self.count + 1, failed, self.opened, verdict)

    @property
    def next_hint(self) -> CriterionSpec | None:
        """The hint to propose: that of the first criterion not passed whose hint is still closed."""
        if self.last is None:
            return None
        passed = {c.id for c in self.last.criteria if c.outcome is Outcome.PASSED}
        closed = (c for c in self.exercise.criteria if c.id not in passed and c.id not in self.opened)
        return next(closed, None)

    @property
    def may_open_hint(self) -> bool:
        """True when a failed attempt has earned a hint that is still closed."""
        return self.next_hint is not None and len(self.opened) < self.failed

    def opening_hint(self) -> Attempts:
        """The history once the proposed hint is open; unchanged when none may be."""
        proposed = self.next_hint
        if proposed is None or not self.may_open_hint:
            return self
        return Attempts(self.exercise, self.count, self.failed, (*self.opened, proposed.id), self.last)


class AttemptsStore(Protocol):
    """Where attempts are kept; the progress file will be another one."""

    def of(self, exercise: Exercise) -> Attempts:
        """The history on this exercise, an empty one at first."""

    def change(self, exercise: Exercise, step: Callable[[Attempts], Attempts]) -> Attempts:
        """Apply one step and keep the result."""


class SessionAttempts:
    """Attempts that live as long as the kernel."""

    def __init__(self) -> None:
        self._kept: dict[str, Attempts] = {}

    def of(self, exercise: Exercise) -> Attempts:
        """The history on this exercise, an empty one at first."""
        return self._kept.get(exercise.id) or Attempts(exercise)

    def change(self, exercise: Exercise, step: Callable[[Attempts], Attempts]) -> Attempts:
        """Apply one step and keep the result."""
        self._kept[exercise.id] = step(self.of(exercise))
        return self._kept[exercise.id]
