"""What a learner's verdicts say, as data with a fingerprint: it can be made again from the progress file."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from checker.course.exercise import Exercise
from checker.course.lab import Lab
from checker.progress.attempts import Attempts, Event, Kind

FORMAT = 1
LONGEST_TEXT = 300
MOST = 500
LARGEST = 1e11
"""What a page may hold at most, which anybody may have written: characters, entries, numbers."""
DAY_S = 86_400
_KINDS = (Kind.VERDICT, Kind.HINT, Kind.SOLUTION)
# By the name of a field's type; a tuple comes back from JSON as a list.
_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "bool": (bool,),
    "float": (int, float),
    "float | None": (int, float, type(None)),
}


@dataclass(frozen=True)
class ExerciseRecord:
    """One exercise, as it was when it was first solved, else as it is."""

    id: str
    title: str
    score: float
    max_score: float
    solved: float | None
    """When it was first solved, seconds since the epoch; None: it is not."""
    attempts: int
    """Verdicts until then, that one included."""
    hints: int
    """Hints opened until then."""
    saw_solution: bool
    """Whether its solution was opened before that."""


@dataclass(frozen=True)
class LabRecord:
    """One lab."""

    title: str
    exercises: tuple[ExerciseRecord, ...]


@dataclass(frozen=True)
class Attestation:
    """What one person's progress file said at one moment."""

    name: str
    """As the learner gave it; nothing checks it."""
    version: str
    """The course's."""
    issued: float
    """Seconds since the epoch; later events do not count."""
    utc_offset_s: int
    """Of the machine that made it: the same dates are read everywhere."""
    labs: tuple[LabRecord, ...]
    events: str
    """SHA-256 of the verdicts, hints and solutions themselves."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 over all of this."""
        return _digest(self.to_json())

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {"format": FORMAT, **asdict(self)}

    @classmethod
    def from_json(cls, data: Any) -> Attestation:
        """Rebuild one from data that anybody may have written.

        Raises:
            ValueError: it is not such data.
        """
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ValueError("format")
        record = _checked(cls, {name: value for name, value in data.items() if name != "format"})
        if abs(record["utc_offset_s"]) >= DAY_S:
            raise ValueError("utc_offset_s")
        return cls(**record | {"labs": tuple(_lab(lab) for lab in record["labs"])})


def attest(
    labs: Sequence[Lab], events: Iterable[Event], name: str, *, version: str, issued: float, utc_offset_s: int
) -> Attestation:
    """Sum up what had happened at a moment, on the exercises that the course has."""
    known = {exercise.id for lab in labs for exercise in lab.exercises}
    counted = [e for e in events if e.exercise in known and e.kind in _KINDS and e.at <= issued]
    records = tuple(
        LabRecord(lab.title, tuple(_record(exercise, counted) for exercise in lab.exercises)) for lab in labs
    )
    return Attestation(name, version, issued, utc_offset_s, records, _digest([_plain(e) for e in counted]))


def differences(
    one: Attestation, other: Attestation
) -> Iterator[tuple[str, ExerciseRecord | None, ExerciseRecord | None]]:
    """The exercises on which two attestations disagree, by title; None where one has no such exercise."""
    here, there = _by_id(one), _by_id(other)
    for id_, known in ({**here, **there}).items():
        if here.get(id_) != there.get(id_):
            yield known.title, here.get(id_), there.get(id_)


def is_plain(text: str) -> bool:
    """Whether a text is short and has no sign that a terminal or a page would obey."""
    return len(text) <= LONGEST_TEXT and not any(unicodedata.category(c).startswith("C") for c in text)


def _by_id(attestation: Attestation) -> dict[str, ExerciseRecord]:
    return {record.id: record for lab in attestation.labs for record in lab.exercises}


def _record(exercise: Exercise, events: Iterable[Event]) -> ExerciseRecord:
    attempts = Attempts(exercise)
    for event in events:
        if attempts.solved is None and event.exercise == exercise.id:
            attempts = attempts.after(event)
    return ExerciseRecord(
        exercise.id,
        exercise.title,
        attempts.best,
        exercise.max_score,
        attempts.solved,
        attempts.count,
        len(attempts.opened),
        attempts.saw_solution,
    )


def _plain(event: Event) -> list[Any]:
    verdict = event.verdict.to_json() if event.verdict is not None else None
    return [event.at, event.exercise, event.kind.value, event.criterion, verdict]


def _digest(data: Any) -> str:
    """SHA-256 of the one way in which this data is written."""
    text = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _lab(data: Any) -> LabRecord:
    record = _checked(LabRecord, data)
    exercises = tuple(ExerciseRecord(**_checked(ExerciseRecord, each)) for each in record["exercises"])
    return LabRecord(record["title"], exercises)


def _checked(kind: type[Any], data: Any) -> dict[str, Any]:
    """A dictionary that has a dataclass's fields, of their types, within bounds, and nothing else."""
    wanted = {field.name: _TYPES.get(str(field.type), (list,)) for field in fields(kind)}
    if not isinstance(data, dict) or set(data) != set(wanted):
        raise ValueError(kind.__name__)
    for name, types in wanted.items():
        if type(data[name]) not in types or not _is_bounded(data[name]):
            raise ValueError(name)
    return dict(data)


def _is_bounded(value: Any) -> bool:
    if isinstance(value, str):
        return is_plain(value)
    if isinstance(value, list):
        return len(value) <= MOST
    return value is None or abs(value) <= LARGEST
