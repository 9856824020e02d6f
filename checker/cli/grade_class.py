"""`checker grade` of a class: what is handed in is graded in parallel and kept in a grade book."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from checker.batch.assignment import assign
from checker.batch.crew import LocalCrew, open_crew
from checker.batch.intake import collect
from checker.batch.limits import Limits
from checker.batch.nursery import Nursery
from checker.batch.run import Plan, carry_out, differences, plan
from checker.batch.variant_list import read_variants
from checker.cli.grade_display import Display
from checker.course.lab import Lab, course_root, read_labs
from checker.gradebook.book import GradeBook
from checker.gradebook.marks import read_marks
from checker.messages import grade_class as say
from checker.messages import results as say_results
from checker.messages.batch import points
from checker.results.write import write
from checker.sandbox import lock
from checker.sandbox.capacity import capacity

if TYPE_CHECKING:
    from checker.batch.cluster import DaskCrew

EXIT_INCOMPLETE = 3
"""Something is not graded, by our own fault: the same command goes on."""
BOOK = "notes.sqlite"
SPARES = 1
"""One sandbox is enough to begin the next submission at once: several are never needed at the same moment."""


@dataclass(frozen=True)
class Order:
    """What the instructor asks for."""

    path: Path
    out: Path | None
    """Folder of the results; by default beside what is graded."""
    url: str | None
    """The grade book; by default a file among the results."""
    size: int | None
    """How many submissions at once; by default, what the computer carries."""
    scheduler: str | None
    """Address of a Dask scheduler whose workers grade; by default, this computer does."""
    limits: Limits
    again: bool
    may_lower: bool
    variant_list: Path | None
    """Whose variant is which; without it, everybody has the same values."""


def run(order: Order, nursery: Nursery | None = None) -> int:
    """Grade a class; the exit code is 0 when everything that can be graded is graded.

    Args:
        order: what the instructor asks for.
        nursery: who starts the kernels on this computer, if it is there already.

    Raises:
        SubmissionError: there is nothing to grade, or the list of variants cannot be read.
        SandboxError: the engine does not answer.
        GradeBookError: the grade book cannot be used.
    """
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    labs = read_labs()
    listed = read_variants(order.variant_list) if order.variant_list else None
    copies = assign(collect(order.path, labs), labs, listed)
    out = order.out or order.path.absolute().with_name(f"{order.path.absolute().stem}-notes")
    out.mkdir(parents=True, exist_ok=True)
    with (
        _alone(out, console),
        contextlib.closing(GradeBook(order.url or f"sqlite:///{out / BOOK}")) as book,
        # The results are written while the last sandboxes are removed.
        contextlib.ExitStack() as crews,
    ):
        todo = plan(copies, labs, book, again=order.again, may_lower=order.may_lower)
        for line in say.beginning(todo.tally, len(todo.jobs)):
            console.print(line, markup=False)
        try:
            if todo.jobs:
                crew = crews.enter_context(_crew(todo, labs, order, console, nursery))
                with Display(todo, crew.size, console) as display:
                    carry_out(todo, crew, book, may_lower=order.may_lower, show=display.show)
        finally:
            overview = write(out, read_marks(book, labs))
            console.print(say_results.written(overview), markup=False)
        if order.again or order.may_lower:
            _show_changes(todo, book, console)
        for line in say.ending(todo.tally):
            console.print(line, markup=False)
    return EXIT_INCOMPLETE if todo.tally.faults else 0


@contextlib.contextmanager
def _crew(
    todo: Plan, labs: tuple[Lab, ...], order: Order, console: Console, nursery: Nursery | None
) -> Iterator[LocalCrew | DaskCrew]:
    if order.scheduler:
        from checker.batch.cluster import DaskCrew  # takes a second to import

        with contextlib.closing(DaskCrew(order.scheduler, order.limits, todo.courses)) as crew:
            yield crew
    else:
        size, spares = _size(todo, labs, order.size, console)
        with open_crew(size, course_root(), order.limits, spares=spares, nursery=nursery) as local:
            yield local


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


def _size(todo: Plan, labs: tuple[Lab, ...], wanted: int | None, console: Console) -> tuple[int, int]:
    """How many submissions at once, and how many prepared: together never more than memory allows."""
    answered = {job.submission.lab for job in todo.jobs}
    allowed = [capacity(lab.containers) for lab in labs if lab.id in answered]
    most = min(largest for largest, _ in allowed)
    worthwhile = min(best for _, best in allowed)
    if wanted is not None and wanted > most:
        console.print(say.too_many(wanted, most), markup=False)
    size = min(wanted or worthwhile, most, len(todo.jobs))
    return size, min(SPARES, most - size)


@contextlib.contextmanager
def _alone(out: Path, console: Console) -> Iterator[None]:
    """Two gradings into one folder would do the same work twice: the second one waits."""
    with lock.held(out / ".verrou", on_wait=lambda: console.print(say.WAITING, markup=False)):
        yield
