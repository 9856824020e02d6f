"""Write the results into a folder: each file is the former one or the new one, never a part."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from checker.course.notebook import read_notebook
from checker.course.whole_file import write_whole
from checker.errors import CheckerError
from checker.gradebook.marks import ClassMarks
from checker.messages import results as say
from checker.messages.reasons import why
from checker.results.document import notes_json
from checker.results.junit import junit_xml
from checker.results.notebook import executed
from checker.results.overview import class_page
from checker.results.report import report_page
from checker.results.slug import slugs
from checker.results.tables import canvas_csv, moodle_gradebook, moodle_worksheet, notes_csv
from checker.results.workbook import notes_xlsx

OVERVIEW = "classe.html"
REPORTS = "rapports"
WORKSHEETS = "moodle"
OURS = (f"{REPORTS}/*/*.html", f"{REPORTS}/*/*.ipynb", f"{WORKSHEETS}/*.csv")
"""What an earlier writing may have left; a person's own files stay."""


class ResultsError(CheckerError):
    """The results cannot be written; the grade book has everything."""


def write(out: Path, marks: ClassMarks) -> Path:
    """Write every file of the results, and remove those of learners who are no more in the grade book.

    Args:
        out: the folder; one process at a time writes there.
        marks: what to write; equal marks make equal files.

    Returns:
        the page to open first.

    Raises:
        ResultsError: a file cannot be written.
        LabError: a lab's notebook cannot be read.
    """
    written = set()
    for name, content in _files(marks):
        try:
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(out / name, content)
        except OSError as exc:
            raise ResultsError(say.not_written(out / name, why(exc)), do=say.WRITE_AGAIN) from exc
        written.add(out / name)
    for pattern in OURS:
        for former in set(out.glob(pattern)) - written:
            former.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # a person's own files keep it
                former.parent.rmdir()
    return out / OVERVIEW


def _files(marks: ClassMarks) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file; the overview last, as it links to the others."""
    folders = slugs(each.entry.learner for each in marks.learners)
    notebooks = {lab.id: read_notebook(lab.notebook) for lab in marks.labs}
    reports = {}
    for each in marks.learners:
        stem = f"{REPORTS}/{folders[each.entry.learner]}/{each.lab.id}"
        reports[each.entry.learner, each.lab.id] = f"{stem}.html"
        yield f"{stem}.ipynb", executed(notebooks[each.lab.id], each).encode()
        yield f"{stem}.html", report_page(each, f"{each.lab.id}.ipynb")
    worksheets = []
    for lab in marks.labs:
        worksheet = moodle_worksheet(marks, lab)
        if worksheet is not None:
            worksheets.append((lab, f"{WORKSHEETS}/{lab.id}.csv"))
            yield worksheets[-1][1], worksheet
    yield "moodle.csv", moodle_gradebook(marks)
    yield "canvas.csv", canvas_csv(marks)
    yield "notes.csv", notes_csv(marks)
    yield "notes.xlsx", notes_xlsx(marks)
    yield "notes.json", notes_json(marks)
    yield "junit.xml", junit_xml(marks)
    yield OVERVIEW, class_page(marks, reports, worksheets)
