"""`checker adjust`: points decided by a person, with a reason; they outlive every regrading."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from pathlib import Path

import click

from checker.cli.grade_order import BOOK
from checker.course.lab import Lab, read_labs
from checker.errors import CheckerError
from checker.gradebook.adjustment import Adjustment, read_points
from checker.gradebook.book import Entry, GradeBook
from checker.gradebook.marks import read_marks
from checker.messages import adjust as say
from checker.results.write import write


@click.command(help=say.HELP, context_settings={"ignore_unknown_options": True})
@click.argument("out", metavar=say.METAVAR_FOLDER, type=click.Path(path_type=Path, file_okay=False))
@click.argument("learner", metavar=say.METAVAR_LEARNER)
@click.argument("target", metavar=say.METAVAR_TARGET)
@click.argument("points", metavar=say.METAVAR_POINTS, required=False, default="")
@click.option("--reason", default="", metavar=say.METAVAR_TEXT, help=say.HELP_REASON)
@click.option("--cancel", is_flag=True, help=say.HELP_CANCEL)
@click.option("--book", "url", metavar="URL", help=say.HELP_BOOK)
def command(
    out: Path, learner: str, target: str, points: str, reason: str, cancel: bool, url: str | None
) -> None:
    """Keep the decision and write the results anew."""
    if cancel == bool(points):
        raise click.UsageError(say.POINTS_OR_CANCEL)
    if not reason.strip():
        raise CheckerError(say.NO_REASON, do=say.GIVE_REASON)
    if url is None and not (out / BOOK).exists():
        raise CheckerError(say.no_book(out), do=say.GRADE_FIRST)
    labs = read_labs()
    with contextlib.closing(GradeBook(url or f"sqlite:///{out / BOOK}")) as book:
        entries = book.entries()
        lab, exercise = _target(target, labs)
        _check_learner(learner, lab, entries)
        book.adjust(Adjustment(learner, lab, exercise, read_points(points), reason.strip(), time.time()))
        marks = read_marks(book, labs)
        write(out, marks)
    (found,) = (each for each in marks.learners if (each.entry.learner, each.lab.id) == (learner, lab))
    click.echo(say.done(learner, lab, found.score, found.max_score))


def _target(target: str, labs: Sequence[Lab]) -> tuple[str, str]:
    """Lab and exercise that a person names, the latter empty for the whole lab; the numbers are enough.

    Raises:
        CheckerError: nothing, or several things, are named so.
    """
    wanted_lab, _, wanted = target.strip("/").partition("/")
    found = [lab for lab in labs if lab.id.startswith(wanted_lab)]
    if wanted_lab and len(found) == 1 and not wanted:
        return found[0].id, ""
    names = [e.id for lab in found for e in lab.exercises if e.folder.name.startswith(wanted)]
    if not wanted_lab or not wanted or len(found) != 1 or len(names) != 1:
        raise CheckerError(say.no_target(target[:80]), do=say.TARGET_EXAMPLES)
    return found[0].id, names[0]


def _check_learner(learner: str, lab: str, entries: Sequence[Entry]) -> None:
    known = sorted({entry.learner for entry in entries if entry.lab == lab})
    if learner not in known:
        raise CheckerError(say.no_learner(learner[:80], lab), do=say.learners(known))
