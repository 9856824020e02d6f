"""Verify labs: their shape, then, with an engine, every answer in a sandbox, several at a time."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from checker.authoring.finding import Finding, Kind, Played, Verification
from checker.authoring.proof import ALL, Part, Road, roads, travel
from checker.authoring.shape import check_lab
from checker.course.edition import require_answers
from checker.course.exercise import Exercise
from checker.course.lab import Lab
from checker.errors import LabError, SandboxError
from checker.grading.grader import Grader
from checker.messages import authoring as say

Report = Callable[[Played], None]
TRIES = 2
"""A lost sandbox is our own fault: its road is travelled once more."""


def verify(
    root: Path,
    target: str = "",
    *,
    shape_only: bool = False,
    part: Part = ALL,
    jobs: int = 2,
    report: Report = lambda _: None,
) -> Verification:
    """Verify the whole course, one lab (`02-…`) or one exercise (`02-…/01-…`).

    Args:
        root: the course's folder.
        target: what to verify; everything when empty.
        shape_only: do not play anything.
        part: which of the wrong answers are played.
        jobs: sandboxes at the same time.
        report: called with each answer as soon as it is judged, from any thread.

    Raises:
        LabError: the target does not exist, or this edition of the course has no answers to play.
        SandboxError: no sandbox can be started at all.
    """
    if not shape_only:
        require_answers(root)
    started = time.monotonic()
    lab_id, _, exercise_name = target.partition("/")
    labs, findings = _read(root, lab_id)
    chosen = [
        (lab, [e for e in lab.exercises if not exercise_name or e.folder.name == exercise_name])
        for lab in labs
    ]
    exercises = tuple(e.id for _, wanted in chosen for e in wanted)
    if exercise_name and not exercises and labs:
        raise LabError(say.unknown_target(target), do=say.known_targets(e.id for e in labs[0].exercises))
    played: list[Played] = []
    if not shape_only:
        todo = [road for lab, wanted in chosen for road in _roads(lab, wanted, part)]

        def note(one: Played) -> None:
            played.append(one)
            report(one)

        _travel_all(todo, root, jobs, note)
    rank = {id_: number for number, id_ in enumerate(exercises)}
    kinds = list(Kind)
    played.sort(key=lambda p: (rank.get(p.exercise, -1), kinds.index(p.kind), p.answer))
    return Verification(exercises, tuple(findings), tuple(played), time.monotonic() - started)


def _read(root: Path, lab_id: str) -> tuple[list[Lab], list[Finding]]:
    folders = [f for f in sorted((root / "labs").iterdir()) if f.is_dir() and (f / "lab.toml").exists()]
    wanted = [f for f in folders if lab_id in ("", f.name)]
    if not wanted:
        raise LabError(say.unknown_target(lab_id), do=say.known_targets(f.name for f in folders))
    labs: list[Lab] = []
    findings: list[Finding] = []
    for folder in wanted:
        lab, found = check_lab(folder)
        findings += found
        if lab is not None:
            labs.append(lab)
    return labs, findings


def _roads(lab: Lab, wanted: list[Exercise], part: Part) -> Iterable[Road]:
    if len(wanted) == len(lab.exercises):
        return roads(lab, part=part)
    return (road for exercise in wanted for road in roads(lab, exercise, part))


def _travel_all(todo: list[Road], root: Path, jobs: int, report: Report) -> None:
    graders: queue.SimpleQueue[Grader] = queue.SimpleQueue()
    pool = ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="verify")
    kept = [Grader() for _ in range(jobs)]
    for grader in kept:
        graders.put(grader)

    def follow(road: Road) -> None:
        grader = graders.get()
        try:
            _travel(road, grader, root, report)
        finally:
            graders.put(grader)

    try:
        for done in [pool.submit(follow, road) for road in todo]:
            done.result()
    finally:
        # Ctrl-C or a lost engine: the sandboxes under way end by themselves, the others never start.
        pool.shutdown(wait=True, cancel_futures=True)
        for grader in kept:
            grader.close()


def _travel(road: Road, grader: Grader, root: Path, report: Report) -> None:
    for attempt in range(1, TRIES + 1):
        found: list[Played] = []
        try:
            travel(road, grader, root, found.append)
        except SandboxError:
            if attempt == TRIES:
                raise
            continue
        for each in found:
            report(each)
        return
