"""Who grades a class, this computer or a cluster, found and opened as soon as there is something to grade."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console

from checker.batch.crew import LocalCrew, open_crew
from checker.batch.nursery import Nursery
from checker.batch.submission import Submission
from checker.cli.grade_order import Order
from checker.course.digest import lab_digest
from checker.course.lab import Lab, course_root
from checker.messages import grade_class as say
from checker.sandbox.capacity import capacity

if TYPE_CHECKING:
    from checker.batch.cluster import DaskCrew

SPARES = 1
"""One sandbox is enough to begin the next submission at once: several are never needed at the same moment."""


class ClassCrew:
    """The crew of one class; `close` ends what `open` began.

    Args:
        order: what the instructor asks for.
        labs: the labs of the course.
        console: where it is told that less is possible than what is asked for.
        nursery: who starts the kernels on this computer, if it is there already.
    """

    def __init__(
        self, order: Order, labs: Sequence[Lab], console: Console, nursery: Nursery | None = None
    ) -> None:
        self._order = order
        self._labs = labs
        self._console = console
        self._nursery = nursery
        self._opened = contextlib.ExitStack()
        self._crew: LocalCrew | DaskCrew | None = None

    def open(self, submissions: Sequence[Submission]) -> LocalCrew | DaskCrew:
        """Give the crew, the same one each time; this computer begins to prepare for the first submissions.

        Args:
            submissions: what there is to grade; the first call decides how many are graded at once.

        Raises:
            SandboxError: the cluster does not answer.
        """
        if self._crew is None:
            self._crew = self._open(submissions)
        return self._crew

    def close(self) -> None:
        """Let the cluster go, or remove all that this computer began."""
        self._opened.close()

    def _open(self, submissions: Sequence[Submission]) -> LocalCrew | DaskCrew:
        if self._order.scheduler:
            from checker.batch.cluster import DaskCrew  # takes a second to import

            courses = {lab.id: lab_digest(lab) for lab in self._labs}
            cluster = DaskCrew(self._order.scheduler, self._order.limits, courses)
            return self._opened.enter_context(contextlib.closing(cluster))
        size, spares = self._size(submissions)
        local = self._opened.enter_context(
            open_crew(size, course_root(), self._order.limits, spares=spares, nursery=self._nursery)
        )
        local.expect(submissions)
        return local

    def _size(self, submissions: Sequence[Submission]) -> tuple[int, int]:
        """How many submissions at once, and how many prepared: together never more than memory allows."""
        answered = {submission.lab for submission in submissions}
        allowed = [capacity(lab.containers) for lab in self._labs if lab.id in answered]
        most = min(largest for largest, _ in allowed)
        worthwhile = min(best for _, best in allowed)
        wanted = self._order.size
        if wanted is not None and wanted > most:
            self._console.print(say.too_many(wanted, most), markup=False)
        size = min(wanted or worthwhile, most, len(submissions))
        return size, min(SPARES, most - size)
