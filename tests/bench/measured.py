"""What a run has measured: samples by name, and the rows that are made of them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Samples = dict[str, list[float]]
"""Seconds, unless the name says otherwise (`_mib`, `_cpu`)."""
THIN = "\u202f"


@dataclass
class Measured:
    """All that the subjects of a run found."""

    samples: Samples = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    """What is no series of times: counts, what was left behind."""
    missing: dict[str, str] = field(default_factory=dict)
    """Why something could not be measured, in French, by the name of its samples."""

    def add(self, name: str, value: float) -> None:
        """Keep one more sample."""
        self.samples.setdefault(name, []).append(value)

    def has(self, *names: str) -> bool:
        """Whether there are samples of all these names."""
        return all(self.samples.get(name) for name in names)

    def median(self, name: str) -> float:
        """The middle of a series."""
        return statistics.median(self.samples[name])

    def why_missing(self, name: str) -> str:
        """Why a series is not there."""
        return self.missing.get(name, "pas dans cette exécution")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    target: str
    """Number of the target that it answers; empty when it answers none."""
    what: str
    ours: str
    beside: str = ""
    """The floor or the peer, with its figure."""
    ratio: float | None = None
    aim: str = ""
    met: bool | None = None
    """None: not measured, or there is no target."""


def timed(action: Callable[[], Any]) -> float:
    """Seconds that an action takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def p95(values: Sequence[float]) -> float:
    """The value that one in twenty exceeds."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


def number(value: float, digits: int) -> str:
    """A figure as French writes it."""
    return f"{value:.{digits}f}".replace(".", ",").replace("-", "−")


def duration(value: float) -> str:
    """Seconds or milliseconds, with the digits that mean something."""
    if value < 0.1:
        return f"{number(value * 1000, 1)}{THIN}ms"
    return f"{number(value * 1000, 0)}{THIN}ms" if value < 1 else f"{number(value, 2)}{THIN}s"


def spread(values: Sequence[float], show: Callable[[float], str] = duration) -> str:
    """Median and spread."""
    low, middle, high = (show(v) for v in (min(values), statistics.median(values), max(values)))
    return middle if len(values) == 1 else f"{middle} [{low} à {high}]"


def mib(value: float) -> str:
    """Memory."""
    return f"{number(value, 0)}{THIN}Mio"


def compare(
    measured: Measured,
    what: str,
    ours: str,
    beside: tuple[str, str],
    *,
    target: str = "",
    most: float | None = None,
    show: Callable[[float], str] = duration,
) -> Row:
    """A row of two medians side by side.

    Args:
        measured: where the samples are.
        what: what is measured, in French.
        ours: name of our samples.
        beside: what is measured beside it, in French, and the name of its samples.
        target: number of the target.
        most: the ratio that is aimed at.
        show: how a figure is written.
    """
    title, other = beside
    aim = f"≤ {number(most, 2)} ×" if most is not None else ""
    if not measured.has(ours, other):
        shown = spread(measured.samples[ours], show) if measured.has(ours) else "non mesuré"
        why = measured.why_missing(other if measured.has(ours) else ours)
        beside_shown = spread(measured.samples[other], show) if measured.has(other) else f"non mesuré ({why})"
        return Row(target, what, shown, f"{title}{THIN}: {beside_shown}", None, aim)
    ratio = measured.median(ours) / measured.median(other)
    return Row(
        target,
        what,
        spread(measured.samples[ours], show),
        f"{title}{THIN}: {spread(measured.samples[other], show)}",
        ratio,
        aim,
        None if most is None else ratio <= most,
    )
