"""A grade changed by a person, with a reason: it outlives every regrading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.errors import CheckerError
from checker.messages import gradebook as say

_POINTS = re.compile(r"[+-]?\d{1,4}([.,]\d{1,2})?")


@dataclass(frozen=True)
class Adjustment:
    """What a person decided for one exercise of one learner, or for a whole lab."""

    learner: str
    lab: str
    exercise: str
    """Empty for the whole lab."""
    points: str
    """`3`: so many; `+1`, `-0.5`: more or less than judged; empty: as judged."""
    reason: str
    at: float
    """Seconds since the epoch."""

    @property
    def decides(self) -> bool:
        """Whether it says how many points, whatever was judged."""
        return bool(self.points) and self.points[0] not in "+-"

    def applied(self, judged: float | None, maximum: float) -> float | None:
        """The points once adjusted, none below zero nor above the maximum; None: still no grade."""
        if not self.points:
            return judged
        value = float(self.points)
        if not self.decides:
            if judged is None:
                return None
            value += judged
        return min(max(value, 0.0), maximum)


def read_points(text: str) -> str:
    """What a person typed as points, in the form that is kept; a comma is a point.

    Raises:
        CheckerError: it is no number of points.
    """
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    if text and not _POINTS.fullmatch(text):
        raise CheckerError(say.bad_points(text[:40]), do=say.POINTS_EXAMPLES)
    return text.replace(",", ".")
