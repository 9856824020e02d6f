"""A quiz in the page: the four kinds of questions, answered wrongly then rightly, and found again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from checker.course.lab import find_lab
from checker.messages import quiz as say

LAB = "00-prise-en-main"
QUIZ = ".registres-quiz"
CHOICE, BOXES, STEPS, WORD = "critere-saute", "demain", "conteneur-arrete", "meme-shell"
QUESTIONS = {question.id: question for question in find_lab(LAB).quiz.questions}


def box(shown: Locator, id_: str) -> Locator:
    """The part of the page that belongs to a question."""
    return shown.locator(".registres-question").nth(list(QUESTIONS).index(id_))


def steps(question: Locator) -> list[str]:
    """The steps as they stand, without their numbers."""
    rows = question.locator(".registres-etapes .widget-hbox .widget-html-content").all_inner_texts()
    return [re.sub(r"^\d\. ", "", row) for row in rows]


def put_in_order(question: Locator, wanted: list[str]) -> None:
    """Bring the steps into order by their buttons."""
    for place, step in enumerate(wanted):
        while (now := steps(question).index(step)) > place:
            question.get_by_role("button", name=say.UP).nth(now).click()
            expect(question.locator(".registres-etapes .widget-hbox").nth(now - 1)).to_contain_text(step)


def press_until_focused(page: Page, target: Locator, key: str = "Tab") -> None:
    """Go there as one who has no mouse does."""
    for _ in range(40):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {target}")


@pytest.mark.parametrize("name", ["JupyterLab Light", "JupyterLab Dark"])
def test_wrong_answers_are_explained_and_right_ones_outlive_page_and_kernel(course, lab, name):
    short = name.split()[1].lower()
    with course.with_theme(name):
        page = lab()
        shown = page.run(0, f"%quiz {LAB}").locator(QUIZ)
        choice, boxes, order, word = (box(shown, id_) for id_ in (CHOICE, BOXES, STEPS, WORD))
        right = [step.replace("`", "") for step in QUESTIONS[STEPS].right]

        choice.get_by_text("Non : il est acquis".replace(" :", "\u202f:")).click()
        boxes.get_by_label("Le conteneur «\u202fvitrine\u202f», en marche").check()
        put_in_order(order, right[::-1])
        word.get_by_label(say.TYPED).fill("<b>~</b>")
        for question in (choice, boxes, order, word):
            question.get_by_role("button", name=say.ANSWER).click()
            expect(question.get_by_role("status").last).to_contain_text(say.WRONG)
        expect(choice).to_contain_text("Il ne donne pas de points.")
        expect(boxes).to_contain_text(say.INCOMPLETE)
        expect(order).to_contain_text("trop tôt")
        expect(word).to_contain_text("<b>~</b>")
        page.shot(f"60-quiz-faux-{short}", choice)
        page.shot(f"61-quiz-faux-{short}", word)
        page.shot(f"62-quiz-faux-{short}", order.get_by_role("status").last)
        assert page.serious_findings(QUIZ) == []

        choice.get_by_text("Pas encore").first.click()
        boxes.get_by_label("Le conteneur «\u202fvitrine\u202f», en marche").uncheck()
        for text in QUESTIONS[BOXES].right:
            boxes.get_by_label(text).check()
        put_in_order(order, right)
        word.get_by_label(say.TYPED).fill("/tmp")
        for count, question in enumerate((choice, boxes, order, word), start=1):
            question.get_by_role("button", name=say.ANSWER).click()
            expect(question.get_by_role("status").last).to_contain_text(say.RIGHT)
            expect(shown).to_contain_text(say.progress(count, len(QUESTIONS)))
        page.shot(f"63-quiz-juste-{short}", choice)
        page.shot(f"64-quiz-juste-{short}", order.get_by_role("status").last)
        assert page.serious_findings(QUIZ) == []

        page.page.keyboard.press("Control+s")
        expect(page.page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
        page.page.reload()
        page.wait_ready()
        check_restored(shown, right)
        page.restart_kernel()
        page.run(0)
        check_restored(shown, right)
        progress = page.run(1, "%progression").locator(".registres-progression")
        expect(progress.get_by_role("row").filter(has_text="Prise en main")).to_contain_text("4 / 6")


def check_restored(shown: Locator, right: list[str]) -> None:
    expect(shown).to_contain_text(say.progress(4, len(QUESTIONS)))
    expect(box(shown, WORD).get_by_label(say.TYPED)).to_have_value("/tmp")
    expect(box(shown, BOXES).get_by_role("checkbox", checked=True)).to_have_count(2)
    expect(box(shown, CHOICE).get_by_role("radio", checked=True)).to_have_count(1)
    expect(box(shown, STEPS)).to_contain_text(QUESTIONS[STEPS].explanation)
    assert steps(box(shown, STEPS)) == right


def test_a_quiz_is_answered_with_the_keyboard_alone_at_twice_the_size(lab):
    page = lab()
    # What a browser does at 200 %: half the pixels, each twice as large.
    page.page.set_viewport_size({"width": 640, "height": 450})
    shown = page.run(0, f"%quiz {LAB}").locator(QUIZ)
    keyboard = page.page.keyboard

    word = box(shown, WORD)
    word.get_by_label(say.TYPED).focus()
    keyboard.type("/tmp")
    keyboard.press("Enter")
    expect(word.get_by_role("status")).to_contain_text(say.RIGHT)

    choice = box(shown, CHOICE)
    press_until_focused(page.page, choice.get_by_label(re.compile("^Pas encore")))
    keyboard.press("Space")
    press_until_focused(page.page, choice.get_by_role("button", name=say.ANSWER))
    keyboard.press("Enter")
    expect(choice.get_by_role("status")).to_contain_text(say.RIGHT)
    page.shot("65-quiz-double", choice)
    focused = choice.get_by_role("button", name=say.ANSWER)
    assert focused.evaluate("button => getComputedStyle(button).outlineWidth") == "3px"

    boxes = box(shown, BOXES)
    for text in sorted(QUESTIONS[BOXES].right, key=shown.inner_text().index):
        press_until_focused(page.page, boxes.get_by_label(text))
        keyboard.press("Space")
    press_until_focused(page.page, boxes.get_by_role("button", name=say.ANSWER))
    keyboard.press("Enter")
    expect(boxes.get_by_role("status")).to_contain_text(say.RIGHT)

    order = box(shown, STEPS)
    right = [step.replace("`", "") for step in QUESTIONS[STEPS].right]
    ups = order.get_by_role("button", name=say.UP)
    for place, step in enumerate(right):
        now = steps(order).index(step)
        if now == place:
            continue
        press_until_focused(page.page, ups.nth(now), "Shift+Tab" if place else "Tab")
        for above in range(now - 1, place - 1, -1):
            keyboard.press("Enter")
            # The focus goes with the step: the next press moves the same one.
            mover = ups.nth(above) if above else order.get_by_role("button", name=say.DOWN).first
            expect(mover).to_be_focused()
        page.shot("66-quiz-double-etapes", order)
        press_until_focused(page.page, order.get_by_role("button", name=say.ANSWER))
    keyboard.press("Enter")
    expect(order.get_by_role("status").last).to_contain_text(say.RIGHT)
    expect(shown).to_contain_text(say.progress(4, len(QUESTIONS)))
    page.shot("67-quiz-double", order.get_by_role("status").last)
    wide = shown.evaluate("quiz => quiz.scrollWidth - quiz.clientWidth")
    assert wide <= 1, f"{wide} pixels to scroll sideways"
