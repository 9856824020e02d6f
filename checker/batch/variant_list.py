"""The list of a class's variants: each learner's code, in a table that people can read and keep."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from checker.batch.names import distinct
from checker.batch.submission import open_regular
from checker.course.accents import without_accents
from checker.course.lab import Lab
from checker.course.variant import new_variant, read_variant
from checker.course.whole_file import write_whole
from checker.errors import CheckerError, SubmissionError
from checker.gradebook.formula import guarded, unguarded
from checker.messages import variants as say
from checker.messages.reasons import why

MOST_BYTES = 5_000_000
SEPARATORS = ";,\t"
DRAWS = 1000
"""Codes that are tried before two learners get the same values in some exercise."""


@dataclass(frozen=True)
class VariantList:
    """Whose variant is which."""

    codes: Mapping[str, str]
    """By learner, in the order of the file."""

    @cached_property
    def _by_key(self) -> Mapping[str, str]:
        return {_key(name): code for name, code in self.codes.items()}

    def of(self, learner: str, handle: str = "") -> str:
        """A learner's code, by name or by the number that a platform gave; empty when not listed."""
        return self._by_key.get(_key(learner)) or self._by_key.get(_key(handle), "")

    def with_learners(self, names: Sequence[str], labs: Sequence[Lab]) -> VariantList:
        """This list and the learners that it lacks; the codes that are there do not change."""
        codes = dict(self.codes)
        known = set(self._by_key)
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
    rows = _rows(_text(path))
    if not _is_list(rows):
        raise SubmissionError(say.no_list(path), do=say.MEND_LIST)
    for number, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            try:
                _take(row, codes)
            except (CheckerError, ValueError) as exc:
                told = exc.what if isinstance(exc, CheckerError) else str(exc)
                raise SubmissionError(say.bad_line(path, number, told), do=say.MEND_LIST) from exc
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
        writer.writerow([guarded(name), code])
    try:
        # The byte order mark, for a French Excel.
        write_whole(path, file.getvalue().encode("utf-8-sig"))
    except OSError as exc:
        raise SubmissionError(say.unwritable_list(path, why(exc)), do=say.CHOOSE_FILE) from exc


def read_names(path: Path) -> list[str]:
    """Names, one per line, each once.

    Raises:
        SubmissionError: the file cannot be read, has no name, or is a list of variants.
    """
    text = _text(path)
    if _is_list(_rows(text)):
        raise SubmissionError(say.list_for_names(path), do=say.GIVE_NAMES)
    names: dict[str, str] = {}
    for line in text.splitlines():
        if name := distinct(" ".join(line.split())):
            names.setdefault(_key(name), name)
    if not names:
        raise SubmissionError(say.no_name(path), do=say.GIVE_NAMES)
    return list(names.values())


def _rows(text: str) -> list[list[str]]:
    """The lines, parted as we write them or as another country's spreadsheet writes them again."""
    parted = [list(csv.reader(io.StringIO(text), delimiter=mark)) for mark in SEPARATORS]
    return next(filter(_is_list, parted), parted[0])


def _is_list(rows: Sequence[Sequence[str]]) -> bool:
    return bool(rows) and tuple(cell.strip().casefold() for cell in rows[0][:2]) == say.COLUMNS


def _text(path: Path) -> str:
    with open_regular(path, str(path)) as file:
        content = file.read(MOST_BYTES)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise SubmissionError(say.not_utf_8(path), do=say.SAVE_AS_UTF_8) from exc


def _take(row: Sequence[str], codes: dict[str, str]) -> None:
    name, code = (cell.strip() for cell in (*row, "", "")[:2])
    name = distinct(unguarded(name))
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
    return " ".join(without_accents(name.casefold()).split())


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
    exercises = (exercise for lab in labs for exercise in lab.exercises if exercise.values)
    return tuple(tuple(value.drawn(e.id, variant) for value in e.values) for e in exercises)
