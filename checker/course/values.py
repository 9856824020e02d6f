"""Values that an exercise draws for each learner: a port, a repository; and the texts they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import prod
from pathlib import Path
from typing import Any

from checker.course.variant import drawn_index
from checker.errors import LabError
from checker.messages import course as say

TABLE = "values"
NAME = re.compile(r"[a-z]+")
OF_GO = {"end", "else", "break", "continue"}
"""`{{end}}` is a word of Docker's own templates (`docker inspect --format`)."""
_CHOICE = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
"""What stands as it is in a command, in an image's name, in a tag."""
_PLACEHOLDER = re.compile(r"\{\{([a-z]+)\}\}")
MOST = 10_000


@dataclass(frozen=True)
class Value:
    """What one learner was given."""

    name: str
    label: str
    """What learners call it, in French."""
    text: str
    choices: tuple[str, ...]
    """What it was drawn from; without a code, the first one."""

    def drawn(self, exercise: str, variant: str) -> str:
        """What another learner is given: the same code draws otherwise for another exercise."""
        return self.choices[drawn_index(variant, exercise, self.name, len(self.choices))]


def read_values(path: Path, table: Any, exercise: str, variant: str) -> tuple[Value, ...]:
    """Read the table `values` of an `exercise.toml` and draw from it.

    Each value has a `label`, and either `choices`, a list of texts, or `from` and `to`, both included.

    Args:
        path: the file, for what is said of it.
        table: what the file has under `values`.
        exercise: its id: the same variant draws otherwise for another exercise.
        variant: the learner's code; without it, the first of each.

    Raises:
        LabError: the table is not what it should be.
    """
    if not isinstance(table, Mapping):
        raise LabError(say.bad_values(path), do=say.MEND_VALUES)
    values = []
    for name, entry in table.items():
        choices = _choices(path, name, entry)
        first = Value(name, entry["label"].strip(), choices[0], choices)
        values.append(replace(first, text=first.drawn(exercise, variant)))
    return tuple(values)


def fill(text: str, values: Iterable[Value]) -> str:
    """The text with `{{name}}` replaced by the value of that name; all else stays."""
    known = {value.name: value.text for value in values}
    return _PLACEHOLDER.sub(lambda found: known.get(found[1], found[0]), text)


def placeholders(text: str) -> set[str]:
    """Names between `{{` and `}}` in a text."""
    return set(_PLACEHOLDER.findall(text)) - OF_GO


def possibilities(values: Iterable[Value]) -> int:
    """How many different sets of values there are."""
    return prod(len(value.choices) for value in values)


def _choices(path: Path, name: str, entry: Any) -> tuple[str, ...]:
    if not NAME.fullmatch(name) or name in OF_GO:
        raise LabError(say.bad_value_name(path, name), do=say.RENAME_VALUE)
    match entry:
        case {"label": str(label), "choices": [*choices], **rest} if not rest:
            texts = tuple(str(choice) for choice in choices)
        case {"label": str(label), "from": int(first), "to": int(last), **rest} if not rest:
            texts = tuple(str(n) for n in range(first, min(last, first + MOST) + 1))
        case _:
            raise LabError(say.bad_value(path, name), do=say.MEND_VALUES)
    usable = all(_CHOICE.fullmatch(text) for text in texts) and len(set(texts)) == len(texts)
    if not label.strip() or len(texts) < 2 or not usable:
        raise LabError(say.bad_value(path, name), do=say.MEND_VALUES)
    return texts
