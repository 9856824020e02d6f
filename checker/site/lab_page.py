"""A lab's page: its prose, its cells with what they printed, its exercises with a solution."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import nbformat
from markupsafe import Markup

from checker.course.exercise import Exercise
from checker.course.lab import Lab
from checker.course.notebook import (
    LANGUAGE,
    answered_exercise,
    asked_quiz,
    commands,
    is_command_cell,
    shown_exercise,
)
from checker.messages import site as say
from checker.site import code
from checker.site.anchors import Anchors
from checker.site.output import Outputs
from checker.site.prose import Prose, Title
from checker.site.template import render

CARD_LEVEL = 3
SEED = "site"
"""Mixes the choices of a quiz, in the same way for every reader."""


@dataclass(frozen=True)
class Content:
    """What a page says, before it is laid out."""

    body: Markup
    titles: tuple[Title, ...]
    styles: tuple[str, ...] = ()


def lab_content(lab: Lab, notebook: nbformat.NotebookNode, absent: Collection[str]) -> Content:
    """The content of a lab's page.

    Args:
        lab: the lab.
        notebook: its notebook, as it was played.
        absent: pages that this site does without.

    Raises:
        LabError: a diagram cannot be drawn.
    """
    writer = _Writer(lab, absent)
    body = Markup("\n").join(writer.part(cell) for cell in notebook.cells)
    return Content(body, tuple(writer.prose.titles), tuple(writer.outputs.styles))


class _Writer:
    def __init__(self, lab: Lab, absent: Collection[str]) -> None:
        self._exercises = {exercise.id: exercise for exercise in lab.exercises}
        self._quiz = lab.quiz
        self._anchors = Anchors()
        self.prose = Prose(self._anchors, absent)
        self.outputs = Outputs()

    def part(self, cell: Mapping[str, Any]) -> Markup:
        """One cell of the notebook."""
        if cell["cell_type"] == "markdown":
            return self.prose.html(cell["source"])
        if cell["cell_type"] != "code":
            return Markup()
        shown, answered = shown_exercise(cell), answered_exercise(cell)
        if shown in self._exercises:
            return self._card(self._exercises[shown])
        if self._quiz is not None and asked_quiz(cell) == self._quiz.lab:
            return render("quiz.html.j2", questions=self._quiz.questions, seed=SEED)
        if answered is not None:
            return render("solution.html.j2", cell=self._cell(cell))
        return self._cell(cell)

    def _card(self, exercise: Exercise) -> Markup:
        title = say.exercise(exercise.title, exercise.max_score)
        anchor = self._anchors.give(f"exercice {exercise.folder.name}")
        self.prose.titles.append(Title(CARD_LEVEL, anchor, title, is_exercise=True))
        return render("exercise.html.j2", exercise=exercise, title=title, anchor=anchor)

    def _cell(self, cell: Mapping[str, Any]) -> Markup:
        source = cell["source"]
        return render(
            "cell.html.j2",
            source=code.coloured(source, LANGUAGE),
            shown=self.outputs.html(cell["outputs"]),
            is_failure="raises-exception" in cell["metadata"].get("tags", ()),
            note=say.LIVE.get(_command(source), ""),
        )


def _command(source: str) -> str:
    """The name of the `%` command that a cell begins with, nothing for a cell of bash."""
    return commands(source).split()[0].removeprefix("%") if is_command_cell(source) else ""
