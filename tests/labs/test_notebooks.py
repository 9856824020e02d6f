"""Each notebook runs from top to bottom, and its prose quotes what really was printed."""

from __future__ import annotations

import os
import re

import nbformat
import pytest
from nbclient import NotebookClient

from checker.course.lab import read_labs
from checker.course.notebook import KERNEL_NAME, answered_exercise, read_notebook
from checker.grading.grader import Grader
from checker.kernel import kernelspec
from checker.sandbox.sandbox import Sandbox

LABS = {lab.id: lab for lab in read_labs()}
COLOURS = re.compile(r"\x1b\[[0-9;]*m")

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module", params=LABS)
def played(request, tmp_path_factory):
    """A notebook played with the reference answers in a fresh sandbox, and its verdicts at the end."""
    lab = LABS[request.param]
    notebook = read_notebook(lab.notebook)
    solutions = {e.id: e.right[0].read_text(encoding="utf-8") for e in lab.exercises}
    for cell in notebook.cells:
        exercise = answered_exercise(cell)
        if exercise is not None:
            cell.source = solutions[exercise]
    kernelspec.install()
    with Sandbox.start(containers=lab.containers) as sandbox, Grader() as grader:
        client = NotebookClient(
            notebook,
            kernel_name=KERNEL_NAME,
            allow_errors=True,
            timeout=120,
            shutdown_kernel="immediate",
            resources={"metadata": {"path": str(tmp_path_factory.mktemp("carnet"))}},
        )
        client.execute(env={**os.environ, "REGISTRES_SANDBOX": sandbox.run_id})
        verdict = grader.grade(sandbox.run_id, lab.exercises[-1].id)
    return notebook, verdict


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
