"""`checker prepare`: everything that a machine needs, made once; `checker cours` begins with it."""

from __future__ import annotations

import time
from collections.abc import Callable

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

from checker.cli import tooling
from checker.messages import cli as cli_messages
from checker.messages import images as image_messages
from checker.messages import prepare as messages
from checker.messages.quantities import duration_of, size_of


@click.command(name="prepare", help=cli_messages.SUMMARIES["prepare"])
@click.option("--tests", "for_tests", is_flag=True, help=messages.HELP_TESTS)
def command(for_tests: bool) -> None:
    """Prepare this machine and say so."""
    console = Console(soft_wrap=True)
    prepare(console, for_tests=for_tests)
    console.print(messages.READY)


def prepare(console: Console | None = None, *, for_tests: bool = False) -> None:
    """Make what is missing: an engine that answers, the images, the kernel's specification.

    Args:
        console: where the steps are told, the terminal by default.
        for_tests: also install what the tests need: a browser, a dictionary, a database.

    Raises:
        CheckerError: something is missing that cannot be made here.
    """
    from checker.sandbox import recipes

    columns = (
        SpinnerColumn(),
        BarColumn(24),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console or Console(soft_wrap=True), transient=True) as bar:
        count = len(recipes.RECIPES) + 2 + len(tooling.TOOLS) * for_tests
        steps = Steps(bar, bar.add_task(messages.ENGINE, total=count))
        _prepare_engine_and_images(steps)
        _prepare_kernel(steps)
        if for_tests:
            tooling.prepare(steps.doing, steps.done)


class Steps:
    """The progress bar: what is being done beside it, what is done in lines above it."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar = bar
        self._task = task
        self._since = time.monotonic()

    def doing(self, line: str) -> None:
        """Say what is being done."""
        self._bar.update(self._task, description=line)

    def done(self, line: Callable[[str], str] | str) -> None:
        """Say that a step is done; a function is given how long it took."""
        now = time.monotonic()
        text = line if isinstance(line, str) else line(duration_of(now - self._since))
        self._since = now
        self._bar.console.print(f"[green]✓[/green] {text}", highlight=False)
        self._bar.advance(self._task)


def _prepare_engine_and_images(steps: Steps) -> None:
    from checker.sandbox import engine, images

    steps.doing(messages.ENGINE)
    engine.ensure(steps.doing)
    found, client = engine.find()
    steps.done(messages.engine_found(client.version()["Version"], found.host))
    for state in images.states(client):
        if state.is_current and state.is_present:
            steps.done(messages.image_there(state.name))

    def made(name: str) -> None:
        state = next(s for s in images.states(client) if s.is_current and s.name == name)
        source, size = image_messages.SOURCES[state.source], size_of(state.size)
        steps.done(lambda duration: messages.image_made(name, source, size, duration))

    images.ensure_images(steps.doing, client=client, done=made)


def _prepare_kernel(steps: Steps) -> None:
    from checker.kernel import kernelspec

    steps.doing(messages.KERNEL)
    kernelspec.install()
    steps.done(messages.kernel_installed(kernelspec.KERNEL_NAME))
