"""Grade one submission: replay it in a sandbox, exercise by exercise, so that one mistake is paid once."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from checker.batch.report import Answer, ExerciseReport, SubmissionReport
from checker.batch.submission import Submission, read_submission
from checker.batch.world import World
from checker.course.exercise import Exercise
from checker.course.lab import Lab, course_root, read_labs
from checker.course.notebook import read_notebook
from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.errors import SandboxError
from checker.grading.grader import Grader
from checker.messages import batch as say

ANSWER_TIMEOUT_S = 120.0
TRIES = 2


def grade_notebook(
    path: Path,
    *,
    root: Path | None = None,
    answer_timeout_s: float = ANSWER_TIMEOUT_S,
    report: Callable[[ExerciseReport], None] = lambda _: None,
) -> SubmissionReport:
    """Grade the submission in this file.

    Args:
        path: a notebook that nobody trusts.
        root: the course's folder, by default the one of this installation.
        answer_timeout_s: time for each answer cell, after which it is interrupted.
        report: called with each exercise as soon as it is graded.

    Raises:
        SubmissionError: the file is no submission to a lab of this course.
        LabError: the course itself is wrong.
        SandboxError: no sandbox can be started.
    """
    started = time.monotonic()
    root = root or course_root()
    labs = read_labs(root)
    submission = read_submission(path, labs)
    lab = next(lab for lab in labs if lab.id == submission.lab)
    with _Grading(lab, submission, root, answer_timeout_s) as grading:
        exercises = []
        for exercise in lab.exercises:
            exercises.append(grading.grade(exercise))
            report(exercises[-1])
    late = [e for e in exercises if e.answer is Answer.INTERRUPTED]
    remarks = [*submission.remarks, *(say.interrupted(e.verdict.exercise, answer_timeout_s) for e in late)]
    return SubmissionReport(
        path, lab.id, lab.title, tuple(exercises), tuple(remarks), time.monotonic() - started
    )


class _Grading:
    """The grading of one submission under way.

    A wrong answer can leave anything behind: the world that it was played in is thrown away, and a
    new one is played up to the same point with the answers that were right and the reference
    solutions of the others. An empty answer leaves nothing behind: the reference solution is played
    where it should have been.
    """

    def __init__(self, lab: Lab, submission: Submission, root: Path, answer_timeout_s: float) -> None:
        self._lab = lab
        self._submission = submission
        self._root = root
        self._answer_timeout_s = answer_timeout_s
        self._notebook = read_notebook(lab.notebook)
        self._grader = Grader()
        self._world: World | None = None
        self._kept: dict[str, Sequence[str]] = {}
        """What is played again in a new world: right answers and reference solutions."""

    def __enter__(self) -> _Grading:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._leave_world()
        finally:
            self._grader.close()

    def grade(self, exercise: Exercise) -> ExerciseReport:
        """Play the answer to one exercise and judge it; our own fault is tried once more."""
        sources = self._submission.answer(exercise.id)
        for attempt in range(1, TRIES + 1):
            try:
                verdict, interrupted = self._try(exercise, sources)
            except SandboxError as exc:
                if attempt == TRIES and self._world is None and not self._kept:
                    raise  # no sandbox at all: there is nothing to grade with
                verdict, interrupted = not_evaluated(exercise, exc.what), False
            if verdict.is_evaluated:
                break
            # Our own fault: once more, in a new world that owes nothing to this learner.
            self._leave_world()
            self._kept = {e.id: _reference(e) for e in self._lab.exercises if e.id in self._kept}
        self._follow_through(exercise, sources, verdict)
        state = Answer.INTERRUPTED if interrupted else Answer.PLAYED if sources else Answer.EMPTY
        return ExerciseReport(exercise.title, state, verdict)

    def _try(self, exercise: Exercise, sources: Sequence[str]) -> tuple[Verdict, bool]:
        if self._world is None:
            self._world = World(self._lab, self._notebook, self._root, self._answer_timeout_s)
            self._grader.prepare(self._world.run_id)
        self._world.advance(exercise.id, self._kept)
        interrupted = self._world.answer(sources)
        return self._grader.grade(self._world.run_id, exercise.id, root=self._root), interrupted

    def _follow_through(self, exercise: Exercise, sources: Sequence[str], verdict: Verdict) -> None:
        """Leave the state that the next exercise starts from."""
        self._kept[exercise.id] = sources if verdict.is_solved else _reference(exercise)
        if verdict.is_solved or self._world is None or exercise == self._lab.exercises[-1]:
            return
        if sources or not verdict.is_evaluated:
            self._leave_world()
            return
        try:
            self._world.play(_reference(exercise))
        except SandboxError:
            self._leave_world()

    def _leave_world(self) -> None:
        world, self._world = self._world, None
        if world is not None:
            world.close()


def _reference(exercise: Exercise) -> tuple[str, ...]:
    return (exercise.reference,)


def not_evaluated(exercise: Exercise, reason: str) -> Verdict:
    """The verdict of an exercise that our own fault kept from being played."""
    return Verdict(
        exercise.id,
        tuple(
            CriterionResult(c.id, c.text, c.points, Outcome.ERROR, observed=reason) for c in exercise.criteria
        ),
    )
