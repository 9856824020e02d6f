"""What a learner answered to a lab's quiz."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from checker.course.answer import Answer
from checker.course.quiz import Quiz
from checker.progress.attempts import Event


@dataclass(frozen=True)
class Answers:
    """The learner's history on a quiz; every event gives a new value."""

    quiz: Quiz
    last: Mapping[str, Answer] = field(default_factory=dict)
    """The last answer to each question, by the question's id."""
    right: frozenset[str] = frozenset()
    """The questions answered rightly, once at least."""

    @classmethod
    def of(cls, quiz: Quiz, events: Iterable[Event]) -> Answers:
        """The history that these events make, oldest first; those of other quizzes are left out."""
        answers = cls(quiz)
        for event in events:
            if event.exercise == quiz.lab:
                answers = answers.after(event)
        return answers

    def after(self, event: Event) -> Answers:
        """The history once this has happened; a question that the quiz no longer has is left out."""
        question, answer = event.criterion, event.answer
        if answer is None or question not in {q.id for q in self.quiz.questions}:
            return self
        right = self.right | {question} if answer.is_right else self.right
        return replace(self, last={**self.last, question: answer}, right=right)

    @property
    def total(self) -> int:
        """How many questions there are."""
        return len(self.quiz.questions)
