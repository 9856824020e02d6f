"""The progress in the whole course: points, states, where to go on, and how it is shown."""

from html.parser import HTMLParser

import pytest

from checker.progress.journal import Journal
from checker.progress.overview import State, look_over
from checker.progress.page import as_html, as_text


@pytest.fixture
def journal():
    return Journal(None)


def test_at_the_start_the_first_exercise_is_next(labs):
    overview = look_over(labs, [])
    assert [lab.state for lab in overview.labs] == [State.NOT_STARTED] * 2
    lab, attempts = overview.next
    assert (lab.id, attempts.exercise.id) == ("00-debut", "00-debut/01-a")
    assert (overview.score, overview.max_score, overview.exercises) == (0, 20, 4)


def test_the_best_points_of_each_exercise_count(labs, journal, verdict):
    one, two = labs[0].exercises
    for letters in ("fp", "pf", "ff"):
        journal.judged(one, verdict(one, letters))
    journal.judged(two, verdict(two, "pp"))
    first = look_over(labs, journal.events()).labs[0]
    assert (first.score, first.max_score, first.solved, first.state) == (8, 10, 1, State.STARTED)


def test_one_goes_on_in_the_lab_worked_on_last_then_after_it_then_before(labs, journal, verdict):
    late = labs[1].exercises
    journal.judged(late[0], verdict(late[0], "pp"))
    assert look_over(labs, journal.events()).next[1].exercise.id == "01-suite/02-b"
    journal.judged(late[1], verdict(late[1], "pp"))
    assert look_over(labs, journal.events()).next[1].exercise.id == "00-debut/01-a"


def test_the_course_ends_when_all_is_solved(labs, journal, verdict):
    for lab in labs:
        for exercise in lab.exercises:
            journal.judged(exercise, verdict(exercise, "pp"))
    overview = look_over(labs, journal.events())
    assert overview.next is None
    assert {lab.state for lab in overview.labs} == {State.DONE}
    assert "tous les exercices" in as_text(overview)


def test_exercises_that_the_course_no_longer_has_are_left_out(labs, journal, verdict):
    gone = labs[1].exercises[0]
    journal.judged(gone, verdict(gone, "pp"))
    overview = look_over(labs[:1], journal.events())
    assert (overview.score, overview.next[1].exercise.id) == (0, "00-debut/01-a")


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.open, self.texts = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def test_the_page_links_to_the_notebooks_and_escapes_every_text(labs, journal, verdict):
    one = labs[0].exercises[0]
    journal.judged(one, verdict(one, "pf"))
    journal.opened_hint(one, "deux")
    shown = as_html(look_over(labs, journal.events()))
    tags = Tags(shown)
    assert tags.open == []
    assert tags.links == ["00-debut.ipynb", "01-suite.ipynb", "00-debut.ipynb"]
    assert "<01-a>" not in shown
    assert "&lt;01-a&gt;" in shown
    text = "".join(tags.texts)
    for words in ("à reprendre", "2 / 5 points", "1 essai", "1 indice", "en cours", "0 / 2", "Tout le cours"):
        assert words in text.replace("\u202f", " "), words


def test_the_text_has_a_line_per_lab(labs):
    lines = as_text(look_over(labs, [])).splitlines()
    assert sum("Atelier 0" in line for line in lines) == 3  # two labs, and where to go on
    assert any(line.startswith("Tout le cours") and "0 / 4" in line for line in lines)
