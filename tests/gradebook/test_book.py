"""The grade book, in SQLite and in PostgreSQL: what is kept, what counts, what is never lowered silently."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import create_engine, text

from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.gradebook.adjustment import Adjustment
from checker.gradebook.book import GradeBook, GradeBookError, Refusal
from checker.gradebook.grade import Answer, ExerciseGrade, PlayedCell
from checker.gradebook.judged import adopted, changes, given_by, pending

EXERCISE = "02-lab/01-a"


def grade(exercise: str, *outcomes: str, points: float = 2.0) -> ExerciseGrade:
    """A grade with one criterion for each outcome."""
    criteria = tuple(
        CriterionResult(f"c{number}", f"critère {number}", points, Outcome(outcome))
        for number, outcome in enumerate(outcomes)
    )
    cells = (PlayedCell("docker ps", "CONTAINER ID"),)
    return ExerciseGrade("Titre", Answer.PLAYED, Verdict(exercise, criteria), cells, 1.5)


GOOD, HALF = grade(EXERCISE, "passed", "passed"), grade(EXERCISE, "passed", "failed")
BAD, LOST = grade(EXERCISE, "failed", "skipped"), grade(EXERCISE, "error", "error")


def counts(book, entry):
    return adopted(book.verdicts(entry)).get(EXERCISE)


def test_a_verdict_is_given_back_as_it_was(book, url, submit):
    entry = submit()
    book.record(1, entry, "digest", GOOD)
    again = GradeBook(url)
    assert again.verdicts(entry)[0].grade == GOOD
    again.close()


def test_the_same_text_keeps_its_number_and_another_one_takes_its_place(book, submit):
    first = submit(text="docker ps")
    assert submit(text="docker ps") == first
    second = submit(text="docker images")
    assert second != first
    assert [e.id for e in book.entries()] == [second]
    submit(text="docker ps")
    assert [e.id for e in book.entries()] == [first]


def test_what_any_person_may_write_is_kept(book, submit):
    name = "=cmd()|'/C calc'!A0 <script> \u202e é 🐳"
    submit(name, text="printf '\\x00' \x01 \u2028")
    (entry,) = book.entries()
    assert entry.learner == name
    assert entry.answers[EXERCISE] == ("printf '\\x00' \x01 \u2028",)


@pytest.mark.parametrize(
    ("given", "later", "counted"),
    [
        (BAD, GOOD, GOOD),
        (GOOD, HALF, GOOD),
        (HALF, LOST, HALF),
        (LOST, BAD, BAD),
        (HALF, grade(EXERCISE, "passed", "passed", "failed"), grade(EXERCISE, "passed", "passed", "failed")),
    ],
    ids=["better", "worse", "fault of ours", "after a fault", "larger part of more points"],
)
def test_a_grade_is_never_lowered_by_a_later_verdict(book, submit, given, later, counted):
    entry = submit()
    book.record(1, entry, "before", given)
    book.record(1, entry, "after", later)
    assert counts(book, entry) == counted


def test_a_lower_verdict_waits_until_it_is_admitted(book, submit):
    entry = submit()
    book.record(1, entry, "before", GOOD)
    assert not book.record(1, entry, "after", HALF)
    verdicts = book.verdicts(entry)
    assert pending(verdicts) == {EXERCISE: HALF}
    assert given_by(verdicts, "after") == {EXERCISE: HALF}
    (change,) = changes(verdicts, "after")
    assert (change.before, change.after, change.adopted) == (GOOD, HALF, False)
    book.adopt_pending(entry)
    assert counts(book, entry) == HALF
    assert pending(book.verdicts(entry)) == {}


def test_a_lower_verdict_counts_at_once_when_asked(book, submit):
    entry = submit()
    book.record(1, entry, "before", GOOD)
    assert book.record(1, entry, "after", BAD, may_lower=True)
    assert counts(book, entry) == BAD


def test_our_own_fault_is_no_change_and_waits_for_nobody(book, submit):
    entry = submit()
    book.record(1, entry, "before", HALF)
    book.record(1, entry, "after", LOST)
    verdicts = book.verdicts(entry)
    assert (pending(verdicts), changes(verdicts, "after")) == ({}, [])


def test_refusals_are_those_of_the_last_run(book, submit):
    book.refuse(book.begin_run(), Refusal("alice", "a.ipynb", "illisible"))
    run = book.begin_run()
    book.refuse(run, Refusal("bob", "b.ipynb", "illisible"))
    assert [r.learner for r in book.refusals()] == ["bob"]


def test_the_last_adjustment_counts(book):
    for points in ("3", "+1"):
        book.adjust(Adjustment("alice", "02-lab", EXERCISE, points, "panne", 1.0))
    assert [a.points for a in book.adjustments()] == ["+1"]


def test_several_threads_write_at_once(book, submit):
    entries = [submit(f"learner{number}") for number in range(8)]
    threads = [
        threading.Thread(target=lambda e=e: [book.record(1, e, "d", GOOD) for _ in range(10)])
        for e in entries
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(book.verdicts(entry)) for entry in entries] == [10] * 8


def test_a_book_of_a_later_version_is_left_alone(book, url):
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE about SET version = 99"))
    engine.dispose()
    with pytest.raises(GradeBookError, match="plus récente"):
        GradeBook(url)


@pytest.mark.parametrize(
    "url",
    [
        "notes.sqlite",
        "oracle+nothing://x/y",
        "postgresql+psycopg://u:secret@127.0.0.1:1/notes",
        "sqlite:////nowhere/at/all/notes.sqlite",
    ],
)
def test_an_address_that_does_not_work_is_said_without_its_password(url):
    with pytest.raises(GradeBookError) as caught:
        GradeBook(url)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    path = tmp_path / "notes.sqlite"
    path.write_text("bonjour" * 200)
    with pytest.raises(GradeBookError, match="ne répond pas"):
        GradeBook(f"sqlite:///{path}")
    assert path.read_text() == "bonjour" * 200


def test_a_grade_book_of_the_first_version_is_brought_up_to_date(book, url, submit):
    entry = submit()
    book.record(1, entry, "digest", GOOD)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE submissions DROP COLUMN variant"))
        connection.execute(text("UPDATE about SET version = 1"))
    engine.dispose()
    for _ in range(2):
        again = GradeBook(url)
        assert [each.variant for each in again.entries()] == [""]
        assert again.verdicts(entry)[0].grade == GOOD
        again.close()
