"""One question of a quiz, as data, and the judgement of an answer to it."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from checker.course.accents import without_accents


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    """One choice."""
    MULTIPLE = "multiple"
    """All the choices that are right."""
    ORDER = "order"
    """Steps to put in order."""
    FILL = "fill"
    """A few words to type."""


@dataclass(frozen=True)
class Remark:
    """Why something in an answer is wrong."""

    about: str
    """The choice that is wrong, or the step that stands too early; empty for the answer as a whole."""
    why: str


@dataclass(frozen=True)
class Feedback:
    """What is said of an answer."""

    is_right: bool
    remarks: tuple[Remark, ...] = ()
    is_incomplete: bool = False
    """Right choices were left out."""


@dataclass(frozen=True)
class Question:
    """A question as its author wrote it; texts may hold `code` between backticks."""

    id: str
    kind: Kind
    text: str
    right: tuple[str, ...]
    """The right choice or choices; the steps in order; the answers accepted, the first being the model."""
    explanation: str
    """Shown with a right answer."""
    wrong: Mapping[str, str] = field(default_factory=dict)
    """Each wrong choice, or foreseen wrong answer, and why it is wrong."""
    after: tuple[str, ...] = ()
    """Order only: for each step but the first, why it comes after the one before it."""
    otherwise: str = ""
    """Fill only: what is said of a wrong answer that was not foreseen."""
    is_exact: bool = False
    """Fill only: capitals and accents count."""

    def choices(self, seed: str) -> tuple[str, ...]:
        """What can be chosen or put in order: never in the file's order, always the same for a seed."""
        if self.kind is Kind.FILL:
            return ()
        in_file = (*self.right, *self.wrong)
        mixed = random.Random(f"{seed}/{self.id}").sample(in_file, len(in_file))
        return tuple(mixed) if tuple(mixed) != in_file else (*in_file[1:], in_file[0])

    def judge(self, given: Sequence[str]) -> Feedback:
        """What is to be said of an answer.

        Args:
            given: the texts chosen; the steps in the order given; what was typed, alone.
        """
        if self.kind is Kind.ORDER:
            return self._judge_order(given)
        if self.kind is Kind.FILL:
            return self._judge_typed(" ".join(given))
        remarks = tuple(Remark(choice, why) for choice, why in self.wrong.items() if choice in given)
        is_incomplete = self.kind is Kind.MULTIPLE and not set(self.right) <= set(given)
        return Feedback(set(given) == set(self.right), remarks, is_incomplete)

    def _judge_order(self, given: Sequence[str]) -> Feedback:
        if sorted(given) != sorted(self.right):
            return Feedback(False, is_incomplete=True)
        place = {step: number for number, step in enumerate(given)}
        for earlier, step, why in zip(self.right, self.right[1:], self.after, strict=False):
            if place[step] < place[earlier]:
                # One thing at a time: the others may well be right once this one is.
                return Feedback(False, (Remark(step, why),))
        return Feedback(True)

    def _judge_typed(self, typed: str) -> Feedback:
        word = self.normalised(typed)
        if word in map(self.normalised, self.right):
            return Feedback(True)
        foreseen = (why for answer, why in self.wrong.items() if self.normalised(answer) == word)
        return Feedback(False, (Remark("", next(foreseen, self.otherwise)),))

    def normalised(self, typed: str) -> str:
        """What counts in a typed answer: not its spaces, nor quotes around it, nor, mostly, its capitals."""
        words = " ".join(unicodedata.normalize("NFC", typed).strip("«»`'\"\u202f\u00a0 \t\n").split())
        if self.is_exact:
            return words
        return without_accents(words.casefold())
