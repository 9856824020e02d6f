"""The grades as an Excel workbook; only this module uses XlsxWriter."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from checker.course.lab import Lab
from checker.gradebook.marks import ClassMarks, LabMarks
from checker.messages import results as say
from checker.results.figures import lab_figures
from checker.results.text import line

_CREATED = datetime(2000, 1, 1)
"""The same for all, so that equal grades make an equal file."""
_SHEET_NAME = 31
_LONGEST = 1000
_WIDEST = 60
_NARROWEST_TITLE = 20
_HEADER_HEIGHT = 45
"""Three lines of a title."""

Cell = str | float | None


def notes_xlsx(marks: ClassMarks) -> bytes:
    """A summary, a sheet per lab, and the criteria; texts are always written as texts, never as formulas."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"title": say.CLASS_TITLE, "created": _CREATED})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    percent = book.add_format({"num_format": "0%"})
    _fill(book.add_worksheet(say.SHEET_SUMMARY), head, _summary(marks))
    for lab in marks.labs:
        _fill(book.add_worksheet(lab.id[:_SHEET_NAME]), head, _lab(marks, lab))
    sheet = book.add_worksheet(say.SHEET_CRITERIA)
    _fill(sheet, head, _criteria(marks))
    sheet.set_column(6, 6, 14, percent)
    book.close()
    return file.getvalue()


def _summary(marks: ClassMarks) -> list[Sequence[Cell]]:
    by_key = {(each.entry.learner, each.lab.id): each for each in marks.learners}
    learners = dict.fromkeys(each.entry.learner for each in marks.learners)
    rows: list[Sequence[Cell]] = [
        [say.LEARNER, *(lab.title for lab in marks.labs)],
        [say.OUT_OF, *(sum(e.max_score for e in lab.exercises) for lab in marks.labs)],
    ]
    for learner in learners:
        rows.append([learner, *(_total(by_key.get((learner, lab.id))) for lab in marks.labs)])
    return rows


def _total(each: LabMarks | None) -> Cell:
    """The grade, a number; a text where it is not the whole grade."""
    if each is None:
        return None
    return say.total(each.score, each.max_score, each.not_graded) if each.not_graded else each.score


def _lab(marks: ClassMarks, lab: Lab) -> list[Sequence[Cell]]:
    titles = [exercise.title for exercise in lab.exercises]
    rows: list[Sequence[Cell]] = [
        [say.LEARNER, say.HANDLE, say.POINTS, say.OUT_OF, *titles, say.ADJUSTMENTS, say.REMARKS, say.SOURCE],
        [say.OUT_OF, None, None, None, *(exercise.max_score for exercise in lab.exercises)],
    ]
    for each in marks.of(lab):
        scores = [say.NOT_EVALUATED if mark.score is None else mark.score for mark in each.marks]
        adjustments = [each.adjustment, *(mark.adjustment for mark in each.marks)]
        reasons = [say.adjustment(a.points, a.reason) for a in adjustments if a]
        rows.append(
            [
                each.entry.learner,
                each.entry.handle,
                each.score if each.max_score else say.NOT_EVALUATED,
                each.max_score,
                *scores,
                " ".join(reasons),
                " ".join(each.entry.remarks),
                each.entry.source,
            ]
        )
    return rows


def _criteria(marks: ClassMarks) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [say.CRITERIA_COLUMNS]
    for lab in marks.labs:
        for exercise in lab_figures(marks, lab).exercises:
            for c in exercise.criteria:
                rows.append(
                    [lab.title, exercise.exercise.title, c.text, c.judged, c.failed, c.skipped, c.rate]
                )
    return rows


def _fill(sheet: Any, head: Any, rows: Sequence[Sequence[Cell]]) -> None:
    """Write rows below a header that stays in sight, in columns as wide as what they hold."""
    widths: dict[int, int] = {}
    for row_number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                text = line(value, _LONGEST)
                sheet.write_string(row_number, column, text, head if row_number == 0 else None)
                widths[column] = max(
                    widths.get(column, 0), len(text) if row_number else min(len(text), _NARROWEST_TITLE)
                )
            elif value is not None:
                sheet.write_number(row_number, column, value)
    for column, width in widths.items():
        sheet.set_column(column, column, min(width, _WIDEST) + 2)
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, _HEADER_HEIGHT)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if len(rows) > 1:
        sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
