"""The progress file: an append-only journal in SQLite, safe against kill -9 and two kernels at once."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checker.course.exercise import Exercise
from checker.course.verdict import Verdict
from checker.errors import CheckerError
from checker.messages import progress as say
from checker.progress.attempts import Attempts, Event, Kind
from checker.sandbox.places import data_folder

NAME = "progression.sqlite"
VERSION = 1
WAIT_S = 10.0
PAUSE_S = 0.02
_PRIMARY = 0xFF
"""What SQLite's extended error codes have in common with the primary one."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    exercise TEXT NOT NULL,
    kind TEXT NOT NULL,
    criterion TEXT NOT NULL,
    verdict TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS events_of_exercise ON events (exercise);
"""


class ProgressError(CheckerError):
    """The progress file cannot be used; nothing in it was changed."""


class Journal:
    """What happened on the exercises, oldest first. May be used by several threads and processes.

    An event that cannot be written is kept in memory: `trouble` says why, and the next one tries again.

    Args:
        path: the file, created if need be; None for a journal that ends with this object.

    Raises:
        ProgressError: the file is no progress file, is of a later version, or cannot be opened.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._unwritten: list[Event] = []
        self.trouble = ""
        """Why the last events are in memory only; empty when all is written."""
        try:
            self._database = sqlite3.connect(
                path or ":memory:", timeout=WAIT_S, check_same_thread=False, isolation_level=None
            )
        except sqlite3.Error as exc:
            raise ProgressError(say.unusable(path, str(exc)), do=say.MOVE_IT) from exc
        try:
            self._prepare()
        except sqlite3.Error as exc:
            self._database.close()
            raise ProgressError(say.unusable(path, str(exc)), do=say.MOVE_IT) from exc

    def _prepare(self) -> None:
        """Make the file ready, even when several kernels make it at once."""
        deadline = time.monotonic() + WAIT_S
        while True:
            try:
                self._set_up()
                return
            except sqlite3.OperationalError as exc:
                # SQLite waits for a writer, but not for another process that changes the journal's mode.
                if exc.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
            time.sleep(PAUSE_S)

    def _set_up(self) -> None:
        # One writer at a time and any number of readers; what was committed outlives a killed process.
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=NORMAL")
        version = self._database.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            self._database.close()
            raise ProgressError(say.later_version(self._path), do=say.UPDATE)
        self._database.executescript(_SCHEMA)
        self._database.execute(f"PRAGMA user_version={VERSION}")

    def attempts(self, exercise: Exercise) -> Attempts:
        """The learner's history on an exercise."""
        return Attempts.of(exercise, self.events(exercise.id))

    def events(self, exercise: str | None = None) -> list[Event]:
        """What happened on an exercise, or on all; oldest first. What cannot be read is left out."""
        where, values = ("WHERE exercise = ?", (exercise,)) if exercise else ("", ())
        query = f"SELECT at, exercise, kind, criterion, verdict FROM events {where} ORDER BY id"
        with self._lock:
            try:
                rows = self._database.execute(query, values).fetchall()
            except sqlite3.Error as exc:
                self.trouble, rows = say.not_read(str(exc)), []
            pending = [event for event in self._unwritten if exercise in (None, event.exercise)]
        return [*_readable(rows), *pending]

    def shown(self, exercise: Exercise) -> None:
        """Remember that an exercise was opened."""
        self._append(Event(exercise.id, Kind.SHOWN, time.time()))

    def judged(self, exercise: Exercise, verdict: Verdict) -> None:
        """Remember a verdict."""
        self._append(Event(exercise.id, Kind.VERDICT, time.time(), verdict=verdict))

    def opened_hint(self, exercise: Exercise, criterion: str) -> None:
        """Remember that a hint was opened."""
        self._append(Event(exercise.id, Kind.HINT, time.time(), criterion=criterion))

    def saw_solution(self, exercise: Exercise) -> None:
        """Remember that the solution was opened."""
        self._append(Event(exercise.id, Kind.SOLUTION, time.time()))

    def close(self) -> None:
        """Close the file."""
        with self._lock, contextlib.suppress(sqlite3.Error):
            self._database.close()

    def _append(self, event: Event) -> None:
        with self._lock:
            self._unwritten.append(event)
            try:
                # All or nothing: what is repeated after a failure would be there twice.
                self._database.execute("BEGIN IMMEDIATE")
                try:
                    self._database.executemany(
                        "INSERT INTO events (at, exercise, kind, criterion, verdict) VALUES (?, ?, ?, ?, ?)",
                        [_row(each) for each in self._unwritten],
                    )
                    self._database.execute("COMMIT")
                except sqlite3.Error:
                    with contextlib.suppress(sqlite3.Error):
                        self._database.execute("ROLLBACK")
                    raise
            except sqlite3.Error as exc:
                self.trouble = say.not_written(str(exc))
            else:
                self._unwritten.clear()
                self.trouble = ""


def open_journal() -> Journal:
    """Open the progress file of the person who uses this computer.

    Raises:
        ProgressError: it cannot be used.
    """
    try:
        path = data_folder() / NAME
    except OSError as exc:
        raise ProgressError(say.unusable(None, str(exc)), do=say.MOVE_IT) from exc
    return Journal(path)


def _row(event: Event) -> tuple[float, str, str, str, str]:
    verdict = json.dumps(event.verdict.to_json()) if event.verdict is not None else ""
    return event.at, event.exercise, event.kind.value, event.criterion, verdict


def _readable(rows: list[tuple[Any, ...]]) -> Iterator[Event]:
    for at, exercise, kind, criterion, verdict in rows:
        # One line that a later version or a person wrote does not take the others away.
        with contextlib.suppress(ValueError, TypeError, KeyError):
            judged = Verdict.from_json(json.loads(verdict)) if verdict else None
            yield Event(str(exercise), Kind(kind), float(at), str(criterion), judged)
