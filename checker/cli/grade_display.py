"""How far the grading of a class is: a bar with the time left, and what each worker does."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from checker.batch.crew import Began, Ended, Event, Graded
from checker.batch.run import Plan
from checker.messages import grade_class as say


class Display:
    """Shows a run as it goes; where there is no terminal, a line for each submission that ends.

    Args:
        todo: what is to be done.
        size: how many submissions at once.
        console: where.
    """

    def __init__(self, todo: Plan, size: int, console: Console) -> None:
        self._console = console
        self._names = {job.id: job.learner for job in todo.jobs}
        self._labs = {job.id: job.submission.lab for job in todo.jobs}
        self._doing: dict[int, str] = {}
        self._graded = {job.id: [g.verdict for g in job.known.values()] for job in todo.jobs}
        self._size = size
        total = sum(len(job.submission.answers) - len(job.known) for job in todo.jobs)
        self._bar = Progress(
            TextColumn(say.EXERCISES),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn(say.LEFT),
            TimeRemainingColumn(),
            console=console,
        )
        self._task: TaskID = self._bar.add_task("", total=total)
        self._live = Live(console=console, get_renderable=self._table, refresh_per_second=4, transient=True)

    def __enter__(self) -> Self:
        """Begin to show."""
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Show no more."""
        if self._console.is_terminal:
            self._live.stop()

    def show(self, event: Event) -> None:
        """Take note of an event."""
        if isinstance(event, Began):
            self._doing[event.job] = event.title
        elif isinstance(event, Graded):
            verdict = event.grade.verdict
            if verdict.is_evaluated:
                self._bar.advance(self._task)
                self._graded[event.job].append(verdict)
        elif isinstance(event, Ended):
            self._doing.pop(event.job, None)
            verdicts = self._graded[event.job]
            score, maximum = sum(v.score for v in verdicts), sum(v.max_score for v in verdicts)
            line = say.ended(self._names[event.job], self._labs[event.job], score, maximum, event.fault)
            self._console.print(line, markup=False)

    def _table(self) -> Table:
        grid = Table.grid()
        grid.add_row(self._bar)
        for job, title in list(self._doing.items())[: self._size]:
            line = say.doing(self._names[job], self._labs[job], title)
            grid.add_row(Text(line, overflow="ellipsis", no_wrap=True))
        return grid
