"""How cost grows: with the number of copies, of exercises in a lab, of past attempts at an exercise."""

from __future__ import annotations

import json
import statistics
import tempfile
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from exercises import code_cell
from graded_class import grade
from measured import THIN, Measured, Row, duration, number, timed

from checker.course.exercise import Exercise
from checker.course.lab import read_labs
from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.progress.journal import Journal

EXERCISES = (2, 10, 20, 40)
ATTEMPTS = (10, 500, 1000, 2000)
NEAR = 1.25
"""How much dearer than before one more may be near the end, noise included."""
CRITERIA = """from checker.grading import Failure, criterion


@criterion("fichier")
def check_file(files):
    if not files("~/{name}").is_file:
        raise Failure(expected="Ce fichier.", observed="Il est absent.", advice="Créez-le.")
"""
ABOUT = """title = "{name}"

[[criteria]]
id = "fichier"
points = 1
text = "Le fichier {name} existe."
hint = "Créez-le."
"""


def measure(measured: Measured, rounds: int) -> None:
    """Labs of more and more exercises, journals of more and more attempts; copies are another subject's."""
    # Each size in turn: an hour of the machine that is slow is slow for all of them.
    for _ in range(rounds):
        for count in EXERCISES:
            with tempfile.TemporaryDirectory(prefix="registres-banc-") as name:
                course = Path(name)
                copy = write_course(course, count)
                graded = grade({"eleve": copy}, 1, course=course)
                outcomes = [o for _, criteria in graded.grades["eleve"] for _, o in criteria]
                if outcomes != ["passed"] * count:
                    raise RuntimeError(f"{count} exercises give {outcomes}")
                measured.add(f"exercises_{count}", graded.wall_s)
    with tempfile.TemporaryDirectory(prefix="registres-banc-") as name:
        _attempts(measured, Path(name), rounds)


def write_course(root: Path, count: int) -> str:
    """A lab of so many trivial exercises; the copy that solves them all."""
    folder = root / "labs/00-banc"
    cells = []
    for n in range(1, count + 1):
        name = f"{n:02}-fichier"
        place = folder / name
        (place / "right").mkdir(parents=True)
        (place / "exercise.toml").write_text(ABOUT.format(name=name), encoding="utf-8")
        (place / "criteria.py").write_text(CRITERIA.format(name=name), encoding="utf-8")
        (place / "right/01.sh").write_text(f"touch {name}\n", encoding="utf-8")
        about = {"checker": {"exercise": f"00-banc/{name}"}}
        cells.append(code_cell(f"montre-{n}", f"%exercice 00-banc/{name}"))
        cells.append(code_cell(f"reponse-{n}", f"touch {name}", about))
    (folder / "lab.toml").write_text('title = "Banc"\n', encoding="utf-8")
    notebook = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    (root / "notebooks").mkdir()
    (root / "notebooks/00-banc.ipynb").write_text(notebook, encoding="utf-8")
    return notebook


def _attempts(measured: Measured, folder: Path, rounds: int) -> None:
    """What a click costs in the journal once there have been so many: note a verdict, read the history."""
    exercise = read_labs()[0].exercises[0]
    with ExitStack() as opened:
        journals = {}
        for count in ATTEMPTS:
            journals[count] = opened.enter_context(closing(Journal(folder / f"{count}.sqlite")))
            for _ in range(count):
                journals[count].judged(exercise, _failed(exercise))
        for _ in range(5 * rounds):
            for count, journal in journals.items():
                measured.add(f"attempts_{count}", timed(partial(_click, journal, exercise)))
                measured.add(
                    f"reopened_{count}", timed(partial(_reopen, folder / f"{count}.sqlite", exercise))
                )


def _reopen(path: Path, exercise: Exercise) -> None:
    with closing(Journal(path)) as journal:
        journal.attempts(exercise)


def _click(journal: Journal, exercise: Exercise) -> None:
    journal.judged(exercise, _failed(exercise))
    journal.attempts(exercise)


def _failed(exercise: Exercise) -> Verdict:
    results = [CriterionResult(c.id, c.text, c.points, Outcome.FAILED) for c in exercise.criteria]
    return Verdict(exercise.id, tuple(results))


def rows(measured: Measured) -> list[Row]:
    """Target 15."""
    made = []
    if measured.has("ours_1", "ours_5", "ours_20_4"):
        sizes = {1: "ours_1", 5: "ours_5", 20: "ours_20_4"}
        made.append(_growth(measured, "Une classe, par copie de plus (4 à la fois)", sizes))
    for what, prefix, counts in (
        ("Une copie, par exercice de plus", "exercises", EXERCISES),
        ("Un clic sur « Vérifier », par essai passé (part du journal)", "attempts", ATTEMPTS),
        ("Rouvrir le journal, par essai passé", "reopened", ATTEMPTS),
    ):
        if measured.has(f"{prefix}_{counts[0]}"):
            made.append(_growth(measured, what, {n: f"{prefix}_{n}" for n in counts}))
    return made


def _growth(measured: Measured, what: str, sizes: dict[int, str]) -> Row:
    points = {n: measured.median(name) for n, name in sizes.items()}
    slope, _intercept, r2 = fit(points)
    shown = ", ".join(f"{n}{THIN}: {duration(t)}" for n, t in points.items())
    line = f"{_small(slope)} chacun, *R²* = {number(r2, 3)}"
    return Row("15", what, line, shown, aim="linéaire ou mieux", met=is_linear(points))


def _small(value: float) -> str:
    return f"{number(value * 1e6, 1)}{THIN}µs" if abs(value) < 1e-3 else duration(value)


def fit(points: dict[int, float]) -> tuple[float, float, float]:
    """Slope, intercept and R² of the line of least squares."""
    slope, intercept = statistics.linear_regression(list(points), list(points.values()))
    values = list(points.values())
    flat = max(values) == min(values)
    r2 = 1.0 if flat else statistics.correlation(list(points), values) ** 2
    return slope, intercept, r2


def is_linear(points: dict[int, float]) -> bool:
    """Whether one more costs no more at the end than before, but for noise."""
    counts = sorted(points)
    first, before, last = counts[0], counts[-2], counts[-1]
    end = (points[last] - points[before]) / (last - before)
    earlier = (points[before] - points[first]) / (before - first)
    # What does not grow at all, or by less than the clock tells, is better than linear.
    return end <= NEAR * max(earlier, 0.0) or points[last] <= NEAR * points[first]
