"""The list of a class's variants: each learner's code, in a table that people can read and keep."""

from __future__ import annotations

import csv
import io
import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.batch.names import distinct
from checker.batch.submission import open_regular
from checker.course.lab import Lab
from checker.course.variant import new_variant, read_variant
from checker.errors import CheckerError, SubmissionError
from checker.messages import variants as say

MOST_BYTES = 5_000_000
DRAWS = 1000
"""Codes that are tried before two learners get the same values in some exercise."""
_GUARD = "'"
"""Before a name that a spreadsheet would take for a formula."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class VariantList:
    """Whose variant is which."""

    codes: Mapping[str, str]
    """By learner, in the order of the file."""

    def of(self, learner: str, handle: str = "") -> str:
        """A learner's code, by name or by the number that a platform gave; empty when not listed."""
        known = {_key(name): code for name, code in self.codes.items()}
        return known.get(_key(learner), "") or (known.get(_key(handle), "") if handle else "")

    def with_learners(self, names: Sequence[str], labs: Sequence[Lab]) -> VariantList:
        """This list and the learners that it lacks; the codes that are there do not change."""
        codes = dict(self.codes)
        known = {_key(name) for name in codes}
        taken = {_values(labs, code) for code in codes.values()}
        for name in names:
            if _key(name) not in known:
                codes[name] = _draw(labs, taken)
                taken.add(_values(labs, codes[name]))
                known.add(_key(name))
        return VariantList(codes)

    def alike(self, labs: Sequence[Lab]) -> Iterator[tuple[str, str, str]]:
        """Two learners with the same values in an exercise, and its id."""
        drawn = {name: _values(labs, code) for name, code in self.codes.items()}
        for rank, exercise in enumerate(e.id for lab in labs for e in lab.exercises if e.values):
            first: dict[tuple[str, ...], str] = {}
            for name, values in drawn.items():
                other = first.setdefault(values[rank], name)
                if other != name:
                    yield other, name, exercise


def read_variants(path: Path) -> VariantList:
    """Read a list.

    Raises:
        SubmissionError: it cannot be read, or a line of it is wrong.
    """
    codes: dict[str, str] = {}
    rows = list(csv.reader(io.StringIO(_text(path)), delimiter=";"))
    if not rows or tuple(cell.strip().casefold() for cell in rows[0][:2]) != say.COLUMNS:
        raise SubmissionError(say.no_list(path), do=say.MEND_LIST)
    for number, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            try:
                _take(row, codes)
            except (CheckerError, ValueError) as exc:
                why = exc.what if isinstance(exc, CheckerError) else str(exc)
                raise SubmissionError(say.bad_line(path, number, why), do=say.MEND_LIST) from exc
    return VariantList(codes)


def write_variants(listed: VariantList, path: Path) -> None:
    """Write a list, whole or not at all.

    Raises:
        SubmissionError: the file cannot be written.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(say.COLUMNS)
    for name, code in listed.codes.items():
        writer.writerow([f"{_GUARD}{name}" if name.startswith(_FORMULA) else name, code])
    fresh = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        # The byte order mark, for a French Excel; replaced at one stroke: codes that were given are not lost.
        fresh.write_text(file.getvalue(), encoding="utf-8-sig", newline="")
        fresh.replace(path)
    except OSError as exc:
        raise SubmissionError(say.unwritable_list(path, str(exc.strerror)), do=say.CHOOSE_FILE) from exc


def read_names(path: Path) -> list[str]:
    """Names, one per line, each once.

    Raises:
        SubmissionError: the file cannot be read, or has no name.
    """
    names: dict[str, str] = {}
    for line in _text(path).splitlines():
        if name := distinct(" ".join(line.split())):
            names.setdefault(_key(name), name)
    if not names:
        raise SubmissionError(say.no_name(path), do=say.GIVE_NAMES)
    return list(names.values())


def _text(path: Path) -> str:
    with open_regular(path, str(path)) as file:
        content = file.read(MOST_BYTES)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise SubmissionError(say.unreadable_list(path, "UTF-8"), do=say.GIVE_NAMES) from exc


def _take(row: Sequence[str], codes: dict[str, str]) -> None:
    name, code = (cell.strip() for cell in (*row, "", "")[:2])
    name = distinct(name.removeprefix(_GUARD) if name[1:].startswith(_FORMULA) else name)
    variant = read_variant(code)
    if not name or not variant:
        raise ValueError(say.EMPTY_CELL)
    if _key(name) in map(_key, codes):
        raise ValueError(say.name_twice(name))
    if variant in codes.values():
        raise ValueError(say.variant_twice(variant))
    codes[name] = variant


def _key(name: str) -> str:
    """A name as people compare names: without accents, case and spaces."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def _draw(labs: Sequence[Lab], taken: set[tuple[tuple[str, ...], ...]]) -> str:
    """A code with which no exercise has the values that a classmate has there, if there is one."""
    for _ in range(DRAWS):
        variant = new_variant()
        values = _values(labs, variant)
        if not any(mine == theirs for each in taken for mine, theirs in zip(values, each, strict=True)):
            return variant
    return new_variant()


def _values(labs: Sequence[Lab], variant: str) -> tuple[tuple[str, ...], ...]:
    """What a variant draws, exercise by exercise."""
    seen = (lab.seen_with(variant) for lab in labs if lab.has_values)
    exercises = (exercise for lab in seen for exercise in lab.exercises if exercise.values)
    return tuple(tuple(value.text for value in exercise.values) for exercise in exercises)
