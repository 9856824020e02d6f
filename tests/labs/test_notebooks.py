"""Each notebook runs from top to bottom, and its prose quotes what really was printed."""

from __future__ import annotations

import re

import nbformat
import pytest

from checker.course.lab import read_labs

LABS = {lab.id: lab for lab in read_labs()}
COLOURS = re.compile(r"\x1b\[[0-9;]*m")

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module", params=LABS)
def played(request, play_notebook):
    """A notebook played with the reference answers in a fresh sandbox, and its verdicts at the end."""
    return play_notebook(LABS[request.param])


def printed(cell: nbformat.NotebookNode) -> str:
    """What a cell printed, as a person reads it."""
    # A stream comes in pieces, which may part in the middle of a word.
    texts = [
        output.get("text")
        or output.get("data", {}).get("text/plain")
        or "\n".join(["", *output.get("traceback", ()), ""])
        for output in cell.get("outputs", ())
    ]
    return COLOURS.sub("", "".join(texts))


def test_a_cell_fails_exactly_when_the_lesson_says_so(played):
    notebook, _ = played
    for cell in notebook.cells:
        announced = "raises-exception" in cell.metadata.get("tags", ())
        failed = any(output.output_type == "error" for output in cell.get("outputs", ()))
        assert failed == announced, f"{cell.id}: {printed(cell)}"


def test_the_last_exercise_is_solved_at_the_end(played):
    _, verdict = played
    assert verdict.is_solved, verdict


def test_the_prose_quotes_what_was_printed_above_it(played):
    """Words that a text cell marks as quoted stand in its prose and in what the cells above printed."""
    notebook, _ = played
    above = ""
    quotes = 0
    for cell in notebook.cells:
        above += printed(cell)
        for words in cell.metadata.get("checker", {}).get("quotes", ()):
            quotes += 1
            assert words in cell.source, f"{cell.id} does not say {words!r}"
            assert words in above, f"nothing above {cell.id} printed {words!r}"
    assert quotes
