"""`checker engine start|stop|status`: the outer Docker engine."""

from __future__ import annotations

from pathlib import Path

import click

from checker.errors import EngineUnavailableError
from checker.messages import engine as messages


@click.group(name="engine", help=messages.HELP)
def command() -> None:
    """Hold the sub-commands."""


_apart = click.option(
    "--apart", type=click.Path(file_okay=False, path_type=Path), metavar="DOSSIER", help=messages.HELP_APART
)


@command.command(help=messages.HELP_START)
@_apart
def start(apart: Path | None) -> None:
    """Make an engine answer."""
    from checker.sandbox import engine

    def say(line: str) -> None:
        click.echo(line, err=True)

    if apart:
        engine.ensure_apart(apart, say)
        _say_ours(apart)
    else:
        engine.ensure(say)
        _say_status()


@command.command(help=messages.HELP_STOP)
@_apart
def stop(apart: Path | None) -> None:
    """Stop the engine that we started."""
    from checker.sandbox import daemon

    click.echo(messages.STOPPED if daemon.stop(apart) else messages.NOT_OURS)


@command.command(help=messages.HELP_STATUS)
@_apart
def status(apart: Path | None) -> None:
    """Say which engine answers and where it comes from."""
    from checker.sandbox import daemon

    if apart is None:
        _say_status()
    elif daemon.running(apart):
        _say_ours(apart)
    else:
        do = messages.start_apart(apart)
        raise EngineUnavailableError(messages.NO_ENGINE, do=do)


def _say_status() -> None:
    from checker.sandbox import daemon, engine

    found, client = engine.find()
    click.echo(messages.answers(found.host, client.version()["Version"]))
    ours = daemon.running()
    if ours and found.host == f"unix://{ours.socket}":
        _say_ours(None)
    else:
        click.echo(messages.NOT_STARTED_BY_US)


def _say_ours(apart: Path | None) -> None:
    from checker.sandbox import daemon

    ours = daemon.running(apart)
    if ours:
        if apart:
            click.echo(messages.address(f"unix://{ours.socket}"))
        click.echo(messages.ours(ours.pid, daemon.log_file(apart)))
