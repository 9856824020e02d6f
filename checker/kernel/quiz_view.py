"""A lab's quiz: all its questions below each other, and how many are answered. Lives on the event loop."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from checker.course.answer import Answer
from checker.course.question import Question
from checker.course.quiz import Quiz
from checker.kernel.question_view import QuestionView
from checker.kernel.quiz_style import STYLE
from checker.messages import quiz as say
from checker.progress.journal import Journal


class QuizView:
    """What the learner sees of a quiz, and what was answered there.

    Args:
        journal: where answers are kept.
        title: the lab's.
        quiz: the questions.
        seed: decides in which order choices are shown.
    """

    def __init__(self, journal: Journal, title: str, quiz: Quiz, seed: str) -> None:
        self._journal = journal
        self._quiz = quiz
        self._status = widgets.HTML()
        answers = journal.answers(quiz)
        self._questions = [
            QuestionView(number, question, question.choices(seed), self._answered)
            for number, question in enumerate(quiz.questions, start=1)
        ]
        for view in self._questions:
            id_ = view.question.id
            view.restore(answers.last.get(id_), was_right=id_ in answers.right)
        heading = escape(say.title(title))
        head = f'{STYLE}<div role="heading" aria-level="3"><strong>{heading}</strong></div>'
        self.widget = widgets.VBox(
            [widgets.HTML(head), self._status, *(view.widget for view in self._questions)]
        )
        self.widget.add_class("registres-quiz")
        self._tell()

    def _answered(self, question: Question, answer: Answer) -> None:
        self._journal.answered(self._quiz, question.id, answer)
        self._tell()

    def _tell(self) -> None:
        answers = self._journal.answers(self._quiz)
        told = f"{say.progress(len(answers.right), answers.total)} {self._journal.trouble}"
        self._status.value = f'<div role="status">{escape(told.strip())}</div>'
