"""The class at a glance, as a web page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.course.lab import Lab
from checker.gradebook.marks import ClassMarks
from checker.results import figures
from checker.results.page import render


def class_page(
    marks: ClassMarks, reports: Mapping[tuple[str, str], str], worksheets: Sequence[tuple[Lab, str]]
) -> bytes:
    """The overview.

    Args:
        marks: the class's marks.
        reports: address of each report, by learner and lab.
        worksheets: the labs that have a worksheet for Moodle, with its address.
    """
    learners = dict.fromkeys(each.entry.learner for each in marks.learners)
    by_key = {(each.entry.learner, each.lab.id): each for each in marks.learners}
    return render(
        "class.html",
        marks=marks,
        learners=list(learners),
        by_key=by_key,
        reports=reports,
        worksheets=worksheets,
        labs=[figures.lab_figures(marks, lab) for lab in marks.labs],
        mistakes=figures.mistakes(marks),
        missing=figures.missing(marks),
        pending=figures.pending(marks),
        adjusted=figures.adjusted(marks),
    )
