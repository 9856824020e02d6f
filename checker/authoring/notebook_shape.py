"""The shape of a lab's notebook: its cells and the lab's exercises, one to one and in order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from checker.course.lab import Lab
from checker.course.notebook import (
    KERNEL_NAME,
    LANGUAGE,
    answered_exercise,
    asked_quiz,
    commands,
    read_notebook,
    shown_exercise,
)
from checker.errors import LabError
from checker.messages import authoring as say


def check_notebook(lab: Lab) -> Iterator[str]:
    """What is wrong in the notebook of a lab, one sentence each."""
    if not lab.notebook.exists():
        yield say.NOTEBOOK_MISSING
        return
    try:
        notebook = read_notebook(lab.notebook)
    except LabError:
        yield say.NOTEBOOK_UNREADABLE
        return
    yield from _check_metadata(notebook)
    yield from _check_ids(json.loads(lab.notebook.read_bytes()))
    yield from _check_outputs(notebook)
    yield from _check_exercises(notebook, lab)
    yield from _check_quiz(notebook, lab)


def _check_metadata(notebook: Any) -> Iterator[str]:
    kernel = notebook.metadata.get("kernelspec", {})
    if kernel.get("name") != KERNEL_NAME:
        yield say.wrong_kernel(str(kernel.get("name", "")))
    if kernel.get("language", LANGUAGE) != LANGUAGE:
        yield say.wrong_language(str(kernel.get("language")))


def _check_ids(raw: Any) -> Iterator[str]:
    """Look at the file itself: nbformat invents the ids that are missing."""
    ids = [cell.get("id", "") for cell in raw["cells"]]
    yield from (say.repeated_cell_id(id_) for id_, n in Counter(ids).items() if id_ and n > 1)
    if not all(ids):
        yield say.CELL_ID_MISSING


def _check_outputs(notebook: Any) -> Iterator[str]:
    for cell in notebook.cells:
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None):
            yield say.cell_with_outputs(cell.get("id", ""))


def _check_exercises(notebook: Any, lab: Lab) -> Iterator[str]:
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    wanted = [e.id for e in lab.exercises]
    shown = [id_ for cell in cells if (id_ := shown_exercise(cell)) is not None]
    yield from (say.repeated_exercise(id_) for id_, n in Counter(shown).items() if n > 1)
    yield from (say.exercise_without_cell(id_) for id_ in wanted if id_ not in shown)
    yield from (say.cell_for_nobody(id_) for id_ in dict.fromkeys(shown) if id_ not in wanted)
    known = [id_ for id_ in dict.fromkeys(shown) if id_ in wanted]
    if known != [id_ for id_ in wanted if id_ in known]:
        yield say.wrong_order(known)
    yield from _check_pairs(cells)
    yield from _check_solutions(cells, lab)


def _check_quiz(notebook: Any, lab: Lab) -> Iterator[str]:
    asked = [id_ for cell in notebook.cells if (id_ := asked_quiz(cell)) is not None]
    yield from (say.quiz_of_another_lab(id_) for id_ in dict.fromkeys(asked) if id_ != lab.id)
    if lab.quiz is not None and asked.count(lab.id) != 1:
        yield say.quiz_cells(lab.id, asked.count(lab.id))


def _check_pairs(cells: list[Any]) -> Iterator[str]:
    for before, cell in zip([None, *cells], [*cells, None], strict=True):
        shown = shown_exercise(before) if before is not None else None
        answered = answered_exercise(cell) if cell is not None else None
        if shown is not None and answered != shown:
            yield say.exercise_without_answer(shown)
        if answered is not None and answered != shown:
            yield say.answer_without_exercise(answered)


def _check_solutions(cells: list[Any], lab: Lab) -> Iterator[str]:
    for cell in cells:
        exercise = answered_exercise(cell)
        if exercise is not None and commands(cell.source):
            yield say.answer_already_there(exercise)
        for candidate in lab.exercises:
            for path in candidate.right:
                solution = commands(candidate.script(path))
                if solution and solution in commands(cell.source):
                    yield say.solution_in_cell(cell.get("id", ""), f"{candidate.id}/right/{path.name}")
