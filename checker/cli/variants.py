"""`checker variants`: a code for each learner of a class, so that each has values of their own."""

from __future__ import annotations

from pathlib import Path

import click

from checker.batch.variant_list import VariantList, read_names, read_variants, write_variants
from checker.course.lab import read_labs
from checker.messages import variants as say


@click.command(help=say.LIST_HELP)
@click.argument("names", metavar=say.METAVAR_NAMES, type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("variantes.csv"),
    show_default=True,
    metavar=say.METAVAR_FILE,
    help=say.HELP_OUT,
)
def command(names: Path, out: Path) -> None:
    """Complete the list; codes that were given stay."""
    labs = read_labs()
    known = read_variants(out) if out.exists() else VariantList({})
    listed = known.with_learners(read_names(names), labs)
    write_variants(listed, out)
    click.echo(say.drawn(len(listed.codes) - len(known.codes), len(listed.codes), out))
    for first, second, exercise in listed.alike(labs):
        click.echo(say.alike(first, second, exercise))
