"""What was answered to a quiz: kept, and counted beside the points."""

import json
import sqlite3

import pytest

from checker.course.answer import Answer
from checker.progress.journal import Journal
from checker.progress.overview import State, look_over
from checker.progress.page import as_html, as_text

RIGHT, WRONG = Answer(("Lui",), True), Answer(("L'autre",), False)


@pytest.fixture
def quiz(labs):
    return labs[0].quiz


@pytest.fixture
def path(tmp_path):
    return tmp_path / "progression.sqlite"


def test_answers_are_there_in_the_next_kernel(path, quiz):
    first = Journal(path)
    first.answered(quiz, "un", WRONG)
    first.answered(quiz, "deux", Answer(("<b>é",), False))
    first.answered(quiz, "un", RIGHT)
    first.close()
    answers = Journal(path).answers(quiz)
    assert answers.last == {"un": RIGHT, "deux": Answer(("<b>é",), False)}
    assert (answers.right, answers.total) == ({"un"}, 2)


def test_a_question_answered_rightly_stays_so(path, quiz):
    journal = Journal(path)
    for answer in (RIGHT, WRONG):
        journal.answered(quiz, "un", answer)
    answers = journal.answers(quiz)
    assert (answers.right, answers.last["un"]) == ({"un"}, WRONG)


def test_questions_that_the_quiz_no_longer_has_are_left_out(quiz):
    journal = Journal(None)
    journal.answered(quiz, "trois", RIGHT)
    assert journal.answers(quiz).right == frozenset()
    assert journal.answers(quiz).last == {}


def test_answers_take_nothing_from_attempts_and_points(labs, quiz, verdict):
    journal = Journal(None)
    one = labs[0].exercises[0]
    journal.judged(one, verdict(one, "pf"))
    before = journal.attempts(one)
    journal.answered(quiz, "un", RIGHT)
    assert journal.attempts(one) == before
    overview = look_over(labs, journal.events())
    assert (overview.score, overview.max_score) == (2, 20)
    assert (overview.answered, overview.questions) == (1, 2)
    assert [(lab.answered, lab.questions) for lab in overview.labs] == [(1, 2), (0, 0)]


def test_a_lab_is_done_with_its_exercises_and_begun_with_a_first_right_answer(labs, quiz, verdict):
    journal = Journal(None)
    journal.answered(quiz, "un", RIGHT)
    assert look_over(labs, journal.events()).labs[0].state is State.STARTED
    for exercise in labs[0].exercises:
        journal.judged(exercise, verdict(exercise, "pp"))
    assert look_over(labs, journal.events()).labs[0].state is State.DONE


def test_a_quiz_read_again_does_not_bring_its_lab_back(labs, quiz, verdict):
    journal = Journal(None)
    late = labs[1].exercises[0]
    journal.judged(late, verdict(late, "pp"))
    journal.answered(quiz, "un", RIGHT)
    assert look_over(labs, journal.events()).next[1].exercise.id == "01-suite/02-b"


def test_a_line_that_cannot_be_read_is_left_out(path, quiz):
    journal = Journal(path)
    journal.answered(quiz, "un", RIGHT)
    journal.close()
    later = {"version": 2, "given": ["Lui"], "right": True}
    for data in (json.dumps(later), "[]", "{}", '{"version": 1}', '{"version": 1, "given": 3}', "?"):
        with sqlite3.connect(path) as database:
            database.execute(
                "INSERT INTO events (at, exercise, kind, criterion, verdict)"
                " VALUES (1, ?, 'answer', 'deux', ?)",
                (quiz.lab, data),
            )
        database.close()
    answers = Journal(path).answers(quiz)
    assert (answers.right, set(answers.last)) == ({"un"}, {"un"})


def test_the_progress_shows_the_quiz_beside_the_points(labs, quiz):
    journal = Journal(None)
    journal.answered(quiz, "un", RIGHT)
    overview = look_over(labs, journal.events())
    rows = [line.split("  ") for line in as_text(overview).replace("\u202f", " ").splitlines()]
    head, first, second, total = ([cell.strip() for cell in row if cell.strip()] for row in rows[2:6])
    assert head[2] == "Quiz"
    assert [row[2] for row in (first, second, total)] == ["1 / 2", "–", "1 / 2"]
    assert as_html(overview).replace("\u202f", " ").count(">1 / 2<") == 2
