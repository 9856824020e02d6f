"""One learner's report on one lab, as a web page."""

from __future__ import annotations

from dataclasses import dataclass

from checker.course.verdict import CriterionResult, Outcome
from checker.gradebook.grade import Answer, PlayedCell
from checker.gradebook.marks import LabMarks, Mark
from checker.results.figures import reason
from checker.results.notebook import played
from checker.results.page import render

MOST_SOURCE = 8000
MOST_OUTPUT = 4000
"""Characters of a cell that are shown; the notebook beside has them all."""


@dataclass(frozen=True)
class _Judged:
    """One criterion, with what helps to go on."""

    result: CriterionResult
    hint: str


@dataclass(frozen=True)
class _Section:
    """One exercise of the report."""

    mark: Mark
    criteria: tuple[_Judged, ...]
    cells: tuple[PlayedCell, ...]
    is_interrupted: bool
    reason: str
    """Why there is no grade; empty when there is one."""


def report_page(each: LabMarks, notebook: str) -> bytes:
    """The report.

    Args:
        each: the learner's marks.
        notebook: name of the file, beside the report, that holds the executed notebook.
    """
    sections = [_section(each, mark) for mark in each.marks]
    return render(
        "report.html",
        each=each,
        sections=sections,
        notebook=notebook,
        most_source=MOST_SOURCE,
        most_output=MOST_OUTPUT,
    )


def _section(each: LabMarks, mark: Mark) -> _Section:
    hints = {spec.id: spec.hint for spec in mark.exercise.criteria}
    results = mark.grade.verdict.criteria if mark.grade else ()
    return _Section(
        mark=mark,
        criteria=tuple(
            _Judged(result, hints.get(result.id, "") if result.outcome is Outcome.FAILED else "")
            for result in results
        ),
        cells=played(each, mark),
        is_interrupted=mark.grade is not None and mark.grade.answer is Answer.INTERRUPTED,
        reason=reason(mark) if mark.judged is None else "",
    )
