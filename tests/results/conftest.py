"""A class that nobody taught: a grade book with every kind of mark, and learners who mean harm."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import pytest

from checker.course.exercise import Exercise
from checker.course.lab import Lab, read_labs
from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.gradebook.adjustment import Adjustment
from checker.gradebook.book import GradeBook, Refusal
from checker.gradebook.grade import Answer, ExerciseGrade, PlayedCell
from checker.gradebook.marks import ClassMarks, read_marks

HOSTILE = "=cmd|' /C calc'!A0<script>alert(1)</script>"
DECEIVING = "Zo\u00e9\u202egnp.exe\x00\ud800"
COURSE = "0" * 64
WHEN = 1_790_000_000.0


def judged(exercise: Exercise, failing: dict[str, str], *, fault: str = "") -> Verdict:
    """A verdict in which these criteria fail, with what was observed; or our own fault."""

    def result(spec) -> CriterionResult:
        if fault:
            return CriterionResult(spec.id, spec.text, spec.points, Outcome.ERROR, observed=fault)
        if spec.id in failing:
            found = (f"{spec.text} (attendu)", failing[spec.id], "Relisez l'énoncé.")
            return CriterionResult(spec.id, spec.text, spec.points, Outcome.FAILED, *found)
        if failing and spec is exercise.criteria[-1]:
            return CriterionResult(
                spec.id, spec.text, spec.points, Outcome.SKIPPED, observed="Il manque avant."
            )
        return CriterionResult(spec.id, spec.text, spec.points, Outcome.PASSED)

    return Verdict(exercise.id, tuple(result(spec) for spec in exercise.criteria))


class Class:
    """A grade book that fills itself."""

    def __init__(self, book: GradeBook, labs: tuple[Lab, ...]) -> None:
        self.book = book
        self.labs = labs
        self.run = book.begin_run()

    def hand_in(
        self,
        learner: str,
        *,
        lab: int = 0,
        handle: str = "",
        remarks: tuple[str, ...] = (),
        empty: tuple[int, ...] = (),
    ) -> int:
        exercises = self.labs[lab].exercises
        answers = {e.id: [] if n in empty else [f"echo {e.folder.name}"] for n, e in enumerate(exercises)}
        return self.book.register(
            self.run,
            learner=learner,
            handle=handle,
            lab=self.labs[lab].id,
            source=f"{learner}/copie.ipynb",
            digest=f"{learner}-{lab}".encode(errors="replace").hex(),
            answers=answers,
            remarks=remarks,
        )

    def grade(
        self,
        submission: int,
        rank: int,
        failing: dict[str, str] | None = None,
        *,
        lab: int = 0,
        fault: str = "",
        answer: Answer = Answer.PLAYED,
        output: str = "bonjour\n",
        source: str = "",
    ) -> None:
        exercise = self.labs[lab].exercises[rank]
        source = source or f"echo {exercise.folder.name}"
        cells = () if answer is Answer.EMPTY else (PlayedCell(source, output),)
        verdict = judged(exercise, failing or {}, fault=fault)
        made = ExerciseGrade(exercise.title, answer, verdict, cells, duration_s=10.0 * (rank + 1))
        self.book.record(self.run, submission, COURSE, made)

    def adjust(self, learner: str, points: str, reason: str, *, rank: int | None = None) -> None:
        exercise = "" if rank is None else self.labs[0].exercises[rank].id
        self.book.adjust(Adjustment(learner, self.labs[0].id, exercise, points, reason, WHEN))

    def marks(self) -> ClassMarks:
        return read_marks(self.book, self.labs)


@pytest.fixture(scope="session")
def labs() -> tuple[Lab, ...]:
    return read_labs()[:2]


@pytest.fixture
def make_class(labs: tuple[Lab, ...]) -> Iterator[Callable[[], Class]]:
    with contextlib.ExitStack() as stack:

        def make() -> Class:
            book = GradeBook("sqlite://")
            stack.callback(book.close)
            return Class(book, labs)

        yield make


@pytest.fixture
def group(make_class: Callable[[], Class]) -> Class:
    """Every kind of mark."""
    group = make_class()
    good = group.hand_in("Alice Étoile", handle="12345", remarks=("1 cellule ajoutée, ignorée.",))
    for rank in range(3):
        group.grade(good, rank)
    other = group.hand_in("Alice Étoile", lab=1)
    group.grade(other, 0, lab=1)
    half = group.hand_in("Bruno", empty=(2,))
    group.grade(half, 0, {"dossier": "le dossier « /home/a » n'existe pas (code 2)"})
    group.grade(half, 1, fault="Le noyau Jupyter s'est arrêté.")
    group.grade(half, 2, answer=Answer.EMPTY)
    bad = group.hand_in(HOSTILE, handle="666")
    attack = "<img src=x onerror=alert(1)>\u202e\x07" + "A" * 30_000
    group.grade(
        bad,
        0,
        {"dossier": "le dossier « /home/bbb » n'existe pas (code 13)", "fichier": attack},
        output=attack,
        source="</code></pre><script>alert(2)</script>\n=1+1",
        answer=Answer.INTERRUPTED,
    )
    unseen = group.hand_in(DECEIVING.replace("\ud800", ""))
    group.grade(unseen, 0, fault="Le moteur Docker ne répond pas.")
    group.adjust("Bruno", "+1", "Énoncé ambigu <b>ici</b>", rank=0)
    group.adjust("Alice Étoile", "-0.5", "Retard")
    group.grade(good, 1, {"conteneur": "rien ne tourne"})
    group.book.refuse(group.run, Refusal("<script>alert(3)<", "x/<b>.ipynb", "« x » n'est pas un carnet."))
    return group
