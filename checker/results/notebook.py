"""The notebook that was executed: the course's own, with a learner's answers and what they printed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

import nbformat

from checker.course.notebook import answered_exercise
from checker.gradebook.grade import PlayedCell
from checker.gradebook.marks import LabMarks, Mark
from checker.results.text import clean


def executed(trusted: nbformat.NotebookNode, each: LabMarks) -> str:
    """The notebook as a file's text; nothing in it comes from the learner but sources and plain text.

    Args:
        trusted: the lab's notebook.
        each: what the learner answered, and what came of it.
    """
    marks = {mark.exercise.id: mark for mark in each.marks}
    cells: list[Mapping[str, Any]] = []
    for cell in trusted.cells:
        mark = marks.get(answered_exercise(cell) or "")
        cells += [cell] if mark is None else _answer(cell, played(each, mark))
    # Not by nbformat, whose indented JSON takes many times as long: a class has hundreds of these.
    return json.dumps({**trusted, "cells": cells}, ensure_ascii=False) + "\n"


def played(each: LabMarks, mark: Mark) -> tuple[PlayedCell, ...]:
    """A learner's answer to an exercise; what was not played has no output."""
    cells = mark.grade.cells if mark.grade else ()
    pairs = zip_longest(cells, each.entry.answers.get(mark.exercise.id, ()))
    return tuple(cell or PlayedCell(source, "") for cell, source in pairs)


def _answer(cell: Mapping[str, Any], cells: tuple[PlayedCell, ...]) -> list[Mapping[str, Any]]:
    """The answer cell, filled in; one more for each further cell of the answer."""
    if not cells:
        return [cell]
    filled: list[Mapping[str, Any]] = []
    for number, each in enumerate(cells, 1):
        text = clean(each.output)
        own = {
            "id": cell["id"] if number == 1 else f"{cell['id'][:50]}-{number}",
            "source": each.source.encode("utf-8", "replace").decode(),
            "outputs": [{"output_type": "stream", "name": "stdout", "text": text}] if text else [],
        }
        filled.append({**cell, **own})
    return filled
