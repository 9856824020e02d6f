"""`checker site`: the executed course as pages that are read without running anything."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from checker.course.edition import require_answers
from checker.course.lab import Lab, course_root
from checker.messages import site as say
from checker.messages.quantities import duration_of
from checker.site.build import build_site


@click.command(help=say.HELP)
@click.argument("folder", metavar=say.METAVAR_FOLDER, type=click.Path(path_type=Path))
@click.option("--atelier", "only", metavar=say.METAVAR_LAB, multiple=True, help=say.HELP_LAB)
@click.option("-j", "--jobs", type=click.IntRange(1, 32), default=2, show_default=True, help=say.HELP_JOBS)
def command(folder: Path, only: tuple[str, ...], jobs: int) -> None:
    """Build a site and say what it holds."""
    require_answers(course_root())
    console = Console(stderr=True, soft_wrap=True)
    columns = (TextColumn("{task.description}"), BarColumn(24), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        site = build_site(
            folder, course_root(), only=[o.strip("/") for o in only], jobs=jobs, report=_Steps(bar).report
        )
    click.echo(say.links(site.links.internal, len(site.links.external)))
    click.echo(say.written(site.place, site.pages))


class _Steps:
    """A bar for each lab under way, and a line for each that was played."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._lock = threading.Lock()
        self._tasks: dict[str, tuple[TaskID, float]] = {}

    def report(self, lab: Lab, done: int, total: int) -> None:
        """Show how far a lab has come."""
        with self._lock:
            if lab.id not in self._tasks:
                self._tasks[lab.id] = self._bar.add_task(lab.id, total=total), time.monotonic()
            task, started = self._tasks[lab.id]
            self._bar.update(task, completed=done)
            if done == total:
                self._bar.update(task, visible=False)
                line = say.played(lab.id, duration_of(time.monotonic() - started))
                self._bar.console.print(f"[green]✓[/green] {line}", highlight=False)
