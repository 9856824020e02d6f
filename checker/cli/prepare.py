"""`checker prepare`: everything that a machine needs, made once; `checker cours` begins with it."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence

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

from checker.messages import cli as cli_messages
from checker.messages import images as image_messages
from checker.messages import prepare as messages
from checker.messages.quantities import duration_of, size_of

BROWSER_PACKAGES = ("chromium", "fonts-dejavu-core")
SPELLER_PACKAGES = ("hunspell", "hunspell-fr-classical")


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
        for_tests: also install the browser that the tests drive, and the dictionary that they read.

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
        steps = Steps(bar, bar.add_task(messages.ENGINE, total=len(recipes.RECIPES) + 2 + 2 * for_tests))
        _prepare_engine_and_images(steps)
        _prepare_kernel(steps)
        if for_tests:
            _prepare_browser(steps)
            _prepare_speller(steps)


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


def _prepare_browser(steps: Steps) -> None:
    """Install Debian's Chromium where that is possible; elsewhere the tests say what they lack."""
    steps.doing(messages.BROWSER)
    there = _ensure(_has_browser, BROWSER_PACKAGES, steps)
    steps.done(messages.BROWSER_THERE if there else messages.NO_BROWSER)


def _prepare_speller(steps: Steps) -> None:
    """Install Debian's French dictionary, in the same way."""
    steps.doing(messages.SPELLER)
    there = _ensure(_has_dictionary, SPELLER_PACKAGES, steps)
    steps.done(messages.SPELLER_THERE if there else messages.NO_SPELLER)


def _ensure(is_there: Callable[[], bool], names: Sequence[str], steps: Steps) -> bool:
    """Install Debian's packages where something is missing and we may; return whether it is there."""
    from checker.sandbox import packages, platform

    if not is_there() and platform.is_debian() and platform.is_root():
        packages.install(names, steps.doing)
    return is_there()


def _has_browser() -> bool:
    from checker.sandbox import packages

    return packages.find("chromium") is not None


def _has_dictionary() -> bool:
    """Whether hunspell is there and knows French: it exits with an error when it lacks the dictionary."""
    from checker.sandbox import packages

    program = packages.find("hunspell")
    if program is None:
        return False
    asked = subprocess.run([program, "-d", "fr_FR", "-l"], input=b"", capture_output=True, check=False)
    return asked.returncode == 0
