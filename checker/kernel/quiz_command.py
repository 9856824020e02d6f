"""The command `%quiz`."""

from __future__ import annotations

import os
import platform

from checker.course.inline import as_plain
from checker.course.lab import Lab, find_lab
from checker.course.quiz import Quiz
from checker.errors import CheckerError
from checker.kernel.desk import Context, Desk
from checker.kernel.quiz_view import QuizView
from checker.messages import quiz as say


def quiz(context: Context, args: list[str]) -> None:
    """Ask a lab's questions; the sandbox is not needed.

    Raises:
        CheckerError: no such lab, or it has no quiz.
    """
    lab, asked = _named(args)
    if not context.interactive:
        context.print(_as_lines(lab, asked))
        return
    desk = Desk.of(context)
    view = desk.on_loop(lambda: _view(desk, lab, asked))
    context.display(view.widget)


def _named(args: list[str]) -> tuple[Lab, Quiz]:
    if len(args) != 1:
        raise CheckerError(say.ONE_LAB, do=say.NAME_LAB)
    lab = find_lab(args[0])
    if lab.quiz is None:
        raise CheckerError(say.no_quiz(lab.title), do=say.NAME_LAB)
    return lab, lab.quiz


def _view(desk: Desk, lab: Lab, asked: Quiz) -> QuizView:
    """The quiz's one view: shown twice, both tell the same."""
    views: dict[str, QuizView] = desk.context.memo.setdefault("quizzes", {})
    if lab.id not in views:
        views[lab.id] = QuizView(desk.journal, lab.title, asked, _seed())
    return views[lab.id]


def _seed() -> str:
    """What tells this learner from the one at the next table, whose choices are in another order."""
    return f"{platform.node()}/{os.environ.get('USER') or os.environ.get('USERNAME', '')}"


def _as_lines(lab: Lab, asked: Quiz) -> str:
    """The questions and their choices, without the answers."""
    lines = [say.title(lab.title)]
    for number, question in enumerate(asked.questions, start=1):
        lines += ["", say.question(number, as_plain(question.text))]
        lines += [f"  - {as_plain(choice)}" for choice in question.choices(_seed())]
    return "\n".join(lines)
