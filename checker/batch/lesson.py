"""A lab's own notebook played from top to bottom, the reference solutions in its answer cells."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

import nbformat

from checker.batch.cell_outcome import CellOutcome
from checker.batch.nursery import Nursery
from checker.batch.stage import Setting, Stage, open_stages
from checker.batch.world import LESSON_TIMEOUT_S
from checker.course.lab import Lab
from checker.course.notebook import answered_exercise, read_notebook
from checker.errors import LabError, SandboxError
from checker.messages import batch as say

Progress = Callable[[int, int], None]
"""Told the number of cells that were played, and of all."""


class Lesson:
    """One lab to play, in a sandbox of its own.

    Args:
        lab: the lab.
        root: the course's folder.
    """

    def __init__(self, lab: Lab, root: Path) -> None:
        self.lab = lab
        self._root = root
        self._references = {exercise.id: exercise.reference for exercise in lab.exercises}
        self._stage: Stage | None = None
        self._abandoned = threading.Event()

    def play(self, report: Progress = lambda _done, _all: None) -> nbformat.NotebookNode:
        """Run every cell; the notebook with what its cells printed, and what was run in its answer cells.

        Raises:
            LabError: a cell fails although the lesson does not say so, or the other way round; the course
                was handed out without its solutions.
            SandboxError: the sandbox was lost, twice, or the lesson was abandoned.
            KeyboardInterrupt: it was abandoned between two cells.
        """
        for exercise, reference in self._references.items():
            if not reference:
                raise LabError(say.no_reference(exercise), do=say.FULL_EDITION)
        try:
            return self._play(report)
        except SandboxError:
            if self._abandoned.is_set():
                raise
        # A lost sandbox is our own fault: once more, in another one.
        return self._play(report)

    def abandon(self) -> None:
        """Have `play` end soon, and leave nothing behind; from any thread."""
        self._abandoned.set()
        stage = self._stage
        if stage is not None:
            stage.kill()

    def _play(self, report: Progress) -> nbformat.NotebookNode:
        notebook = read_notebook(self.lab.notebook)
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        self._go_on()
        with contextlib.closing(Nursery()) as nursery, open_stages(nursery) as stages:
            self._stage = stages.take(Setting.of(self.lab, self._root))
            try:
                for number, cell in enumerate(cells):
                    report(number, len(cells))
                    self._go_on()
                    self._run(cell)
                report(len(cells), len(cells))
            finally:
                stage, self._stage = self._stage, None
                stages.leave(stage)
        return notebook

    def _go_on(self) -> None:
        if self._abandoned.is_set():
            raise KeyboardInterrupt

    def _run(self, cell: nbformat.NotebookNode) -> None:
        assert self._stage is not None
        cell.source = self._references.get(answered_exercise(cell) or "", cell.source)
        outcome = self._stage.run(cell.source, timeout_s=LESSON_TIMEOUT_S)
        self._judge(cell, outcome)
        cell.outputs = list(outcome.outputs)

    def _judge(self, cell: nbformat.NotebookNode, outcome: CellOutcome) -> None:
        where = say.cell_of(cell.id, self.lab.id)
        if outcome.interrupted:
            raise LabError(say.lesson_stuck(where, LESSON_TIMEOUT_S), do=say.MEND_CELL)
        is_announced = "raises-exception" in cell.metadata.get("tags", ())
        if outcome.failed and not is_announced:
            raise LabError(say.lesson_failed(where, _last_words(outcome)), do=say.MEND_CELL)
        if is_announced and not outcome.failed:
            raise LabError(say.lesson_did_not_fail(where), do=say.MEND_CELL)


def _last_words(outcome: CellOutcome) -> str:
    """The last line that a cell printed, as a person reads it."""
    lines = [line.strip() for line in outcome.output.splitlines() if line.strip()]
    return lines[-1][:200] if lines else ""
