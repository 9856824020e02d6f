"""`checker cours`: prepare what is missing, open JupyterLab on the notebooks, tidy up at the end."""

from __future__ import annotations

import os
import signal
import sys
import webbrowser
from types import FrameType

import click

from checker.cli.course_server import CourseServer
from checker.course.lab import course_root
from checker.errors import CheckerError
from checker.messages import cli as cli_messages
from checker.messages import cours as say
from checker.sandbox.places import state_folder


@click.command(name="cours", help=cli_messages.SUMMARIES["cours"])
@click.option("--port", default=8888, show_default=True, type=click.IntRange(1, 65535), help=say.PORT_HELP)
@click.option("--no-browser", is_flag=True, help=say.NO_BROWSER_HELP)
def command(port: int, no_browser: bool) -> None:
    """Open the course; return when the person stops it."""
    notebooks = course_root() / "notebooks"
    if not notebooks.is_dir():
        raise CheckerError(say.no_notebooks(notebooks), do=say.NO_NOTEBOOKS_DO)
    _prepare()
    click.echo(say.STARTING)
    signal.signal(signal.SIGTERM, _interrupt)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, _interrupt)
    server = CourseServer.start(notebooks, state_folder(), port=port)
    try:
        _announce(server, port, with_browser=not no_browser)
        code = server.wait()
        if code:
            raise CheckerError(say.server_ended(code, ""), do=say.see_log(server.log))
    except KeyboardInterrupt:
        click.echo("\n" + say.STOPPING)
    finally:
        server.stop()
        _remove_sandboxes()
    click.echo(say.STOPPED)


def _prepare() -> None:
    """Do what `checker prepare` does; the second time it only looks."""
    from rich.console import Console

    from checker.cli.prepare import prepare

    prepare(Console(soft_wrap=True))


def _announce(server: CourseServer, wanted_port: int, *, with_browser: bool) -> None:
    if server.port != wanted_port:
        click.echo(say.other_port(wanted_port, server.port))
    click.echo(say.ready(server.address))
    click.echo(say.HOW_TO_STOP)
    if with_browser and _has_desktop():
        webbrowser.open(server.address)


def _has_desktop() -> bool:
    """Whether a graphical browser may open: without one, Python would start a text browser right here."""
    return sys.platform in {"darwin", "win32"} or any(
        os.environ.get(v) for v in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def _remove_sandboxes() -> None:
    """Remove what kernels that were killed left behind."""
    from checker.sandbox.sweep import sweep

    sweep()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Make a closed terminal or a `kill` end the course as Ctrl+C does."""
    raise KeyboardInterrupt
