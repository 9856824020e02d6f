"""`%quiz`: what the learner sees, answers, and finds again; without a browser."""

import asyncio
import json
import re
import time
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import ipywidgets
import pytest

from checker.course.answer import Answer
from checker.course.lab import find_lab
from checker.errors import CheckerError
from checker.kernel.answer_input import SETTLE_S
from checker.kernel.desk import Desk
from checker.kernel.quiz_command import quiz
from checker.messages import quiz as say
from checker.progress.journal import Journal

LAB = "00-prise-en-main"
QUESTIONS = {question.id: question for question in find_lab(LAB).quiz.questions}


class FakeContext:
    """A kernel whose event loop runs everything at once, and that has no sandbox to give."""

    def __init__(self, journal, *, interactive=True):
        self.interactive = interactive
        self.memo = {}
        self.shown, self.printed = [], []
        self.memo["desk"] = Desk(self, grader=SimpleNamespace(), journal=journal)

    def display(self, shown):
        self.shown.append(shown)

    def print(self, text):
        self.printed.append(text)

    def soon(self, function, *args):
        function(*args)


def walk(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


class Shown:
    """A quiz as the learner sees it."""

    def __init__(self, journal):
        self.context = FakeContext(journal)
        quiz(self.context, [LAB])
        (self.widget,) = self.context.shown
        boxes = [box for box in walk(self.widget) if "registres-question" in box._dom_classes]
        self.boxes = dict(zip(QUESTIONS, boxes, strict=True))

    def of(self, id_, kind):
        return [widget for widget in walk(self.boxes[id_]) if isinstance(widget, kind)]

    def button(self, id_, name):
        return [button for button in self.of(id_, ipywidgets.Button) if button.description == name]

    def answer(self, id_):
        self.button(id_, say.ANSWER)[0].click()
        return self.said(id_)

    def html(self, id_):
        return self.of(id_, ipywidgets.HTML)[-1].value

    def said(self, id_):
        return unescape(re.sub(r"<[^>]+>", " ", self.html(id_)))

    def choose(self, id_, text):
        (radio,) = self.of(id_, ipywidgets.RadioButtons)
        radio.value = text

    def tick(self, id_, *texts):
        for box in self.of(id_, ipywidgets.Checkbox):
            box.value = box.description in texts

    def put(self, id_, steps):
        """Bring the steps into this order by the buttons alone."""
        for place, step in enumerate(steps):
            now = self.steps(id_)
            for below in range(now.index(step), place, -1):
                self.button(id_, say.UP)[below].click()
        assert self.steps(id_) == list(steps)

    def steps(self, id_):
        shown = [unescape(re.sub(r"<[^>]+>", "", html.value)) for html in self.of(id_, ipywidgets.HTML)]
        return [re.sub(r"^\d\. ", "", text) for text in shown[1:] if re.match(r"\d\. ", text)]

    @property
    def status(self):
        return self.widget.children[1].value


def plain(steps):
    return [step.replace("`", "") for step in steps]


@pytest.fixture
def journal():
    return Journal(None)


def test_a_wrong_choice_is_explained_then_the_right_one_counts(journal):
    shown = Shown(journal)
    wrong, why = next(iter(QUESTIONS["critere-saute"].wrong.items()))
    assert say.CHOOSE in shown.answer("critere-saute")
    assert journal.events() == []
    shown.choose("critere-saute", wrong)
    said = shown.answer("critere-saute")
    assert say.WRONG in said
    assert why in said
    assert say.progress(0, 6) in shown.status
    shown.choose("critere-saute", QUESTIONS["critere-saute"].right[0])
    said = shown.answer("critere-saute")
    assert say.RIGHT in said
    assert QUESTIONS["critere-saute"].explanation in said
    assert say.progress(1, 6) in shown.status


def test_boxes_tell_each_wrong_tick_and_that_some_are_missing(journal):
    shown = Shown(journal)
    question = QUESTIONS["demain"]
    assert say.TICK in shown.answer("demain")
    wrong = "L'image « nginx:1.28 », déjà tirée".replace("« ", "«\u202f").replace(" »", "\u202f»")
    shown.tick("demain", question.right[0], wrong)
    said = shown.answer("demain")
    assert question.wrong["L'image `nginx:1.28`, déjà tirée"] in said
    assert say.INCOMPLETE in said
    shown.tick("demain", *question.right)
    assert say.RIGHT in shown.answer("demain")


def test_steps_are_moved_by_buttons_and_the_focus_follows(journal, monkeypatch):
    focused = []
    monkeypatch.setattr(ipywidgets.Button, "focus", lambda button: focused.append(button))
    shown = Shown(journal)
    right = plain(QUESTIONS["conteneur-arrete"].right)
    assert shown.steps("conteneur-arrete") != right
    shown.put("conteneur-arrete", right[::-1])
    assert say.WRONG in shown.answer("conteneur-arrete")
    ups, downs = shown.button("conteneur-arrete", say.UP), shown.button("conteneur-arrete", say.DOWN)
    assert [up.disabled for up in ups] == [True, False, False, False]
    assert [down.disabled for down in downs] == [False, False, False, True]
    focused.clear()
    ups[2].click()
    ups[1].click()
    downs[2].click()
    assert focused == [ups[1], downs[0], ups[3]]
    shown.put("conteneur-arrete", right)
    assert say.RIGHT in shown.answer("conteneur-arrete")


def test_what_is_typed_is_escaped_bounded_and_sent_by_enter(journal):
    shown = Shown(journal)
    (line,) = shown.of("meme-shell", ipywidgets.Text)
    assert say.TYPE in shown.answer("meme-shell")
    line.value = "<img src=x onerror=alert(1)>" + "x" * 5000
    shown.answer("meme-shell")
    assert "<img" not in shown.html("meme-shell")
    assert len(shown.html("meme-shell")) < 2000

    async def enter():
        line._handle_custom_msg({"event": "submit"}, [])
        line.value = " /tmp "  # the browser sends it second
        await asyncio.sleep(2 * SETTLE_S)

    asyncio.run(enter())
    assert say.RIGHT in shown.said("meme-shell")


def test_the_state_is_there_in_the_next_kernel(tmp_path):
    path = tmp_path / "progression.sqlite"
    first = Shown(Journal(path))
    right = plain(QUESTIONS["conteneur-arrete"].right)
    first.put("conteneur-arrete", right)
    first.answer("conteneur-arrete")
    first.choose("autre-facon", next(iter(QUESTIONS["autre-facon"].wrong)))
    first.answer("autre-facon")
    first.tick("demain", QUESTIONS["demain"].right[0])
    first.answer("demain")
    first.of("meme-shell", ipywidgets.Text)[0].value = "/root"
    first.answer("meme-shell")
    later = Shown(Journal(path))
    assert say.progress(1, 6) in later.status
    for id_ in QUESTIONS:
        assert later.said(id_) == first.said(id_), id_
    assert later.steps("conteneur-arrete") == right
    assert later.of("autre-facon", ipywidgets.RadioButtons)[0].value == next(
        iter(QUESTIONS["autre-facon"].wrong)
    )
    assert [box.value for box in later.of("demain", ipywidgets.Checkbox)] == [
        box.value for box in first.of("demain", ipywidgets.Checkbox)
    ]
    assert later.of("meme-shell", ipywidgets.Text)[0].value == "/root"


def test_an_answer_to_an_older_quiz_still_counts(journal):
    lab = find_lab(LAB)
    journal.answered(lab.quiz, "critere-saute", Answer(("Un choix qui n'est plus là",), True))
    shown = Shown(journal)
    assert say.ALREADY_RIGHT in shown.said("critere-saute")
    assert shown.of("critere-saute", ipywidgets.RadioButtons)[0].index is None
    assert say.progress(1, 6) in shown.status


@pytest.mark.parametrize("given", [(), ("",), ("a", "b"), ("<b>" * 10_000,)])
def test_an_answer_that_somebody_wrote_into_the_file_does_no_harm(journal, given):
    for id_ in QUESTIONS:
        journal.answered(find_lab(LAB).quiz, id_, Answer(given, False))
    shown = Shown(journal)
    assert all(len(shown.html(id_)) < 4000 and "<b>" not in shown.html(id_) for id_ in QUESTIONS)


def test_a_quiz_shown_twice_is_one(journal):
    shown = Shown(journal)
    quiz(shown.context, [LAB])
    assert shown.context.shown[0] is shown.context.shown[1]


def test_without_widgets_questions_and_choices_are_text_without_answers(journal):
    context = FakeContext(journal, interactive=False)
    quiz(context, [LAB])
    assert context.shown == []
    (text,) = context.printed
    assert len(re.findall(r"(?m)^\d\. ", text)) == len(QUESTIONS)
    assert "`" not in text
    for question in QUESTIONS.values():
        assert question.explanation not in text
        assert not any(why in text for why in question.wrong.values())


@pytest.mark.parametrize("arguments", [[], ["00-prise-en-main", "01-docker-hub"], ["09-rien"], ["../labs"]])
def test_no_such_quiz_is_told(journal, arguments):
    with pytest.raises(CheckerError) as told:
        quiz(FakeContext(journal), arguments)
    assert told.value.do


def test_the_questions_come_at_once_in_the_real_kernel(start_local):
    kernel = start_local()
    started = time.monotonic()
    text = kernel.run(f"%quiz {LAB}")
    assert time.monotonic() - started < 10
    assert text.status == "ok"
    assert "Quiz" in text.text
    shown = kernel.run(f"%Quiz {LAB}", stdin=True)
    assert any("application/vnd.jupyter.widget-view+json" in c["data"] for c in shown.of("display_data"))
    refused = kernel.run("%quiz 00-prise")
    assert refused.status == "error"
    assert LAB in refused.error


def test_every_quiz_is_shown():
    root = Path(__file__).resolve().parents[2]
    for notebook in sorted((root / "notebooks").glob("0*.ipynb")):
        sources = ["".join(cell["source"]) for cell in json.loads(notebook.read_text())["cells"]]
        assert sources.count(f"%quiz {notebook.stem}") == 1
        context = FakeContext(Journal(None))
        quiz(context, [notebook.stem])
        assert context.shown
