"""How an author writes a criterion: the decorator and the one exception that costs a learner points."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

MAX_TEXT = 2000
"""Longest text kept of one field: the observed part may quote what a learner printed."""

# What would command a terminal, or make a text read in another order than it is written.
_COMMANDS = re.compile(
    r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[@-_]?"
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)

AnyFunction = TypeVar("AnyFunction", bound=Callable[..., Any])


@dataclass(frozen=True)
class Criterion:
    """What `@criterion` says of a function."""

    id: str
    needs: tuple[str, ...]
    """Criteria that must have passed before this one is judged."""


def criterion(id_: str, *, needs: str | tuple[str, ...] = ()) -> Callable[[AnyFunction], AnyFunction]:
    """Mark a function of `criteria.py` as the judge of the criterion `id_` of `exercise.toml`.

    The function takes any of the fixtures `engine`, `server`, `registry`, `tls`, `files`, `logins`, `hub`,
    `pipeline`, `machine`, `events`; it returns when the criterion is met and raises `Failure` when it is not.
    """
    mark = Criterion(id_, (needs,) if isinstance(needs, str) else tuple(needs))

    def decorate(function: AnyFunction) -> AnyFunction:
        function.criterion = mark  # type: ignore[attr-defined]
        return function

    return decorate


class Failure(AssertionError):  # noqa: N818 (a failed criterion is no error)
    """The criterion is not met, and this is what the learner reads, in French.

    Args:
        expected: what should be seen (attendu).
        observed: what is seen (obtenu), the offending value between « ».
        advice: where to look next (que faire), never the solution itself.
    """

    def __init__(self, *, expected: str, observed: str, advice: str) -> None:
        self.expected, self.observed, self.advice = map(legible, (expected, observed, advice))
        super().__init__(f"{self.expected} / {self.observed}")


def legible(text: str) -> str:
    """The text without such commands, bounded: it may hold what a learner's container printed."""
    clean = _COMMANDS.sub("", text).strip()
    return clean if len(clean) <= MAX_TEXT else clean[:MAX_TEXT] + "…"
