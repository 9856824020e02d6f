"""What can be wrong in a learner's world, as values: a criterion turns them into a failure."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from checker.grading.criterion import Failure
from checker.messages import grading as say

T = TypeVar("T")
POLL_S = 0.1
WAIT_S = 5.0
"""A busy room starts a registry slowly; only a criterion that fails in the end waits this long."""


@dataclass(frozen=True)
class Trouble(ABC):
    """An answer that is none; false, so that `if client.tags("mysql"):` reads well."""

    where: str
    """The address or the file, as the learner would write it."""

    @property
    @abstractmethod
    def sentence(self) -> str:
        """The fact in French, fit for `Failure(observed=…)`."""

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True)
class Unreachable(Trouble):
    """Nothing usable answers there."""

    code: str
    """`refused`, `timeout`, `dns`, `tls`, `reset` or `eof`."""
    detail: str = ""

    @property
    def sentence(self) -> str:
        """« localhost:5000 » ne répond pas (connexion refusée)."""
        return say.unreachable(self.where, self.code)


@dataclass(frozen=True)
class Refused(Trouble):
    """The server answers, and wants a login (401) or denies (403)."""

    status: int

    @property
    def sentence(self) -> str:
        """The registry asks for a login."""
        return say.refused(self.where, self.status)


@dataclass(frozen=True)
class Absent(Trouble):
    """The server answers that it has no such thing (404)."""

    what: str

    @property
    def sentence(self) -> str:
        """The registry does not know that repository or tag."""
        return say.absent(self.where, self.what)


@dataclass(frozen=True)
class Malformed(Trouble):
    """The answer is not what the protocol says."""

    why: str

    @property
    def sentence(self) -> str:
        """The answer cannot be used, and why."""
        return say.malformed(self.where, self.why)


def require(value: T | Trouble | None, *, expected: str, advice: str, observed: str = "") -> T:
    """The value, when there is one.

    Args:
        value: what a probe returned.
        expected: attendu.
        advice: que faire.
        observed: obtenu; by default the trouble's own sentence.

    Raises:
        Failure: the value is a trouble or None.
    """
    if isinstance(value, Trouble):
        raise Failure(expected=expected, observed=observed or value.sentence, advice=advice)
    if value is None:
        raise Failure(expected=expected, observed=observed or say.NOTHING, advice=advice)
    return value


def wait_for(probe: Callable[[], T], *, timeout_s: float = WAIT_S) -> T:
    """The first value of `probe` that is true, or its last one when the time is over.

    A registry needs a moment after `docker run`: the learner must not lose points for being quick.
    """
    deadline = time.monotonic() + timeout_s
    while True:
        value = probe()
        if value or time.monotonic() >= deadline:
            return value
        time.sleep(POLL_S)
