"""The grade book: an SQL database that knows every submission, and every verdict as soon as it is given."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Select, create_engine, func, insert, select, update
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from checker.errors import CheckerError
from checker.gradebook import schema
from checker.gradebook.adjustment import Adjustment
from checker.gradebook.grade import ExerciseGrade
from checker.gradebook.judged import Judged, pending
from checker.messages import gradebook as say
from checker.messages.reasons import why


class GradeBookError(CheckerError):
    """The grade book cannot be used; what it holds was not changed."""


@dataclass(frozen=True)
class Entry:
    """One submission of the grade book."""

    id: int
    learner: str
    handle: str
    """The identity that the platform gave it; empty when it gave none."""
    lab: str
    source: str
    answers: Mapping[str, tuple[str, ...]]
    remarks: tuple[str, ...]
    variant: str = ""
    """Whose values it is judged by; empty: those of everybody."""


@dataclass(frozen=True)
class Refusal:
    """A file that could not be graded."""

    learner: str
    source: str
    reason: str


class GradeBook:
    """A grade book, created if need be. Safe to use from several threads.

    Args:
        url: an SQLAlchemy URL, `sqlite:///…` or `postgresql+psycopg://…`.

    Raises:
        GradeBookError: it cannot be opened, or is of a later version.
    """

    def __init__(self, url: str) -> None:
        try:
            self._engine: Engine = create_engine(url)
        except (ArgumentError, NoSuchModuleError, ImportError) as exc:
            raise GradeBookError(say.bad_url(url), do=say.URL_EXAMPLES) from exc
        with self._transaction() as connection:
            schema.metadata.create_all(connection)
            version = connection.execute(select(schema.about.c.version)).scalar()
            if version is None:
                connection.execute(insert(schema.about).values(version=schema.VERSION))
            elif version > schema.VERSION:
                raise GradeBookError(say.LATER_VERSION, do=say.UPDATE)
            elif version < schema.VERSION:
                schema.upgrade(connection, version)

    def close(self) -> None:
        """Hang up."""
        self._engine.dispose()

    def begin_run(self) -> int:
        """Note that a grading begins; its number."""
        with self._transaction() as connection:
            return _new_id(connection, schema.runs, began=time.time())

    def register(
        self,
        run: int,
        *,
        learner: str,
        handle: str,
        lab: str,
        source: str,
        digest: str,
        answers: Mapping[str, Sequence[str]],
        remarks: Sequence[str],
        variant: str = "",
    ) -> int:
        """Note a submission; the same text of the same learner keeps its number, and its grades."""
        table = schema.submissions
        found = {"handle": handle, "source": source, "remarks": list(remarks), "run": run}
        with self._transaction() as connection:
            known = connection.execute(
                select(table.c.id).where(
                    table.c.learner == learner, table.c.lab == lab, table.c.digest == digest
                )
            ).scalar()
            if known is not None:
                connection.execute(update(table).where(table.c.id == known).values(**found))
                return int(known)
            fields = {"learner": learner, "lab": lab, "digest": digest, "variant": variant, **found}
            return _new_id(connection, table, answers=_plain(answers), **fields)

    def refuse(self, run: int, refusal: Refusal) -> None:
        """Note a file that cannot be graded."""
        with self._transaction() as connection:
            connection.execute(insert(schema.refusals).values(run=run, **vars(refusal)))

    def record(
        self, run: int, submission: int, course: str, grade: ExerciseGrade, *, may_lower: bool = False
    ) -> bool:
        """Keep a verdict. It becomes the grade, unless it would lower the one that was given.

        Args:
            run: the grading that gave it.
            submission: whose it is.
            course: digest of the lab that judged.
            grade: the verdict and what was played.
            may_lower: adopt it even then.

        Returns:
            whether it was adopted.
        """
        verdict = grade.verdict
        with self._transaction() as connection:
            given = _adopted(connection, submission, verdict.exercise)
            adopted = given is None or may_lower or not _lowers(given, grade)
            connection.execute(
                insert(schema.grades).values(
                    submission=submission,
                    exercise=verdict.exercise,
                    course=course,
                    run=run,
                    at=time.time(),
                    evaluated=verdict.is_evaluated,
                    score=verdict.score,
                    max_score=verdict.max_score,
                    adopted=adopted,
                    grade=grade.to_json(),
                )
            )
        return adopted

    def adopt_pending(self, submission: int) -> None:
        """Let the last verdicts of a submission count, even where they lower a grade that was given."""
        waiting = pending(self.verdicts(submission))
        with self._transaction() as connection:
            for exercise in waiting:
                last = _last(submission, exercise).where(schema.grades.c.evaluated).scalar_subquery()
                connection.execute(
                    update(schema.grades).where(schema.grades.c.id == last).values(adopted=True)
                )

    def verdicts(self, submission: int) -> list[Judged]:
        """All the verdicts on a submission, the oldest first."""
        table = schema.grades
        query = select(table.c.course, table.c.adopted, table.c.grade).where(table.c.submission == submission)
        with self._transaction() as connection:
            rows = connection.execute(query.order_by(table.c.id)).all()
        return [Judged(course, adopted, ExerciseGrade.from_json(grade)) for course, adopted, grade in rows]

    def adjust(self, adjustment: Adjustment) -> None:
        """Keep what a person decided; it takes the place of what was decided before."""
        with self._transaction() as connection:
            connection.execute(insert(schema.adjustments).values(**vars(adjustment)))

    def adjustments(self) -> list[Adjustment]:
        """What persons decided last, for each exercise and each lab."""
        table = schema.adjustments
        query = select(
            table.c.learner, table.c.lab, table.c.exercise, table.c.points, table.c.reason, table.c.at
        )
        with self._transaction() as connection:
            found = [Adjustment(*row) for row in connection.execute(query.order_by(table.c.id))]
        return list({(each.learner, each.lab, each.exercise): each for each in found}.values())

    def entries(self) -> list[Entry]:
        """The submissions that count: of each learner and lab, the one found last; by learner and lab."""
        table = schema.submissions
        with self._transaction() as connection:
            rows = connection.execute(select(table).order_by(table.c.run, table.c.id)).all()
        last = {(row.learner, row.lab): _entry(row) for row in rows}
        return sorted(last.values(), key=lambda e: (e.learner.casefold(), e.learner, e.lab))

    def refusals(self) -> list[Refusal]:
        """What the last run could not grade."""
        table = schema.refusals
        last = select(func.max(schema.runs.c.id)).scalar_subquery()
        query = select(table.c.learner, table.c.source, table.c.reason).where(table.c.run == last)
        with self._transaction() as connection:
            return [Refusal(*row) for row in connection.execute(query.order_by(table.c.id))]

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as exc:
            raise GradeBookError(say.unusable(_reason(exc)), do=say.CHECK_IT) from exc


def _new_id(connection: Connection, table: Any, **values: Any) -> int:
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def _last(submission: int, exercise: str) -> Select[Any]:
    """The number of the last verdict on an exercise."""
    table = schema.grades
    return select(func.max(table.c.id)).where(table.c.submission == submission, table.c.exercise == exercise)


@dataclass(frozen=True)
class _Given:
    """The grade that an exercise has."""

    evaluated: bool
    score: float
    max_score: float


def _adopted(connection: Connection, submission: int, exercise: str) -> _Given | None:
    """The grade that an exercise has so far."""
    table = schema.grades
    given = _last(submission, exercise).where(table.c.adopted).scalar_subquery()
    query = select(table.c.evaluated, table.c.score, table.c.max_score).where(table.c.id == given)
    row = connection.execute(query).first()
    return _Given(*row) if row is not None else None


def _lowers(given: _Given, grade: ExerciseGrade) -> bool:
    """Whether a verdict is worse than the grade that was given, in parts of their maximum."""
    verdict = grade.verdict
    if not given.evaluated:
        return False
    if not verdict.is_evaluated:
        return True
    return verdict.score * given.max_score < given.score * verdict.max_score - 1e-9


def _entry(row: Any) -> Entry:
    answers = {exercise: tuple(sources) for exercise, sources in row.answers.items()}
    remarks = tuple(row.remarks)
    return Entry(row.id, row.learner, row.handle, row.lab, row.source, answers, remarks, row.variant)


def _plain(answers: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {exercise: list(sources) for exercise, sources in answers.items()}


def _reason(exc: SQLAlchemyError) -> str:
    """What the database said, in one line."""
    lines = why(getattr(exc, "orig", None) or exc).strip().splitlines()
    return lines[0][:200] if lines else type(exc).__name__
