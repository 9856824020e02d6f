"""The shape of an exercise's values: whether they are all used, and enough for a class."""

from __future__ import annotations

from collections.abc import Iterator

from checker.course.exercise import Exercise
from checker.course.values import placeholders, possibilities
from checker.messages import variants as say

LEAST = 100
"""Different sets of values: a class of thirty draws twice the same seldom enough to be told apart."""


def check_values(exercise: Exercise) -> Iterator[str]:
    """What is wrong with the values of an exercise, and with the places where they stand."""
    names = {value.name for value in exercise.values}
    if not names:
        return
    used: set[str] = set()
    scripts = (exercise.setup, *exercise.right, *(wrong.path for wrong in exercise.wrong))
    for path in (exercise.folder / "exercise.toml", *filter(None, scripts)):
        found = placeholders(path.read_text(encoding="utf-8"))
        used |= found
        yield from (say.unknown_value(path.name, name) for name in sorted(found - names))
    yield from (say.unused_value(name) for name in sorted(names - used))
    if possibilities(exercise.values) < LEAST:
        yield say.too_few_values(possibilities(exercise.values), LEAST)
