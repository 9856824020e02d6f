"""The progress file: an append-only journal in SQLite, safe against kill -9 and two kernels at once."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from checker.course.answer import Answer
from checker.course.exercise import Exercise
from checker.course.quiz import Quiz
from checker.course.verdict import Verdict
from checker.errors import CheckerError
from checker.messages import progress as say
from checker.messages.reasons import why
from checker.progress.answers import Answers
from checker.progress.attempts import Attempts, Event, Kind
from checker.sandbox.places import data_folder

NAME = "progression.sqlite"
VERSION = 1
WAIT_S = 10.0
_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS events (
        id INTEGER PRIMARY KEY,
        at REAL NOT NULL,
        exercise TEXT NOT NULL,
        kind TEXT NOT NULL,
        criterion TEXT NOT NULL,
        verdict TEXT NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS events_of_exercise ON events (exercise)",
)

_SELECT = "SELECT at, exercise, kind, criterion, verdict FROM events"


class ProgressError(CheckerError):
    """The progress file cannot be used; nothing in it was changed."""


class Journal:
    """What happened on the exercises and quizzes, oldest first. May be used by several threads and processes.

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
            self._database = self._connect()
        except sqlite3.Error as exc:
            raise ProgressError(say.unusable(path, why(exc)), do=say.MOVE_IT) from exc

    def _connect(self) -> sqlite3.Connection:
        """Open the file, made if need be."""
        # With SQLite's rollback journal, not its write-ahead log: that one fails on a home folder that comes
        # by the network, and a file renamed while it is open would take the next one's log away.
        database = sqlite3.connect(
            self._path or ":memory:", timeout=WAIT_S, check_same_thread=False, isolation_level=None
        )
        try:
            self._set_up(database)
        except BaseException:
            database.close()
            raise
        self._opened = _identity(self._path)
        return database

    def _set_up(self, database: sqlite3.Connection) -> None:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise ProgressError(say.later_version(self._path), do=say.UPDATE)
        if version == VERSION:
            return
        # The right to write first: of several kernels that make the file at once, each waits for the others.
        database.execute("BEGIN IMMEDIATE")
        for statement in _SCHEMA:
            database.execute(statement)
        database.execute(f"PRAGMA user_version={VERSION}")
        database.execute("COMMIT")

    def _follow(self) -> None:
        """Take the file that is there now: a person may have renamed or removed the one that was open."""
        if _identity(self._path) != self._opened:
            self._database.close()
            self._database = self._connect()

    def attempts(self, exercise: Exercise) -> Attempts:
        """The learner's history on an exercise."""
        return Attempts.of(exercise, self.events(exercise.id))

    def answers(self, quiz: Quiz) -> Answers:
        """The learner's history on a lab's quiz."""
        return Answers.of(quiz, self.events(quiz.lab))

    def events(self, exercise: str | None = None) -> list[Event]:
        """What happened on an exercise or a lab's quiz, or on all; oldest first.

        What cannot be read is left out.
        """
        where, values = ("WHERE exercise = ?", (exercise,)) if exercise else ("", ())
        query = f"{_SELECT} {where} ORDER BY id"
        with self._lock:
            try:
                self._follow()
                rows = self._database.execute(query, values).fetchall()
            except (sqlite3.Error, ProgressError) as exc:
                self.trouble, rows = say.not_read(why(exc)), []
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

    def answered(self, quiz: Quiz, question: str, answer: Answer) -> None:
        """Remember an answer."""
        self._append(Event(quiz.lab, Kind.ANSWER, time.time(), criterion=question, answer=answer))

    def close(self) -> None:
        """Close the file."""
        with self._lock, contextlib.suppress(sqlite3.Error):
            self._database.close()

    def _append(self, event: Event) -> None:
        with self._lock:
            self._unwritten.append(event)
            try:
                self._follow()
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
            except (sqlite3.Error, ProgressError) as exc:
                self.trouble = say.not_written(why(exc))
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
        raise ProgressError(say.unusable(None, why(exc)), do=say.MOVE_IT) from exc
    return Journal(path)


def read_events(path: Path) -> list[Event]:
    """All that a progress file holds, oldest first; nothing is written, whatever the file is.

    Raises:
        ProgressError: it is no progress file, is of a later version, or cannot be read.
    """
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=WAIT_S)) as database:
            if database.execute("PRAGMA user_version").fetchone()[0] > VERSION:
                raise ProgressError(say.later_version(path), do=say.UPDATE)
            return list(_readable(database.execute(f"{_SELECT} ORDER BY id").fetchall()))
    except sqlite3.Error as exc:
        raise ProgressError(say.unusable(path, why(exc)), do=say.ANOTHER_FILE) from exc


def _identity(path: Path | None) -> tuple[int, int] | None:
    """What tells a file from another one of the same name; None when there is none."""
    try:
        status = path.stat() if path is not None else None
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status is not None else None


def _row(event: Event) -> tuple[float, str, str, str, str]:
    found = event.verdict or event.answer
    data = json.dumps(found.to_json()) if found is not None else ""
    return event.at, event.exercise, event.kind.value, event.criterion, data


def _readable(rows: list[tuple[Any, ...]]) -> Iterator[Event]:
    for at, exercise, kind, criterion, data in rows:
        # One line that a later version or a person wrote does not take the others away.
        with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
            event = Event(str(exercise), Kind(kind), float(at), str(criterion))
            yield _with_data(event, json.loads(data)) if data else event


def _with_data(event: Event, data: Any) -> Event:
    if event.kind is Kind.ANSWER:
        return replace(event, answer=Answer.from_json(data))
    return replace(event, verdict=Verdict.from_json(data))
