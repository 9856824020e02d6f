"""`checker adjust`: a person's decision counts, is explained, and outlives a regrading."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest

from checker.cli.main import main
from checker.course.lab import read_labs
from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.gradebook.book import GradeBook
from checker.gradebook.grade import Answer, ExerciseGrade
from checker.gradebook.marks import read_marks

LAB = "00-prise-en-main"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Results of one learner, who has half the points of each exercise."""
    with opened(tmp_path) as book:
        entry = book.register(
            book.begin_run(),
            learner="Zoé",
            handle="",
            lab=LAB,
            source="zoé.ipynb",
            digest="d",
            answers={},
            remarks=[],
        )
        for exercise in lab().exercises:
            book.record(1, entry, "course", judged(exercise.id, Outcome.PASSED, Outcome.FAILED))
    return tmp_path


def lab():
    return next(lab for lab in read_labs() if lab.id == LAB)


def judged(exercise: str, *outcomes: Outcome) -> ExerciseGrade:
    criteria = tuple(CriterionResult(str(n), "critère", 2.0, o) for n, o in enumerate(outcomes))
    return ExerciseGrade(exercise, Answer.PLAYED, Verdict(exercise, criteria))


def opened(out: Path):
    return contextlib.closing(GradeBook(f"sqlite:///{out / 'notes.sqlite'}"))


def score(out: Path) -> float:
    with opened(out) as book:
        (marks,) = read_marks(book, read_labs()).learners
    return marks.score


@pytest.mark.parametrize(
    ("target", "points", "counted"),
    [
        ("00/02", "4", 8.0),
        ("00/02", "+1,5", 7.5),
        (f"{LAB}/02", "-1", 5.0),
        (LAB, "10", 10.0),
        ("00", "-2", 4.0),
    ],
)
def test_points_are_decided_and_the_results_say_why(out, capsys, target, points, counted):
    assert main(["adjust", str(out), "Zoé", target, points, "--reason", "Panne du réseau."]) == 0
    assert score(out) == counted
    assert f"{counted:g}".replace(".", ",") in capsys.readouterr().out
    (report,) = out.glob("rapports/*/*.html")
    assert "Panne du réseau." in report.read_text(encoding="utf-8")
    assert json.loads((out / "notes.json").read_text(encoding="utf-8"))


def test_a_decision_outlives_a_regrading_and_is_taken_back_by_a_person(out):
    main(["adjust", str(out), "Zoé", "00/02", "4", "--reason", "Panne."])
    with opened(out) as book:
        exercise = lab().exercises[1].id
        book.record(book.begin_run(), 1, "corrected", judged(exercise, Outcome.PASSED, Outcome.PASSED))
        book.record(1, 1, "lower", judged(exercise, Outcome.FAILED, Outcome.FAILED), may_lower=True)
    assert score(out) == 8.0
    assert main(["adjust", str(out), "Zoé", "00/02", "--cancel", "--reason", "Erreur."]) == 0
    assert score(out) == 4.0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Zoe", "00/02", "4", "--reason", "x"], "« Zoé »"),
        (["Zoé", "00/99", "4", "--reason", "x"], "00/99"),
        (["Zoé", "0", "4", "--reason", "x"], "plusieurs"),
        (["Zoé", "02/01", "4", "--reason", "x"], "Personne"),
        (["Zoé", "00/02", "beaucoup", "--reason", "x"], "nombre de points"),
        (["Zoé", "00/02", "4", "--reason", "  "], "raison"),
        (["Zoé", "00/02", "--reason", "x"], "--cancel"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(out, capsys, arguments, told):
    assert main(["adjust", str(out), *arguments]) != 0
    assert told in capsys.readouterr().err
    assert score(out) == 6.0


def test_a_folder_without_a_grade_book_gets_none(tmp_path, capsys):
    assert main(["adjust", str(tmp_path), "Zoé", "00/02", "4", "--reason", "x"]) == 1
    assert list(tmp_path.iterdir()) == []
