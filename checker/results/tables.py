"""Comma-separated files: one to open in a spreadsheet, the others as Moodle and Canvas import them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from html import escape

from checker.course.lab import Lab
from checker.course.verdict import Outcome
from checker.gradebook.formula import guarded
from checker.gradebook.marks import ClassMarks, LabMarks, Mark
from checker.messages import report as words
from checker.messages import results as say
from checker.results.figures import reason
from checker.results.text import line

MOST_FEEDBACK = 6000


def notes_csv(marks: ClassMarks) -> bytes:
    """One row per learner and lab, as a French Excel opens it with a double click.

    A semicolon, because the comma is the decimal sign there; the byte order mark, because Excel takes a file
    without one for an 8-bit encoding and spoils the accents.
    """
    rows = [
        [
            each.entry.learner,
            each.entry.handle,
            each.lab.title,
            words.number(each.score) if each.max_score else "",
            words.number(each.max_score) if each.max_score else "",
            str(each.not_graded),
            each.entry.source,
            " ".join(each.entry.remarks),
        ]
        for each in marks.learners
    ]
    return _csv([say.CSV_COLUMNS, *rows], separator=";").encode("utf-8-sig")


def moodle_worksheet(marks: ClassMarks, lab: Lab) -> bytes | None:
    """The grading worksheet of one Moodle assignment, in the French of its interface; None: nobody to grade.

    Moodle knows the columns by their names in the language of the interface, and participants by the number
    that its archive of submissions has in each name; numbers are of one assignment, hence a file each.
    It takes the decimal point in every language, and keeps the grade it has where a cell is empty.
    """
    rows = [
        [
            say.moodle_participant(each.entry.handle),
            each.entry.learner,
            _final(each),
            _point(_full(lab)),
            "",
            _feedback(each),
        ]
        for each in marks.of(lab)
        if each.entry.handle
    ]
    return _csv([say.MOODLE_COLUMNS, *rows]).encode() if rows else None


def moodle_gradebook(marks: ClassMarks) -> bytes:
    """What Moodle's grade book imports: a row per learner, whose name here is that of the account."""
    learners = {each.entry.learner for each in marks.learners if not each.entry.handle}
    by_key = {(each.entry.learner, each.lab.id): each for each in marks.learners}
    header = [say.MOODLE_USER]
    for lab in marks.labs:
        header += [lab.title, say.feedback_on(lab.title)]
    rows = []
    for learner in _in_order(marks, learners):
        row = [learner]
        for lab in marks.labs:
            each = by_key.get((learner, lab.id))
            row += [_final(each), _feedback(each)] if each else ["", ""]
        rows.append(row)
    return _csv([header, *rows]).encode()


def canvas_csv(marks: ClassMarks) -> bytes:
    """What Canvas's grade book imports: it knows learners by their login, else by their name.

    It takes an assignment of the same title, and leaves the grade that it has where a cell is empty.
    """
    by_key = {(each.entry.learner, each.lab.id): each for each in marks.learners}
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *(lab.title for lab in marks.labs)]
    possible = ["    Points Possible", "", "", "", "", *(_point(_full(lab)) for lab in marks.labs)]
    rows = []
    for learner in _in_order(marks, {each.entry.learner for each in marks.learners}):
        # A row whose first cell has these words tells the points of the assignments.
        name = learner.replace("Points Possible", "Points\N{NO-BREAK SPACE}Possible")
        entries = (by_key.get((learner, lab.id)) for lab in marks.labs)
        rows.append([name, "", "", learner, "", *(_final(each) if each else "" for each in entries)])
    return _csv([header, possible, *rows]).encode()


def cell(text: str, limit: int) -> str:
    """A text that no spreadsheet takes for a formula."""
    return guarded(line(text, limit))


def _csv(rows: Iterable[Sequence[str]], *, separator: str = ",") -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    writer.writerows([[cell(text, MOST_FEEDBACK) for text in row] for row in rows])
    return file.getvalue()


def _in_order(marks: ClassMarks, learners: set[str]) -> list[str]:
    return [name for name in dict.fromkeys(e.entry.learner for e in marks.learners) if name in learners]


def _final(each: LabMarks) -> str:
    """The grade for a platform, which would take a part for the whole: empty as long as something lacks."""
    return "" if each.not_graded else _point(each.score)


def _full(lab: Lab) -> float:
    return sum(exercise.max_score for exercise in lab.exercises)


def _point(value: float) -> str:
    return f"{value:g}"


def _feedback(each: LabMarks) -> str:
    """What the learner reads on Moodle, which takes it for HTML."""
    lines = [say.total(each.score, each.max_score, each.not_graded)]
    for mark in each.marks:
        lines.append(f"{mark.exercise.title}\u202f: {say.mark(mark.score, mark.max_score)}")
        lines += [f"– {said}" for said in _advice(mark)]
        if mark.adjustment:
            lines.append(f"– {say.adjustment(mark.adjustment.points, mark.adjustment.reason)}")
    if each.adjustment:
        lines.append(say.adjustment(each.adjustment.points, each.adjustment.reason))
    kept: list[str] = []
    for said in (escape(line(said), quote=False) for said in lines):
        if sum(map(len, kept)) + len(said) > MOST_FEEDBACK - 500:
            kept.append("…")
            break
        kept.append(said)
    return "<br>".join(kept)


def _advice(mark: Mark) -> list[str]:
    if mark.judged is None or mark.grade is None:
        return [reason(mark)]
    failed = (c for c in mark.grade.verdict.criteria if c.outcome is Outcome.FAILED)
    return [f"{c.text} {say.labelled(words.OBSERVED, c.observed)}" for c in failed]
