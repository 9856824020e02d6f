"""`checker collect`: a learner's notebook made ready to hand in."""

from __future__ import annotations

import re
from pathlib import Path

import click

from checker.batch.handin import make_handin, write_handin
from checker.course.lab import read_labs
from checker.errors import SubmissionError
from checker.messages import handin as say
from checker.messages import variants
from checker.progress.own_variant import own_variant


@click.command(help=say.HELP)
@click.argument("path", metavar=say.METAVAR_NOTEBOOK, type=click.Path(path_type=Path))
@click.option("--name", default="", metavar=say.METAVAR_NAME, help=say.HELP_NAME)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar=say.METAVAR_FILE, help=say.HELP_OUT
)
def command(path: Path, name: str, out: Path | None) -> None:
    """Make a notebook ready and say what is in it."""
    labs = read_labs()
    variant = own_variant()
    handin = make_handin(path, labs, variant)
    lab = handin.submission.lab
    safe_name = re.sub(r"[^\w .'-]", "", name).strip(" .")
    target = out or path.with_name(say.file_name(safe_name, lab))
    if target.exists() and path.exists() and target.samefile(path):
        raise SubmissionError(say.NOT_ITSELF, do=say.CHOOSE_OTHER)
    write_handin(handin, target)
    total = len(handin.submission.answers)
    click.echo(say.answered(lab, total - len(handin.missing), total))
    if handin.missing:
        click.echo(say.missing(handin.missing))
    if any(each.id == lab and each.has_values for each in labs):
        click.echo(variants.handed_in(variant))
    for remark in handin.submission.remarks:
        click.echo(remark)
    if handin.secrets:
        click.echo(say.scrubbed(handin.secrets))
    click.echo(say.written(target))
