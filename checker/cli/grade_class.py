"""`checker grade` of a class: what is handed in is graded in parallel and kept in a grade book."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from checker.batch.assignment import assign
from checker.batch.intake import collect
from checker.batch.nursery import Nursery
from checker.batch.variant_list import read_variants
from checker.cli.class_crew import ClassCrew
from checker.cli.grade_order import Order
from checker.cli.interruption import hold_interruptions
from checker.course.lab import read_labs
from checker.messages import grade_class as say
from checker.sandbox import lock


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
    order.results.mkdir(parents=True, exist_ok=True)
    with (
        _alone(order.results, console),
        # The results are written while the last sandboxes are removed.
        contextlib.closing(ClassCrew(order, labs, console, nursery)) as crew,
    ):
        handed_in = [copy.submission for copy in copies if copy.submission]
        with hold_interruptions():
            if order.is_first and handed_in:
                # All of them are to be graded: a sandbox starts while the libraries of the book are imported.
                crew.open(handed_in)
            from checker.cli.grade_by_book import grade_by_book

        return grade_by_book(order, copies, labs, crew, console)


@contextlib.contextmanager
def _alone(out: Path, console: Console) -> Iterator[None]:
    """Two gradings into one folder would do the same work twice: the second one waits."""
    with lock.held(out / ".verrou", on_wait=lambda: console.print(say.WAITING, markup=False)):
        yield
