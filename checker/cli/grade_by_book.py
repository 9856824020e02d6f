"""What the grade book of a class lacks, graded and kept; then the results, written from the book."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from rich.console import Console

from checker.batch.intake import Copy
from checker.batch.run import Plan, carry_out, differences, plan
from checker.cli.class_crew import ClassCrew
from checker.cli.grade_display import Display
from checker.cli.grade_order import Order
from checker.course.lab import Lab
from checker.gradebook.book import GradeBook
from checker.gradebook.marks import read_marks
from checker.messages import grade_class as say
from checker.messages import results as say_results
from checker.messages.batch import points
from checker.results.write import write

EXIT_INCOMPLETE = 3
"""Something is not graded, by our own fault: the same command goes on."""


def grade_by_book(
    order: Order, copies: Sequence[Copy], labs: Sequence[Lab], crew: ClassCrew, console: Console
) -> int:
    """Grade what is not graded yet; the exit code of the command.

    Args:
        order: what the instructor asks for; the folder of the results is there.
        copies: what was handed in.
        labs: the labs of the course.
        crew: who grades; opened when there is something to grade.
        console: where it is told how far it is.

    Raises:
        SandboxError: the engine or the cluster does not answer.
        GradeBookError: the grade book cannot be used.
    """
    with contextlib.closing(GradeBook(order.book)) as book:
        todo = plan(copies, labs, book, again=order.again, may_lower=order.may_lower)
        for line in say.beginning(todo.tally, len(todo.jobs)):
            console.print(line, markup=False)
        try:
            if todo.jobs:
                hands = crew.open([job.submission for job in todo.jobs])
                with Display(todo, hands.size, console) as display:
                    carry_out(todo, hands, book, may_lower=order.may_lower, show=display.show)
        finally:
            overview = write(order.results, read_marks(book, labs))
            console.print(say_results.written(overview), markup=False)
        if order.again or order.may_lower:
            _show_changes(todo, book, console)
        for line in say.ending(todo.tally):
            console.print(line, markup=False)
    return EXIT_INCOMPLETE if todo.tally.faults else 0


def _show_changes(todo: Plan, book: GradeBook, console: Console) -> None:
    """Say learner by learner what is judged otherwise than before, and what of it counts."""
    lines = []
    for learner, lab, change in differences(todo, book):
        title = next((e.title for e in lab.exercises if e.id == change.exercise), change.exercise)
        before, after = change.before.verdict, change.after.verdict
        was_worth, is_worth = (points(v.score, v.max_score) for v in (before, after))
        where = f"{learner} · {lab.id} · {title}"
        lines.append(say.changed(where, was_worth, is_worth, change.adopted))
        was = {c.id: c.outcome for c in before.criteria}
        lines += [say.criterion(c.outcome, c.text) for c in after.criteria if was.get(c.id) is not c.outcome]
    for line in lines or [say.NOTHING_CHANGES]:
        console.print(line, markup=False)
