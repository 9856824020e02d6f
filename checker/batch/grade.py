"""Grade one submission: replay it in a sandbox, exercise by exercise, so that one mistake is paid once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from checker.batch.cell_outcome import CellOutcome
from checker.batch.forked import fork_judge
from checker.batch.limits import Limits
from checker.batch.nursery import Nursery, own_or
from checker.batch.stage import Setting, Stages, open_stages
from checker.batch.submission import Submission, read_submission
from checker.batch.world import World
from checker.course.exercise import Exercise
from checker.course.lab import Lab, course_root, read_labs
from checker.course.notebook import read_notebook
from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.errors import SandboxError, SubmissionError
from checker.gradebook.grade import Answer, ExerciseGrade, PlayedCell, SubmissionGrade
from checker.grading.grader import Grader
from checker.messages import batch as say
from checker.messages import variants as say_variants

TRIES = 2


@dataclass(frozen=True)
class Means:
    """What it takes to grade."""

    root: Path
    """The course's folder."""
    limits: Limits
    stages: Stages
    """Where submissions are played."""
    grader: Grader
    """Who judges, one submission at a time."""


class HaltedError(SandboxError):
    """The grading of a submission was told to end, or took too long; what was graded before stays."""


def grade_notebook(
    path: Path,
    *,
    variant: str = "",
    root: Path | None = None,
    limits: Limits | None = None,
    report: Callable[[ExerciseGrade], None] = lambda _: None,
    nursery: Nursery | None = None,
) -> SubmissionGrade:
    """Grade the submission in this file.

    Args:
        path: a notebook that nobody trusts.
        variant: whose values its author was given.
        root: the course's folder, by default the one of this installation.
        limits: by default, those of `Limits`.
        report: called with each exercise as soon as it is graded.
        nursery: who starts the kernel and the judge, if it is there already.

    Raises:
        SubmissionError: the file is no submission to a lab of this course, or it names a variant, and
            none is given.
        LabError: the course itself is wrong.
        SandboxError: no sandbox can be started.
    """
    started = time.monotonic()
    root = root or course_root()
    limits = limits or Limits()
    labs = read_labs(root)
    submission = read_submission(path, labs)
    if submission.claimed_variant and not variant:
        raise SubmissionError(say_variants.claimed(submission.claimed_variant), do=say_variants.GIVE_VARIANT)
    lab = next(lab for lab in labs if lab.id == submission.lab).seen_with(variant)
    exercises = []
    with (
        own_or(nursery) as parent,
        open_stages(parent) as stages,
        Grader(start=partial(fork_judge, parent)) as grader,
    ):
        for grade in Grading(lab, submission, Means(root, limits, stages, grader)).grades():
            exercises.append(grade)
            report(grade)
    remarks = (*submission.remarks, *interruptions(exercises, limits))
    return SubmissionGrade(
        str(path), lab.id, lab.title, tuple(exercises), remarks, time.monotonic() - started
    )


def interruptions(grades: Sequence[ExerciseGrade], limits: Limits) -> list[str]:
    """What must be said of the answers that were interrupted."""
    late = [grade for grade in grades if grade.answer is Answer.INTERRUPTED]
    return [say.interrupted(grade.verdict.exercise, limits.answer_s) for grade in late]


class Grading:
    """The grading of one submission.

    A wrong answer can leave anything behind: the world that it was played in is thrown away, and a
    new one is played up to the same point with the answers that were right and the reference
    solutions of the others. An empty answer leaves nothing behind: the reference solution is played
    where it should have been.

    Args:
        lab: the lab that it answers, as its author sees it.
        submission: the answers.
        means: what it takes.
        known: grades that an earlier grading of the same submission gave: they are not given again.
        tell: called with the title of each exercise that begins.
    """

    def __init__(
        self,
        lab: Lab,
        submission: Submission,
        means: Means,
        *,
        known: Mapping[str, ExerciseGrade] | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._lab = lab
        self._submission = submission
        self._means = means
        self._known = known or {}
        self._tell = tell
        self._notebook = read_notebook(lab.notebook)
        self._setting = Setting.of(lab, means.root)
        self._world: World | None = None
        self._kept: dict[str, Sequence[str]] = {}
        """What is played again in a new world: right answers and reference solutions."""
        self._halted = threading.Event()

    def grades(self) -> Iterator[ExerciseGrade]:
        """Give the exercises as soon as they are graded; those that are known are passed over.

        Raises:
            SandboxError: there is no sandbox to grade in.
            HaltedError: `halt` was called, or the submission's time is over.
        """
        timer = threading.Timer(self._means.limits.submission_s, self.halt)
        timer.daemon = True
        timer.start()
        try:
            for exercise in self._lab.exercises:
                known = self._known.get(exercise.id)
                if known is not None and known.verdict.is_evaluated:
                    self._keep(exercise, known.verdict)
                    continue
                self._tell(exercise.title)
                yield self._grade(exercise)
        finally:
            timer.cancel()
            self._leave_world()

    def halt(self) -> None:
        """End it, from any thread: what is being graded is given up within seconds."""
        self._halted.set()
        world = self._world
        if world is not None:
            world.stage.kill()

    def _grade(self, exercise: Exercise) -> ExerciseGrade:
        """Play the answer to one exercise and judge it; our own fault is tried once more."""
        sources = self._submission.answer(exercise.id)
        started = time.monotonic()
        for attempt in range(1, TRIES + 1):
            try:
                verdict, outcomes = self._try(exercise, sources)
            except SandboxError as exc:
                if self._halted.is_set():
                    raise HaltedError(say.HALTED, do=say.RUN_AGAIN) from exc
                if attempt == TRIES and self._world is None and not self._kept:
                    raise  # no sandbox at all: there is nothing to grade with
                verdict, outcomes = not_evaluated(exercise, exc.what), []
            if verdict.is_evaluated:
                break
            # Our own fault: once more, in a new world that owes nothing to this learner.
            self._leave_world()
            self._kept = {e.id: (e.reference,) for e in self._lab.exercises if e.id in self._kept}
        self._follow_through(exercise, sources, verdict)
        cells = tuple(PlayedCell(s, o.output) for s, o in zip(sources, outcomes, strict=False))
        answer = _answer(sources, outcomes)
        return ExerciseGrade(exercise.title, answer, verdict, cells, time.monotonic() - started)

    def _try(self, exercise: Exercise, sources: Sequence[str]) -> tuple[Verdict, list[CellOutcome]]:
        if self._world is None and not self._halted.is_set():
            stage = self._means.stages.take(self._setting)
            self._world = World(stage, self._notebook, self._means.limits.answer_s)
            self._means.grader.prepare(stage.run_id)
        if self._world is None or self._halted.is_set():
            raise HaltedError(say.HALTED, do=say.RUN_AGAIN)
        self._world.advance(exercise.id, self._kept)
        outcomes = self._world.answer(sources)
        run_id, variant = self._world.run_id, exercise.variant
        grade = self._means.grader.grade
        return grade(run_id, exercise.id, variant=variant, root=self._means.root), outcomes

    def _keep(self, exercise: Exercise, verdict: Verdict) -> None:
        solved = verdict.is_solved
        self._kept[exercise.id] = self._submission.answer(exercise.id) if solved else (exercise.reference,)

    def _follow_through(self, exercise: Exercise, sources: Sequence[str], verdict: Verdict) -> None:
        """Leave the state that the next exercise starts from."""
        self._keep(exercise, verdict)
        if verdict.is_solved or self._world is None or exercise == self._lab.exercises[-1]:
            return
        if sources or not verdict.is_evaluated:
            self._leave_world()
            return
        try:
            self._world.play((exercise.reference,))
        except SandboxError:
            self._leave_world()

    def _leave_world(self) -> None:
        world, self._world = self._world, None
        if world is not None:
            self._means.stages.leave(world.stage)


def _answer(sources: Sequence[str], outcomes: Sequence[CellOutcome]) -> Answer:
    if not sources:
        return Answer.EMPTY
    cut_short = any(outcome.interrupted for outcome in outcomes) or 0 < len(outcomes) < len(sources)
    return Answer.INTERRUPTED if cut_short else Answer.PLAYED


def not_evaluated(exercise: Exercise, reason: str) -> Verdict:
    """The verdict of an exercise that our own fault kept from being played."""
    return Verdict(
        exercise.id,
        tuple(
            CriterionResult(c.id, c.text, c.points, Outcome.ERROR, observed=reason) for c in exercise.criteria
        ),
    )
