"""The product's own `checker grade`, as an instructor calls it: a process that starts cold."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cpu import cpu_seconds
from exercises import COURSE, submission

CHECKER = Path(sys.executable).with_name("checker")
PATIENCE_S = 900


@dataclass(frozen=True)
class Graded:
    """What a grading took and gave."""

    wall_s: float
    cpu_s: float
    grades: dict[str, list[Any]]
    """By learner: the outcomes of the criteria, exercise by exercise; no times."""
    durations: dict[tuple[str, str], float]
    """By learner and exercise."""


def environment(course: Path = COURSE) -> dict[str, str]:
    """The environment in which the product grades copies of this course."""
    return os.environ | {"REGISTRES_COURSE": str(course)}


@contextlib.contextmanager
def hand_in(copies: dict[str, str]) -> Iterator[Path]:
    """A folder of copies, by learner, and room beside it."""
    with tempfile.TemporaryDirectory(prefix="registres-banc-") as name:
        folder = Path(name) / "copies"
        for learner, text in copies.items():
            place = folder / learner
            place.mkdir(parents=True)
            (place / "00-banc.ipynb").write_text(text, encoding="utf-8")
        yield folder


def right_copies(count: int) -> dict[str, str]:
    """Copies that answer everything rightly, each in its own words."""
    return {f"eleve-{n:02}": submission(mark=f"copie {n}") for n in range(1, count + 1)}


def command(folder: Path, jobs: int, *options: str) -> list[str]:
    """The command line that grades this folder."""
    out = folder.with_name("notes")
    return [str(CHECKER), "grade", str(folder), "--out", str(out), "-j", str(jobs), *options]


def grade(copies: dict[str, str], jobs: int, *options: str, course: Path = COURSE) -> Graded:
    """Grade these copies in a new process; everything must be graded."""
    with hand_in(copies) as folder:
        cpu, began = cpu_seconds(), time.perf_counter()
        done = subprocess.run(
            command(folder, jobs, *options),
            env=environment(course),
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        wall, cpu = time.perf_counter() - began, cpu_seconds() - cpu
        if done.returncode != 0:
            raise RuntimeError(done.stdout + done.stderr)
        return Graded(wall, cpu, *read_grades(folder.with_name("notes") / "notes.sqlite"))


def grade_right(count: int, jobs: int) -> Graded:
    """Grade right copies: each must have all its points."""
    graded = grade(right_copies(count), jobs)
    outcomes = {o for each in graded.grades.values() for _, criteria in each for _, o in criteria}
    if len(graded.grades) != count or outcomes != {"passed"}:
        raise RuntimeError(f"right copies are not graded as right: {graded.grades}")
    return graded


def read_grades(book: Path) -> tuple[dict[str, list[Any]], dict[tuple[str, str], float]]:
    """The grades that count in a grade book, and how long each took."""
    query = """SELECT submissions.learner, grades.exercise, grades.grade FROM grades
        JOIN submissions ON submissions.id = grades.submission
        WHERE grades.adopted ORDER BY submissions.learner, grades.exercise, grades.id"""
    last: dict[tuple[str, str], Any] = {}
    with contextlib.closing(sqlite3.connect(book)) as database:
        for learner, exercise, text in database.execute(query):
            last[learner, exercise] = json.loads(text)
    grades: dict[str, list[Any]] = {}
    for (learner, exercise), each in last.items():
        criteria = [[c["id"], c["outcome"]] for c in each["verdict"]["criteria"]]
        grades.setdefault(learner, []).append([exercise, criteria])
    return grades, {key: float(each["duration_s"]) for key, each in last.items()}
