"""`checker grade`: one submission, or a class."""

from __future__ import annotations

import atexit
import contextlib
import gc
from pathlib import Path

import click

from checker.batch.limits import Limits
from checker.batch.nursery import Nursery
from checker.course.edition import require_answers
from checker.course.lab import course_root
from checker.course.variant import read_variant
from checker.messages import batch as say


@click.command(help=say.HELP)
@click.argument("path", metavar=say.METAVAR_COPIES, type=click.Path(path_type=Path))
@click.option("--json", "json_to", metavar=say.METAVAR_FILE, help=say.HELP_JSON)
@click.option(
    "--timeout",
    "answer_s",
    type=click.FloatRange(1, 3600),
    default=Limits.answer_s,
    show_default=True,
    metavar=say.METAVAR_SECONDS,
    help=say.HELP_TIMEOUT,
)
@click.option(
    "--deadline",
    "submission_s",
    type=click.FloatRange(10, 24 * 3600),
    default=Limits.submission_s,
    show_default=True,
    metavar=say.METAVAR_SECONDS,
    help=say.HELP_DEADLINE,
)
@click.option("-j", "--jobs", type=click.IntRange(1, 512), metavar="N", help=say.HELP_JOBS)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar=say.METAVAR_FOLDER, help=say.HELP_OUT
)
@click.option("--book", "url", metavar="URL", help=say.HELP_BOOK)
@click.option("--scheduler", metavar=say.METAVAR_ADDRESS, help=say.HELP_SCHEDULER)
@click.option("--again", is_flag=True, help=say.HELP_AGAIN)
@click.option("--lower", "may_lower", is_flag=True, help=say.HELP_LOWER)
@click.option(
    "--variants",
    "variant_list",
    type=click.Path(path_type=Path),
    metavar=say.METAVAR_FILE,
    help=say.HELP_VARIANTS,
)
@click.option("--variant", default="", metavar="CODE", help=say.HELP_VARIANT)
def command(
    path: Path,
    json_to: str | None,
    answer_s: float,
    submission_s: float,
    jobs: int | None,
    out: Path | None,
    url: str | None,
    scheduler: str | None,
    again: bool,
    may_lower: bool,
    variant_list: Path | None,
    variant: str,
) -> int:
    """Grade; the exit code says whether the grading itself worked, never what the grades are."""
    # At its very end Python would go through all that this has made, several times, to collect the garbage:
    # a fifth of a second for nothing.
    atexit.register(gc.freeze)
    require_answers(course_root())
    limits = Limits(answer_s, submission_s)
    if path.is_dir() or path.suffix.lower() == ".zip":
        if json_to is not None:
            raise click.UsageError(say.CLASS_JSON)
        if variant:
            raise click.UsageError(say.CLASS_VARIANT)
        if scheduler and jobs:
            raise click.UsageError(say.JOBS_OF_CLUSTER)
        # What the nursery imports takes as long as what is imported here: both at once.
        with contextlib.nullcontext() if scheduler else contextlib.closing(Nursery()) as nursery:
            from checker.cli import grade_class
            from checker.cli.grade_order import Order

            order = Order(path, out, url, jobs, scheduler, limits, again, may_lower, variant_list)
            return grade_class.run(order, nursery)
    if any((out, url, again, may_lower, jobs, scheduler, variant_list)):
        raise click.UsageError(say.ONE_COPY)
    with contextlib.closing(Nursery()) as nursery:
        from checker.cli import grade_one

        return grade_one.run(path, limits, json_to, read_variant(variant), nursery)
