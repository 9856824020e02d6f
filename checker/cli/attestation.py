"""`checker attestation`: is a page that a learner shows the one of these verdicts?"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice
from pathlib import Path

import click

from checker import __version__
from checker.course.lab import read_labs
from checker.errors import CheckerError
from checker.messages import attestation as say
from checker.progress.attestation import Attestation, ExerciseRecord, attest, differences
from checker.progress.attestation_page import cells, read_back, render
from checker.progress.journal import NAME, read_events
from checker.sandbox.places import data_folder

LARGEST_PAGE = 500_000
MOST_LINES = 10
MOST_COMPARED = 2000
LINE = 120


@click.group(name="attestation", help=say.GROUP_HELP)
def command() -> None:
    """Hold the subcommand."""


@command.command(name="verify", help=say.VERIFY_HELP)
@click.argument("page", metavar=say.METAVAR_FILE, type=click.Path(path_type=Path))
@click.option(
    "--progression",
    "progress",
    metavar=say.METAVAR_FILE,
    type=click.Path(path_type=Path),
    help=say.PROGRESS_HELP,
)
def verify(page: Path, progress: Path | None) -> int:
    """Compare a page with a progress file; exit code 0 when it is the one of these verdicts."""
    text = _text(page)
    try:
        shown, fingerprint = read_back(text)
        expected = render(shown)
    except (ValueError, OverflowError, OSError) as exc:  # dates that no calendar has are no dates of ours
        raise CheckerError(say.no_attestation(page), do=say.CHOOSE_A_PAGE) from exc
    made = _again(shown, progress or data_folder() / NAME)
    checks = [
        _tell(fingerprint == shown.fingerprint, say.SAME_FINGERPRINT, say.OTHER_FINGERPRINT),
        _tell_text(text, expected, shown.version),
        _tell(made == shown, say.SAME_VERDICTS, say.OTHER_VERDICTS, _disagreements(shown, made)),
    ]
    finished = all(record.solved is not None for lab in made.labs for record in lab.exercises)
    if not finished:
        _tell(False, "", say.NOT_ALL_SOLVED)
    good = all(checks) and finished
    click.echo(say.GOOD if good else say.BAD)
    return 0 if good else 1


def _text(page: Path) -> str:
    try:
        with page.open("rb") as file:
            data = file.read(LARGEST_PAGE + 1)
    except OSError as exc:
        raise CheckerError(say.no_such_page(page), do=say.CHOOSE_A_PAGE) from exc
    try:
        # A page that went through an editor or by mail may have other line ends.
        return data.decode("utf-8-sig").replace("\r\n", "\n") if len(data) <= LARGEST_PAGE else ""
    except UnicodeDecodeError as exc:
        raise CheckerError(say.no_attestation(page), do=say.CHOOSE_A_PAGE) from exc


def _again(shown: Attestation, progress: Path) -> Attestation:
    """What the progress file says of the same moment, under the same name."""
    if not progress.is_file():
        raise CheckerError(say.no_such_progress(progress), do=say.CHOOSE_A_PROGRESS)
    return attest(
        read_labs(),
        read_events(progress),
        shown.name,
        version=shown.version,
        issued=shown.issued,
        utc_offset_s=shown.utc_offset_s,
    )


def _tell(good: bool, yes: str, no: str, lines: Iterable[str] = ()) -> bool:
    click.echo(f"{say.YES_SIGN} {yes}" if good else f"{say.NO_SIGN} {no}")
    if not good:
        more = iter(lines)
        for line in islice(more, MOST_LINES):
            click.echo(line)
        if rest := sum(1 for _ in more):
            click.echo(say.more(rest))
    return good


def _tell_text(text: str, expected: str, version: str) -> bool:
    if text != expected and version != __version__:
        click.echo(f"{say.UNKNOWN_SIGN} {say.other_version(version, __version__)}")
        return False
    return _tell(text == expected, say.SAME_TEXT, say.OTHER_TEXT, _changes(expected, text))


def _changes(expected: str, found: str) -> Iterator[str]:
    """The lines that are not what they should be, without their marks."""
    wanted, read = expected.splitlines(), found.splitlines()[:MOST_COMPARED]
    for kind, i, j, k, m in difflib.SequenceMatcher(None, wanted, read, autojunk=False).get_opcodes():
        if kind != "equal":
            yield say.read_instead(_words(wanted[i:j]), _words(read[k:m]))


def _words(lines: list[str]) -> str:
    """The beginning of a text that anybody may have written, fit for a terminal."""
    bare = re.sub(r"<[^>]*>", " ", " ".join(lines)[: 20 * LINE])
    return " ".join("".join(c if c.isprintable() else " " for c in unescape(bare)).split())[:LINE]


def _disagreements(shown: Attestation, made: Attestation) -> Iterator[str]:
    found = False
    for title, on_page, in_file in differences(shown, made):
        found = True
        yield say.differs(title, _facts(on_page, shown), _facts(in_file, made))
    if not found:
        yield f"  {say.OTHER_EVENTS if shown.events != made.events else say.OTHER_COURSE}"


def _facts(record: ExerciseRecord | None, of: Attestation) -> str:
    return say.ABSENT if record is None else say.facts(*cells(record, of.utc_offset_s))
