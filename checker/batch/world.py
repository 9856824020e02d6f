"""A sandbox, the course's kernel in it, and how far the trusted notebook has been played there."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import nbformat

from checker.batch.cell_outcome import CellOutcome
from checker.batch.stage import Stage
from checker.course.notebook import answered_exercise, shown_exercise
from checker.errors import SandboxError
from checker.messages import batch as say

LESSON_TIMEOUT_S = 120.0

Answers = Mapping[str, Sequence[str]]


class World:
    """Where one submission is played; one that was spoilt by a wrong answer is thrown away.

    Args:
        stage: where nothing has been played yet.
        notebook: the trusted notebook.
        answer_timeout_s: time for the answer to one exercise.
    """

    def __init__(self, stage: Stage, notebook: nbformat.NotebookNode, answer_timeout_s: float) -> None:
        self.stage = stage
        self._cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        self._position = 0
        self._answer_timeout_s = answer_timeout_s

    @property
    def run_id(self) -> str:
        """The sandbox's id, for the grader."""
        return self.stage.run_id

    def advance(self, exercise: str, answers: Answers) -> None:
        """Play the notebook up to the answer cell of an exercise, with `answers` in those before it.

        Raises:
            SandboxError: the exercise could not be set up, or the machinery failed.
        """
        while answered_exercise(self._cells[self._position]) != exercise:
            cell = self._cells[self._position]
            earlier = answered_exercise(cell)
            if earlier is not None:
                self.answer(answers[earlier])
                continue
            outcome = self.stage.run(cell.source, timeout_s=LESSON_TIMEOUT_S)
            if shown_exercise(cell) == exercise and outcome.failed:
                raise SandboxError(say.SETUP_FAILED, do=say.TRY_AGAIN)
            self._position += 1

    def answer(self, sources: Sequence[str]) -> list[CellOutcome]:
        """Play an answer in the cell that is reached."""
        outcomes = self.play(sources)
        self._position += 1
        return outcomes

    def play(self, sources: Sequence[str]) -> list[CellOutcome]:
        """Run cells where the notebook stands; all of them share the time of one answer."""
        end = time.monotonic() + self._answer_timeout_s
        outcomes: list[CellOutcome] = []
        for source in sources:
            left_s = end - time.monotonic()
            if left_s <= 0:
                break
            outcomes.append(self.stage.run(source, timeout_s=left_s))
        return outcomes
