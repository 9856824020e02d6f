"""Play the answers of an exercise in real sandboxes, and compare what they earn with what is declared."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from checker.authoring import judgement
from checker.authoring.finding import Kind, Played
from checker.course.exercise import Exercise, WrongAnswer
from checker.course.lab import Lab
from checker.course.verdict import Verdict
from checker.grading.grader import Grader
from checker.messages import authoring as say
from checker.sandbox.machine import CommandResult
from checker.sandbox.sandbox import Sandbox

SCRIPT_TIMEOUT_S = 120.0


@dataclass(frozen=True)
class Road:
    """One way through a lab, in one sandbox: what is played, and what is judged on the way.

    The road of the right answers number *n* goes through the whole lab, each exercise starting from
    the previous one's answer number *n*: right answers must follow on from one another however they
    are mixed. A wrong answer has a road of its own: the reference solutions before it, then itself.
    """

    lab: Lab
    variant: int
    """Which right answer is played (the reference solution when an exercise has fewer)."""
    judged: tuple[Exercise, ...]
    """The exercises whose right answer is judged."""
    wrong: WrongAnswer | None = None
    last: Exercise | None = None
    """Where the road stops; the end of the lab when None."""


@dataclass(frozen=True)
class Part:
    """A share of the wrong answers: of each exercise, number `number` of each `count` in a row."""

    number: int
    """From 1."""
    count: int

    def of(self, exercise: Exercise) -> tuple[WrongAnswer, ...]:
        """The exercise's wrong answers that belong to this share."""
        return tuple(exercise.wrong)[self.number - 1 :: self.count]


ALL = Part(1, 1)


def roads(lab: Lab, only: Exercise | None = None, part: Part = ALL) -> list[Road]:
    """The roads that prove a lab, or one exercise of it, the longest first.

    Every right answer has its place on one; of the wrong ones, those of a part.
    """
    wanted = [e for e in lab.exercises if only is None or e.id == only.id]
    found = []
    for variant in range(max((len(e.right) for e in wanted), default=0)):
        judged = tuple(e for e in wanted if variant < len(e.right))
        found.append(Road(lab, variant, judged, last=judged[-1]))
    backwards = [(e, wrong) for e in reversed(wanted) for wrong in part.of(e)]
    return found + [Road(lab, 0, (), wrong, last=e) for e, wrong in backwards]


def travel(road: Road, grader: Grader, root: Path, report: Callable[[Played], None]) -> None:
    """Follow a road in a fresh sandbox, reporting each answer as soon as it is judged.

    Raises:
        SandboxError: the sandbox could not be started, or was lost.
    """
    with Sandbox.start(containers=road.lab.containers) as sandbox:
        bench = _Bench(sandbox, grader, root)
        missed: list[str] = []
        for exercise in road.lab.exercises:
            started = time.monotonic()
            setup_faults = missed or bench.set_up(exercise)
            if exercise == road.last and road.wrong is not None:
                reasons = setup_faults or bench.judge_wrong(exercise, road.wrong)
                report(Played(exercise.id, Kind.WRONG, road.wrong.path.name, tuple(reasons), _since(started)))
                return
            if exercise in road.judged:
                _judge_right(road, exercise, bench, setup_faults, report)
            else:
                missed = bench.solve(exercise)
            if exercise == road.last:
                return


def _judge_right(
    road: Road, exercise: Exercise, bench: _Bench, setup_faults: list[str], report: Callable[[Played], None]
) -> None:
    if road.variant == 0:
        started = time.monotonic()
        reasons = setup_faults or bench.judge_shipped(exercise)
        report(Played(exercise.id, Kind.SHIPPED, "", tuple(reasons), _since(started)))
    answer = exercise.right[road.variant]
    started = time.monotonic()
    reasons = setup_faults or bench.judge_right(exercise, answer)
    report(Played(exercise.id, Kind.RIGHT, answer.name, tuple(reasons), _since(started)))


class _Bench:
    """A sandbox and the grader that looks at it."""

    def __init__(self, sandbox: Sandbox, grader: Grader, root: Path) -> None:
        self._sandbox = sandbox
        self._grader = grader
        self._root = root

    def play(self, script: Path) -> CommandResult:
        """Run a script as the learner would, in one go."""
        return self._sandbox.machine.run(script.read_text(encoding="utf-8"), timeout_s=SCRIPT_TIMEOUT_S)

    def solve(self, exercise: Exercise) -> list[str]:
        """Play the reference solution on the way to another exercise; why it does not hold, if it does not.

        Judging also waits for what the solution started, as a learner does before going on.
        """
        result = self.play(exercise.right[0])
        reasons = judgement.against_full_marks(self._grade(exercise))
        return [say.on_the_way(exercise.id, reason) for reason in reasons] + _trail(result, reasons)

    def set_up(self, exercise: Exercise) -> list[str]:
        """Run setup.sh when there is one; why it failed, if it did."""
        if exercise.setup is None:
            return []
        result = self.play(exercise.setup)
        if result.exit_code == 0:
            return []
        return [say.setup_failed(exercise.id, result.exit_code, result.output)]

    def judge_shipped(self, exercise: Exercise) -> list[str]:
        """Why the exercise is not right before any answer."""
        return judgement.against_shipped(self._grade(exercise))

    def judge_right(self, exercise: Exercise, answer: Path) -> list[str]:
        """Play a right answer, judge it twice; why it does not get full marks both times."""
        result = self.play(answer)
        reasons = judgement.against_full_marks(self._grade(exercise))
        if not reasons:
            reasons = [say.second_time(r) for r in judgement.against_full_marks(self._grade(exercise))]
        return reasons + _trail(result, reasons)

    def judge_wrong(self, exercise: Exercise, wrong: WrongAnswer) -> list[str]:
        """Play a wrong answer; how it departs from what it declares."""
        result = self.play(wrong.path)
        reasons = judgement.against_wrong(self._grade(exercise), wrong)
        return reasons + _trail(result, reasons)

    def _grade(self, exercise: Exercise) -> Verdict:
        return self._grader.grade(self._sandbox.run_id, exercise.id, root=self._root)


def _trail(result: CommandResult, reasons: list[str]) -> list[str]:
    """What the script printed last: shown only beside something that went wrong."""
    if not reasons:
        return []
    return [say.TIMED_OUT] if result.timed_out else [say.script_output(result.output)]


def _since(started: float) -> float:
    return time.monotonic() - started
