"""`checker lab`: begin a lab."""

from __future__ import annotations

import click

from checker.authoring.new_lab import new_lab
from checker.course.lab import course_root
from checker.messages import new_lab as say


@click.group(name="lab", help=say.GROUP_HELP)
def command() -> None:
    """Hold the subcommand."""


@command.command(name="new", help=say.HELP)
@click.argument("name", metavar=say.METAVAR_NAME)
@click.option("--title", default="", metavar=say.METAVAR_TITLE, help=say.HELP_TITLE)
def new(name: str, title: str) -> None:
    """Make a lab from the skeleton and say what comes next."""
    made = new_lab(course_root(), name, title)
    click.echo(say.made(made.folder, made.notebook, name))
