"""One question: its text, what answers it, « Répondre », and what is said of the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import ipywidgets as widgets

from checker.course.answer import Answer
from checker.course.inline import as_html
from checker.course.question import Feedback, Kind, Question, Remark
from checker.kernel.answer_input import AnswerInput, FillInput, MultipleInput, OrderInput, SingleInput
from checker.messages import quiz as say
from checker.messages.report import SYMBOLS

_INSTRUCTIONS = {
    Kind.SINGLE: say.SINGLE,
    Kind.MULTIPLE: say.MULTIPLE,
    Kind.ORDER: say.ORDER,
    Kind.FILL: say.FILL,
}
_COLOURS = {True: "var(--jp-success-color0, #1b5e20)", False: "var(--jp-error-color0, #b71c1c)"}


class QuestionView:
    """What the learner sees of a question; may be answered again and again.

    Args:
        number: its place in the quiz.
        question: the question.
        choices: what can be chosen, in the order to show.
        answered: told each answer.
    """

    def __init__(
        self,
        number: int,
        question: Question,
        choices: Sequence[str],
        answered: Callable[[Question, Answer], None],
    ) -> None:
        self.question = question
        self._answered = answered
        self._was_right = False
        self._feedback = widgets.HTML()
        self._input = _input(question, choices, self._answer)
        button = widgets.Button(description=say.ANSWER, icon="check", tooltip=f"{say.ANSWER} {number}")
        button.on_click(lambda _: self._answer())
        text = as_html(say.question(number, question.text))
        head = (
            f'<div role="heading" aria-level="4"><strong>{text}</strong></div>'
            f"<div>{escape(_INSTRUCTIONS[question.kind])}</div>"
        )
        self.widget = widgets.VBox([widgets.HTML(head), self._input.widget, button, self._feedback])
        self.widget.add_class("registres-question")
        self._say("")

    def restore(self, last: Answer | None, *, was_right: bool) -> None:
        """Show what was answered before."""
        self._was_right = was_right
        is_shown = last is not None and self._input.show(last.given)
        if is_shown and (given := self._input.given):
            self._tell(given, self.question.judge(given))
        elif was_right:
            self._say(say.ALREADY_RIGHT)

    def _answer(self) -> None:
        given = self._input.given
        if not given:
            self._say(self._input.missing)
            return
        feedback = self.question.judge(given)
        self._was_right = self._was_right or feedback.is_right
        self._tell(given, feedback)
        self._answered(self.question, Answer(given, feedback.is_right))

    def _tell(self, given: Sequence[str], feedback: Feedback) -> None:
        word, symbol = (say.RIGHT, "passed") if feedback.is_right else (say.WRONG, "failed")
        lines = [f"<p><strong>{SYMBOLS[symbol]} {escape(word)}</strong></p>"]
        if feedback.is_right:
            lines.append(f"<p>{as_html(self.question.explanation)}</p>")
        lines += [f"<p>{self._remark(given, remark)}</p>" for remark in feedback.remarks]
        if feedback.is_incomplete:
            lines.append(f"<p>{escape(say.INCOMPLETE)}</p>")
        if not feedback.is_right and self._was_right:
            lines.append(f"<p>{escape(say.ALREADY_RIGHT)}</p>")
        self._say_html("".join(lines), _COLOURS[feedback.is_right])

    def _remark(self, given: Sequence[str], remark: Remark) -> str:
        if self.question.kind is Kind.FILL:
            about = f"<code>{escape(given[0])}</code>"  # a learner wrote it
        elif self.question.kind is Kind.ORDER:
            about = as_html(say.too_early(remark.about))
        else:
            about = as_html(remark.about)
        return f"<strong>{about}</strong><br>{as_html(remark.why)}"

    def _say(self, text: str) -> None:
        self._say_html(f"<p>{escape(text)}</p>" if text else "", "transparent")

    def _say_html(self, html: str, colour: str) -> None:
        self._feedback.value = (
            f'<div role="status" class="registres-reponse" style="border-color: {colour}">{html}</div>'
        )


def _input(question: Question, choices: Sequence[str], submit: Callable[[], None]) -> AnswerInput:
    if question.kind is Kind.FILL:
        return FillInput(submit)
    if question.kind is Kind.ORDER:
        return OrderInput(choices)
    return SingleInput(choices) if question.kind is Kind.SINGLE else MultipleInput(choices)
