"""`checker images [list|export|import|prune]`: the images of the course on the Docker engine."""

from __future__ import annotations

from pathlib import Path

import click

from checker.messages import archive as archive_messages
from checker.messages import images as messages
from checker.messages.quantities import size_of

_TABLE_WIDTH = 100
"""What the table needs so that no tag is cut, when the output has no width of its own."""


@click.group(name="images", help=messages.HELP, invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """List the images when no sub-command is given."""
    if context.invoked_subcommand is None:
        context.invoke(list_images)


@command.command(name="list", help=messages.HELP_LIST)
def list_images() -> None:
    """Show the images in a table."""
    from rich.console import Console
    from rich.table import Column, Table

    from checker.sandbox import engine, images

    table = Table(*(Column(title, no_wrap=True) for title in messages.COLUMNS))
    for state in images.states(engine.connect()):
        source = messages.SOURCES[state.source] if state.is_current else messages.OLD
        date = state.created.strftime("%d/%m/%Y %H:%M") if state.created else ""
        size = size_of(state.size) if state.is_present else ""
        table.add_row(state.name, state.tag, source, size, date)
    Console(width=max(Console().width, _TABLE_WIDTH)).print(table)


@command.command(name="export", help=messages.HELP_EXPORT)
@click.argument("archive", type=click.Path(dir_okay=False, path_type=Path))
def export_images(archive: Path) -> None:
    """Write the images into one file."""
    from checker.sandbox import archive as archives
    from checker.sandbox import engine

    size = archives.export(archive, engine.connect(), _say)
    click.echo(archive_messages.exported(archive, size_of(size)))


@command.command(name="import", help=messages.HELP_IMPORT)
@click.argument("archive", type=click.Path(dir_okay=False, path_type=Path))
def import_images(archive: Path) -> None:
    """Load the images from one file."""
    from checker.sandbox import archive as archives
    from checker.sandbox import engine

    loaded = archives.load(archive, engine.ensure(_say), _say)
    click.echo(archive_messages.imported(len(loaded)))


@command.command(name="prune", help=messages.HELP_PRUNE)
def prune_images() -> None:
    """Remove the images of other versions of the course."""
    from checker.sandbox import engine, images

    removed = images.prune(engine.connect())
    for tag in removed:
        click.echo(messages.removed(tag))
    if not removed:
        click.echo(messages.NOTHING_OLD)


def _say(line: str) -> None:
    click.echo(line, err=True)
