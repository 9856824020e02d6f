"""One exercise: its folder read and validated (`exercise.toml`, `criteria.py`, scripts)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any

from checker.course.values import TABLE, Value, fill, read_values
from checker.errors import LabError
from checker.messages import course as say

SLUG = re.compile(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*")
HIDDEN_POINTS = "hidden_points"
CRITERION_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class CriterionSpec:
    """What `exercise.toml` says of one criterion."""

    id: str
    points: float
    text: str
    """The sentence the learner reads, in French."""
    hint: str
    """Points at what is wrong, never holds the command to type."""
    is_hidden: bool = False
    """Learners do not receive it: `checker release` takes it out, only the full course judges it."""


@dataclass(frozen=True)
class WrongAnswer:
    """A typical mistake: a script that must fail exactly `fails`, with `says` in the message."""

    path: Path
    fails: frozenset[str]
    says: tuple[str, ...]


@dataclass(frozen=True)
class Exercise:
    """An exercise as its author wrote it."""

    id: str
    """`lab/exercise`, both folder names."""
    folder: Path
    title: str
    criteria: tuple[CriterionSpec, ...]
    right: tuple[Path, ...]
    """Right answers; the first is the reference solution."""
    wrong: tuple[WrongAnswer, ...]
    setup: Path | None
    """What must be run before the learner starts, if anything."""
    hidden_points: float = 0.0
    """Points of the criteria that were taken out of this edition of the course."""
    variant: str = ""
    """The code that the values are drawn from; without it, each has its first one."""
    values: tuple[Value, ...] = ()
    """What this learner was given; the texts and the scripts have them already."""

    @property
    def max_score(self) -> float:
        """Points that a full answer earns."""
        return sum(c.points for c in self.criteria)

    @property
    def reference(self) -> str:
        """The text of the reference solution; empty in a course handed out without its solutions."""
        return self.script(self.right[0]) if self.right else ""

    def script(self, path: Path) -> str:
        """The text of one of its scripts, with the values in it."""
        return fill(path.read_text(encoding="utf-8"), self.values)

    @property
    def criteria_module(self) -> Path:
        """The pytest module that judges."""
        return self.folder / "criteria.py"


def read_exercise(folder: Path, variant: str = "") -> Exercise:
    """Read an exercise's folder as the learner with this variant sees it.

    Raises:
        LabError: a file is missing, is no TOML, or lacks a key.
    """
    path = folder / "exercise.toml"
    data = _read_toml(path)
    if not SLUG.fullmatch(folder.name):
        raise LabError(say.bad_slug(folder), do=say.RENAME_FOLDER)
    id_ = f"{folder.parent.name}/{folder.name}"
    values = read_values(path, data.get(TABLE, {}), id_, variant)
    criteria = tuple(_criterion(path, entry, values) for entry in data.get("criteria", []))
    if not criteria:
        raise LabError(say.no_criterion(path), do=say.ADD_CRITERION)
    setup = folder / "setup.sh"
    return Exercise(
        id=id_,
        folder=folder,
        title=fill(_text(path, data, "title"), values),
        criteria=criteria,
        right=tuple(sorted((folder / "right").glob("*.sh"))),
        wrong=tuple(_wrong_answer(p, values) for p in sorted((folder / "wrong").glob("*.sh"))),
        setup=setup if setup.exists() else None,
        hidden_points=_points(data["hidden_points"], path, HIDDEN_POINTS) if HIDDEN_POINTS in data else 0.0,
        variant=variant if values else "",
        values=values,
    )


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as exc:
        raise LabError(say.missing_file(path), do=say.CREATE_FILE) from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise LabError(say.bad_toml(path, exc), do=say.MEND_TOML) from exc


def _text(path: Path, data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise LabError(say.missing_key(path, key), do=say.ADD_KEY)
    return value.strip()


def _criterion(path: Path, entry: dict[str, Any], values: tuple[Value, ...]) -> CriterionSpec:
    id_ = _text(path, entry, "id")
    if not CRITERION_ID.fullmatch(id_):
        raise LabError(say.bad_criterion_id(path, id_), do=say.RENAME_CRITERION)
    is_hidden = entry.get("hidden", False)
    if not isinstance(is_hidden, bool):
        raise LabError(say.bad_hidden(path, id_), do=say.MEND_FLAG)
    return CriterionSpec(
        id=id_,
        points=_points(entry.get("points"), path, id_),
        text=fill(_text(path, entry, "text"), values),
        hint=fill(_text(path, entry, "hint"), values),
        is_hidden=is_hidden,
    )


def _points(value: object, path: Path, whose: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < inf:
        raise LabError(say.bad_points(path, whose, value), do=say.MEND_POINTS)
    return float(value)


def _wrong_answer(path: Path, values: tuple[Value, ...]) -> WrongAnswer:
    """Read `# fails: a, b` and `# says: words | other words` from the first comment lines."""
    fails: frozenset[str] = frozenset()
    says: tuple[str, ...] = ()
    for line in fill(path.read_text(encoding="utf-8"), values).splitlines():
        if not line.startswith("#"):
            break
        key, _, value = line.lstrip("# ").partition(":")
        if key.strip() == "fails":
            fails = frozenset(part.strip() for part in value.split(",") if part.strip())
        elif key.strip() == "says":
            says = tuple(part.strip() for part in value.split("|") if part.strip())
    if not fails or not says:
        raise LabError(say.wrong_without_header(path), do=say.ADD_WRONG_HEADER)
    return WrongAnswer(path=path, fails=fails, says=says)
