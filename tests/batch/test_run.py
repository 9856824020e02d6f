"""The grading of a class by workers that do as they are told: nothing twice, nothing lost or lowered."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from dataclasses import replace

import pytest

from checker.batch.crew import Began, Ended, Event, Graded, Job
from checker.batch.intake import Copy
from checker.batch.run import ROUNDS, carry_out, differences, plan
from checker.batch.submission import parse_submission
from checker.course.lab import read_labs
from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.gradebook.book import GradeBook
from checker.gradebook.grade import Answer, ExerciseGrade
from checker.gradebook.judged import adopted

LAB = "00-prise-en-main"


class Crew:
    """Gives each exercise the outcome that it is told, and remembers what it was asked.

    Args:
        outcome: of every criterion.
        dies_after: events after which the process is killed.
    """

    def __init__(self, outcome: str = "passed", *, dies_after: int | None = None, fault: str = "") -> None:
        self.outcome = Outcome(outcome)
        self.left = dies_after
        self.fault = fault
        self.graded: list[tuple[str, str]] = []

    def work(self, jobs: Sequence[Job]) -> Generator[Event, None, None]:
        for job in jobs:
            for exercise in job.submission.answers:
                if exercise in job.known:
                    continue
                if self.left == 0:
                    raise KeyboardInterrupt
                self.left = None if self.left is None else self.left - 1
                if self.fault:
                    break
                yield Began(job.id, exercise)
                self.graded.append((job.learner, exercise))
                yield Graded(job.id, self.judge(exercise))
            yield Ended(job.id, self.fault)

    def judge(self, exercise: str) -> ExerciseGrade:
        verdict = Verdict(exercise, (CriterionResult("c", "critère", 2.0, self.outcome),))
        return ExerciseGrade(exercise, Answer.PLAYED, verdict)


@pytest.fixture(scope="module")
def labs():
    return read_labs()


@pytest.fixture
def book(tmp_path):
    book = GradeBook(f"sqlite:///{tmp_path / 'notes.sqlite'}")
    yield book
    book.close()


@pytest.fixture
def hand_in(labs):
    lab = next(lab for lab in labs if lab.id == LAB)

    def hand_in(*learners: str, text: str = "docker ps") -> list[Copy]:
        cells = [
            {"cell_type": "code", "metadata": {"checker": {"exercise": e.id}}, "source": text, "outputs": []}
            for e in lab.exercises
        ]
        content = json.dumps({"nbformat": 4, "cells": cells}).encode()
        return [
            Copy(name, "", f"{name}.ipynb", parse_submission(content, name, labs), "") for name in learners
        ]

    return hand_in


def grades(book) -> dict[str, float]:
    return {
        entry.learner: sum(g.verdict.score for g in adopted(book.verdicts(entry.id)).values())
        for entry in book.entries()
    }


def test_a_class_is_graded_once(hand_in, labs, book):
    copies = hand_in("alice", "bob")
    crew = Crew()
    tally = carry_out(plan(copies, labs, book), crew, book)
    assert (tally.submissions, tally.graded, tally.faults) == (2, 6, {})
    assert plan(copies, labs, book).jobs == ()
    assert grades(book) == {"alice": 6, "bob": 6}


@pytest.mark.parametrize("killed_after", range(6))
def test_whatever_the_moment_of_a_kill_nothing_is_lost_nor_done_twice(hand_in, labs, book, killed_after):
    copies = hand_in("alice", "bob")
    first, second = Crew(dies_after=killed_after), Crew()
    with pytest.raises(KeyboardInterrupt):
        carry_out(plan(copies, labs, book), first, book)
    tally = carry_out(plan(copies, labs, book), second, book)
    done = first.graded + second.graded
    assert len(done) == len(set(done)) == 6
    assert (tally.known, tally.graded) == (killed_after, 6 - killed_after)
    assert grades(book) == {"alice": 6, "bob": 6}


def test_our_own_faults_are_tried_again_and_leave_no_grade(hand_in, labs, book):
    crew = Crew("error")
    tally = carry_out(plan(hand_in("alice"), labs, book), crew, book)
    assert len(crew.graded) == 3 * ROUNDS
    assert (tally.graded, len(tally.faults)) == (0, 1)
    assert len(plan(hand_in("alice"), labs, book).jobs) == 1


def test_a_submission_that_cannot_begin_is_told_with_its_reason(hand_in, labs, book):
    tally = carry_out(plan(hand_in("alice"), labs, book), Crew(fault="Le moteur ne répond pas."), book)
    assert list(tally.faults.values()) == ["Le moteur ne répond pas."]


def test_a_changed_answer_is_graded_anew(hand_in, labs, book):
    carry_out(plan(hand_in("alice"), labs, book), Crew(), book)
    carry_out(plan(hand_in("alice", text="docker images"), labs, book), Crew("failed"), book)
    assert grades(book) == {"alice": 0}


def test_a_changed_lab_is_told_and_regrades_only_when_asked(hand_in, labs, book, monkeypatch):
    copies = hand_in("alice", "bob")
    carry_out(plan(copies, labs, book), Crew(), book)
    monkeypatch.setattr("checker.batch.run.lab_digest", lambda lab: f"corrected {lab.id}")
    todo = plan(copies, labs, book)
    assert (todo.jobs, todo.tally.outdated) == ((), (LAB,))
    todo = plan(copies, labs, book, again=True)
    assert len(todo.jobs) == 2
    carry_out(todo, Crew("failed"), book)
    assert grades(book) == {"alice": 6, "bob": 6}  # never lowered silently
    told = [(learner, change.exercise, change.adopted) for learner, _, change in differences(todo, book)]
    assert len(told) == 6
    assert not any(counts for *_, counts in told)
    assert plan(copies, labs, book, again=True).jobs == ()  # regraded once
    plan(copies, labs, book, may_lower=True)
    assert grades(book) == {"alice": 0, "bob": 0}


def test_a_lab_that_judges_better_raises_the_grades(hand_in, labs, book, monkeypatch):
    carry_out(plan(hand_in("alice"), labs, book), Crew("failed"), book)
    monkeypatch.setattr("checker.batch.run.lab_digest", lambda lab: "corrected")
    todo = plan(hand_in("alice"), labs, book, again=True)
    carry_out(todo, Crew(), book)
    assert grades(book) == {"alice": 6}
    assert all(change.adopted for *_, change in differences(todo, book))


def test_what_cannot_be_graded_is_kept_with_its_reason(hand_in, labs, book):
    (copy,) = hand_in("alice")
    broken = replace(copy, learner="bob", submission=None, problem="Ce n'est pas un carnet.")
    tally = plan([copy, broken], labs, book).tally
    assert (tally.submissions, tally.refused) == (1, 1)
    assert [(r.learner, r.reason) for r in book.refusals()] == [("bob", "Ce n'est pas un carnet.")]
