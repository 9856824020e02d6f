"""What an instructor gives to be graded: a folder or an archive, as a class or a platform hands it in."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from checker.batch.archive import ARCHIVE, NOTEBOOK, SKIPPED, Found, notebooks_in, refused
from checker.batch.submission import Submission, open_regular, parse_submission, read_notebook_file
from checker.course.lab import Lab
from checker.errors import SubmissionError
from checker.messages import intake as say

DEPTH = 6
"""Folders within folders that are looked into."""
# Moodle's archive of all submissions: `Name_12345_assignsubmission_file_…`, a folder or before the file.
_MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<rest>.*)", re.S
)
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Copy:
    """One notebook that was handed in."""

    learner: str
    handle: str
    """The number that the platform gave; empty when there is none."""
    source: str
    """Where it lies below what was given."""
    submission: Submission | None
    problem: str
    """Why there is no submission, in French."""


def collect(path: Path, labs: tuple[Lab, ...]) -> list[Copy]:
    """Read what was handed in, by learner.

    A folder (or an archive) of the class holds notebooks, or a folder or an archive per learner; the exchange
    folder of nbgrader (`submitted/<learner>/<lab>/`) and Moodle's archive of all submissions are such trees.
    Two different notebooks of one learner for one lab: neither is taken, and both are told.

    Raises:
        SubmissionError: nothing there looks like a notebook.
    """
    read = [(found.parts, *_read(found, labs)) for found in _find(path)]
    if not read:
        raise SubmissionError(say.nothing_to_grade(path), do=say.GIVE_FOLDER)
    top = _common_folder([parts for parts, *_ in read])
    copies = []
    for parts, submission, problem in read:
        learner, handle = _author(parts[top:], labs)
        copies.append(Copy(learner, handle, "/".join(parts), submission, problem))
    return sorted(_without_doubles(copies), key=lambda c: (c.learner.casefold(), c.learner, c.source))


def _read(found: Found, labs: tuple[Lab, ...]) -> tuple[Submission | None, str]:
    try:
        return parse_submission(found.read(), found.parts[-1], labs), ""
    except SubmissionError as exc:
        return None, str(exc)


def _find(path: Path) -> Iterator[Found]:
    if path.is_dir():
        exchange = path / "submitted"
        yield from _folder(exchange if exchange.is_dir() else path, ())
    elif path.suffix.lower() == ARCHIVE:
        yield from _archive(path, path.name)
    else:
        raise SubmissionError(say.not_there(path), do=say.GIVE_FOLDER)


def _folder(folder: Path, parts: tuple[str, ...]) -> Iterator[Found]:
    try:
        with os.scandir(folder) as entries:
            children = sorted(entries, key=lambda entry: entry.name)
    except OSError as exc:
        yield refused(
            (*parts, folder.name), say.unreadable("/".join(parts) or str(folder), str(exc.strerror))
        )
        return
    for child in children:
        # Names that are no UTF-8 cannot be printed nor kept.
        here = (*parts, child.name.encode("utf-8", "replace").decode())
        suffix = PurePosixPath(child.name).suffix.lower()
        if child.name in SKIPPED:
            continue
        if child.is_symlink():
            if suffix in (NOTEBOOK, ARCHIVE) or not parts:
                yield refused(here, say.link("/".join(here)))
        elif child.is_dir(follow_symlinks=False):
            deep = len(here) > DEPTH
            yield from [refused(here, say.too_deep("/".join(here)))] if deep else _folder(Path(child), here)
        elif suffix == NOTEBOOK:
            yield Found(here, lambda path=Path(child): read_notebook_file(path))  # type: ignore[misc]
        elif suffix == ARCHIVE:
            for found in _archive(Path(child), child.name):
                yield Found((*parts, PurePosixPath(here[-1]).stem, *found.parts), found.read)


def _archive(path: Path, name: str) -> Iterator[Found]:
    try:
        with open_regular(path) as file:
            yield from notebooks_in(file, name)
    except SubmissionError as exc:
        yield refused((name,), exc.what)


def _common_folder(ways: Sequence[tuple[str, ...]]) -> int:
    """How many folders at the top hold nothing but one another: an archive made of the class's folder."""
    top = 0
    while len({way[top] for way in ways}) == 1 and all(len(way) > top + 2 for way in ways):
        top += 1
    return top


def _author(parts: tuple[str, ...], labs: Sequence[Lab]) -> tuple[str, str]:
    """The learner that a way names, and the platform's number: by the first folder, else by the file."""
    first = parts[0] if len(parts) > 1 else PurePosixPath(parts[0]).stem
    moodle = _MOODLE.fullmatch(first)
    if moodle:
        return moodle["name"].strip()[:_LONGEST_NAME], moodle["number"]
    if len(parts) == 1:
        for lab in labs:
            bare = re.sub(rf"[\s_.-]*{re.escape(lab.id)}[\s_.-]*", "", first)
            first = bare or first
    return first.strip()[:_LONGEST_NAME] or say.NAMELESS, ""


def _without_doubles(copies: Sequence[Copy]) -> Iterator[Copy]:
    groups: dict[tuple[str, str], list[Copy]] = defaultdict(list)
    for copy in copies:
        if copy.submission is None:
            yield copy
        else:
            groups[copy.learner, copy.submission.lab].append(copy)
    for group in groups.values():
        answers = [copy.submission.answers for copy in group if copy.submission]
        if all(each == answers[0] for each in answers):
            yield group[0]
            continue
        problem = say.several(group[0].learner, [copy.source for copy in group])
        yield from (Copy(c.learner, c.handle, c.source, None, problem) for c in group)
