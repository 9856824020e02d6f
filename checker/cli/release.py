"""`checker release`: the edition of the course for learners."""

from __future__ import annotations

from pathlib import Path

import click

from checker.authoring.release import release
from checker.course.lab import course_root
from checker.messages import release as say


@click.command(help=say.HELP)
@click.argument("target", metavar=say.METAVAR_TARGET, type=click.Path(path_type=Path))
def command(target: Path) -> None:
    """Make it and say what was taken out."""
    made = release(course_root(), target.resolve())
    click.echo(say.made(target, made.labs, made.exercises, made.hidden))
