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
from checker.errors import LabError
from checker.grading.grader import Grader
from checker.messages import authoring as say
from checker.messages import variants as say_variants
from checker.sandbox.machine import CommandResult
from checker.sandbox.sandbox import Sandbox

SCRIPT_TIMEOUT_S = 120.0
DRAWS = 1000


@dataclass(frozen=True)
class Road:
    """One way through a lab, in one sandbox: what is played, and what is judged on the way.

    The road of the right answers number *n* goes through the whole lab, each exercise starting from
    the previous one's answer number *n*: right answers must follow on from one another however they
    are mixed. A wrong answer has a road of its own: the reference solutions before it, then itself.
    Where values are drawn, each number has other ones, and what a neighbour did with theirs has a road
    too: it must not do.
    """

    lab: Lab
    number: int
    """Which right answer is played (the reference solution when an exercise has fewer)."""
    judged: tuple[Exercise, ...]
    """The exercises whose right answer is judged."""
    wrong: WrongAnswer | None = None
    last: Exercise | None = None
    """Where the road stops; the end of the lab when None."""
    neighbour: Exercise | None = None
    """The last exercise as somebody with other values sees it: that reference solution is played."""


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

    def wanted(seen: Lab) -> list[Exercise]:
        return [e for e in seen.exercises if only is None or e.id == only.id]

    mine = wanted(lab)
    found = []
    for number in range(max((len(e.right) for e in mine), default=0)):
        seen = lab.seen_with(f"preuve-{number}" if number else "")
        judged = tuple(e for e in wanted(seen) if number < len(e.right))
        found.append(Road(seen, number, judged, last=judged[-1]))
    found += [Road(lab, 0, (), wrong, last=e) for e in reversed(mine) for wrong in part.of(e)]
    other = lab.seen_with(_other_variant(lab)) if lab.has_values else lab
    return found + [
        Road(lab, 0, (), last=e, neighbour=n) for e, n in zip(mine, wanted(other), strict=True) if n.values
    ]


def _other_variant(lab: Lab) -> str:
    """A variant none of whose values is the one that everybody has."""
    for number in range(DRAWS):
        variant = f"voisin-{number}"
        pairs = zip(lab.exercises, lab.seen_with(variant).exercises, strict=True)
        if all(
            a.text != b.text for mine, other in pairs for a, b in zip(mine.values, other.values, strict=True)
        ):
            return variant
    raise LabError(say_variants.no_neighbour(lab.id), do=say_variants.ADD_CHOICES)


def travel(road: Road, grader: Grader, root: Path, report: Callable[[Played], None]) -> None:
    """Follow a road in a fresh sandbox, reporting each answer as soon as it is judged.

    Raises:
        SandboxError: the sandbox could not be started, or was lost.
    """
    with Sandbox.start(containers=road.lab.containers, preloaded=road.lab.images) as sandbox:
        bench = _Bench(sandbox, grader, root)
        missed: list[str] = []
        for exercise in road.lab.exercises:
            started = time.monotonic()
            setup_faults = missed or bench.set_up(exercise)
            if exercise == road.last and not road.judged:
                kind, answer, judge = _bad_answer(road, bench)
                reasons = setup_faults or judge(exercise)
                report(Played(exercise.id, kind, answer.name, tuple(reasons), _since(started)))
                return
            if exercise in road.judged:
                _judge_right(road, exercise, bench, setup_faults, report)
            else:
                missed = bench.solve(exercise)
            if exercise == road.last:
                return


def _bad_answer(road: Road, bench: _Bench) -> tuple[Kind, Path, Callable[[Exercise], list[str]]]:
    """What is played at the end of a road that leads to no right answer, and who judges it."""
    wrong, neighbour = road.wrong, road.neighbour
    if wrong is not None:
        return Kind.WRONG, wrong.path, lambda exercise: bench.judge_wrong(exercise, wrong)
    assert neighbour is not None
    return Kind.NEIGHBOUR, neighbour.right[0], lambda exercise: bench.judge_neighbour(exercise, neighbour)


def _judge_right(
    road: Road, exercise: Exercise, bench: _Bench, setup_faults: list[str], report: Callable[[Played], None]
) -> None:
    if road.number == 0:
        started = time.monotonic()
        reasons = setup_faults or bench.judge_shipped(exercise)
        report(Played(exercise.id, Kind.SHIPPED, "", tuple(reasons), _since(started)))
    answer = exercise.right[road.number]
    started = time.monotonic()
    reasons = setup_faults or bench.judge_right(exercise, answer)
    report(Played(exercise.id, Kind.RIGHT, answer.name, tuple(reasons), _since(started)))


class _Bench:
    """A sandbox and the grader that looks at it."""

    def __init__(self, sandbox: Sandbox, grader: Grader, root: Path) -> None:
        self._sandbox = sandbox
        self._grader = grader
        self._root = root

    def play(self, exercise: Exercise, script: Path) -> CommandResult:
        """Run a script of an exercise as the learner would, in one go."""
        return self._sandbox.machine.run(exercise.script(script), timeout_s=SCRIPT_TIMEOUT_S)

    def solve(self, exercise: Exercise) -> list[str]:
        """Play the reference solution on the way to another exercise; why it does not hold, if it does not.

        Judging also waits for what the solution started, as a learner does before going on.
        """
        result = self.play(exercise, exercise.right[0])
        reasons = judgement.against_full_marks(self._grade(exercise))
        return [say.on_the_way(exercise.id, reason) for reason in reasons] + _trail(result, reasons)

    def set_up(self, exercise: Exercise) -> list[str]:
        """Run setup.sh when there is one; why it failed, if it did."""
        if exercise.setup is None:
            return []
        result = self.play(exercise, exercise.setup)
        if result.exit_code == 0:
            return []
        return [say.setup_failed(exercise.id, result.exit_code, result.output)]

    def judge_shipped(self, exercise: Exercise) -> list[str]:
        """Why the exercise is not right before any answer."""
        return judgement.against_shipped(self._grade(exercise))

    def judge_right(self, exercise: Exercise, answer: Path) -> list[str]:
        """Play a right answer, judge it twice; why it does not get full marks both times."""
        result = self.play(exercise, answer)
        reasons = judgement.against_full_marks(self._grade(exercise))
        if not reasons:
            reasons = [say.second_time(r) for r in judgement.against_full_marks(self._grade(exercise))]
        return reasons + _trail(result, reasons)

    def judge_wrong(self, exercise: Exercise, wrong: WrongAnswer) -> list[str]:
        """Play a wrong answer; how it departs from what it declares."""
        result = self.play(exercise, wrong.path)
        reasons = judgement.against_wrong(self._grade(exercise), wrong)
        return reasons + _trail(result, reasons)

    def judge_neighbour(self, exercise: Exercise, neighbour: Exercise) -> list[str]:
        """Play the reference solution as somebody with other values has it; why it would do here."""
        result = self.play(neighbour, neighbour.right[0])
        reasons = judgement.against_neighbour(self._grade(exercise))
        return reasons + _trail(result, reasons)

    def _grade(self, exercise: Exercise) -> Verdict:
        variant, root = exercise.variant, self._root
        return self._grader.grade(self._sandbox.run_id, exercise.id, variant=variant, root=root)


def _trail(result: CommandResult, reasons: list[str]) -> list[str]:
    """What the script printed last: shown only beside something that went wrong."""
    if not reasons:
        return []
    return [say.TIMED_OUT] if result.timed_out else [say.script_output(result.output)]


def _since(started: float) -> float:
    return time.monotonic() - started
