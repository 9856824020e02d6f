"""What an instructor gives to be graded: a folder or an archive, as a class or a platform hands it in."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from checker.batch.archive import (
    ARCHIVE,
    DEPTH,
    NOTEBOOK,
    Found,
    is_left_behind,
    learners_archive,
    notebooks_in,
    part,
    refused,
    something_else,
)
from checker.batch.names import distinct
from checker.batch.submission import Submission, open_regular, parse_submission, read_notebook_file
from checker.course.lab import Lab
from checker.errors import SubmissionError
from checker.messages import intake as say
from checker.messages.reasons import why

MOST = 30
"""Notebooks of one learner."""
# Moodle's archive of all submissions: `Name_12345_assignsubmission_file_…`, a folder or before the file.
_MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<rest>.*)", re.S
)


@dataclass(frozen=True)
class Copy:
    """One notebook that was handed in."""

    learner: str
    """Fit to be shown, as are all its words; two learners never share one."""
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
    Two different notebooks of one learner for one lab: neither is taken, and both are told. Who handed in no
    notebook at all is told too.

    Raises:
        SubmissionError: nothing there looks like a notebook.
    """
    read = [(found, *_read(found, labs)) for found in _find(path)]
    notebooks = [found.parts for found, *_ in read if found.is_notebook]
    if not notebooks:
        raise SubmissionError(say.nothing_to_grade(path), do=say.GIVE_FOLDER)
    top = _common_folder(notebooks, labs)
    copies: list[Copy] = []
    others: list[Copy] = []
    for found, submission, problem in read:
        parts = found.parts[top:]
        if found.is_notebook or len(parts) > 1 or (parts and _MOODLE.fullmatch(parts[0])):
            copy = Copy(*_author(parts, labs), "/".join(found.parts), submission, problem)
            (copies if found.is_notebook else others).append(copy)
    copies += _without_notebook(others, copies)
    kept = _without_doubles(_without_heaps(_without_namesakes(copies)))
    return sorted(kept, key=lambda c: (c.learner.casefold(), c.learner, c.source))


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
        with open_regular(path, str(path)) as file:
            yield from notebooks_in(file, path.name, of_class=True)
    else:
        raise SubmissionError(say.not_there(path), do=say.GIVE_FOLDER)


def _folder(folder: Path, parts: tuple[str, ...]) -> Iterator[Found]:
    try:
        with os.scandir(folder) as entries:
            children = sorted(entries, key=lambda entry: entry.name)
    except OSError as exc:
        if not parts:
            raise SubmissionError(say.unreadable(str(folder), why(exc)), do=say.GIVE_FOLDER) from exc
        yield refused((*parts, ""), say.unreadable("/".join(parts), why(exc)))
        return
    for child in children:
        if not is_left_behind(child.name):
            yield from _entry(child, (*parts, part(child.name)))


def _entry(child: os.DirEntry[str], parts: tuple[str, ...]) -> Iterator[Found]:
    suffix, shown = PurePosixPath(child.name).suffix.lower(), "/".join(parts)
    if child.is_symlink():
        is_copy = suffix in (NOTEBOOK, ARCHIVE) or len(parts) == 1
        yield refused(parts, say.link(shown)) if is_copy else something_else(parts)
    elif child.is_dir(follow_symlinks=False):
        yield something_else((*parts, ""))
        deep = len(parts) > DEPTH
        yield from [refused(parts, say.too_deep(shown))] if deep else _folder(Path(child), parts)
    elif suffix == NOTEBOOK:
        yield Found(parts, lambda: read_notebook_file(Path(child), shown, follow=False))
    elif suffix == ARCHIVE:
        yield from _archive(Path(child), parts)
    else:
        yield something_else(parts)


def _archive(path: Path, parts: tuple[str, ...]) -> Iterator[Found]:
    try:
        with open_regular(path, parts[-1], follow=False) as file:
            yield from learners_archive(file, parts)
    except SubmissionError as exc:
        yield refused(parts, exc.what)


def _common_folder(ways: Sequence[tuple[str, ...]], labs: Sequence[Lab]) -> int:
    """How many folders at the top hold nothing but one another: an archive made of the class's folder.

    A folder that holds labs is a learner's, as in nbgrader's exchange.
    """
    known = {lab.id for lab in labs}
    top = 0
    while (
        all(len(way) > top + 2 for way in ways)
        and len({way[top] for way in ways}) == 1
        and not known & {way[top + 1] for way in ways}
    ):
        top += 1
    return top


def _author(parts: tuple[str, ...], labs: Sequence[Lab]) -> tuple[str, str]:
    """The learner that a way names, and the platform's number: by the first folder, else by the file."""
    first = parts[0] if len(parts) > 1 else PurePosixPath(parts[0]).stem
    moodle = _MOODLE.fullmatch(first)
    if moodle:
        return distinct(moodle["name"].strip()), moodle["number"]
    if len(parts) == 1:
        for lab in labs:
            bare = re.sub(rf"[\s_.-]*{re.escape(lab.id)}[\s_.-]*", "", first)
            first = bare or first
    return distinct(first.strip()) or say.NAMELESS, ""


def _without_notebook(others: Sequence[Copy], copies: Sequence[Copy]) -> Iterator[Copy]:
    """One line for each learner of whom there are only `others`."""
    served = {(copy.learner, copy.handle) for copy in copies}
    for copy in others:
        if (copy.learner, copy.handle) not in served:
            served.add((copy.learner, copy.handle))
            yield copy


def _without_namesakes(copies: Sequence[Copy]) -> list[Copy]:
    """Tell apart, by their numbers, people whom the platform knows by the same name."""
    handles: dict[str, set[str]] = defaultdict(set)
    for copy in copies:
        handles[copy.learner].add(copy.handle)
    return [
        replace(copy, learner=say.namesake(copy.learner, copy.handle))
        if copy.handle and len(handles[copy.learner]) > 1
        else copy
        for copy in copies
    ]


def _without_heaps(copies: Sequence[Copy]) -> Iterator[Copy]:
    """One line for each learner of whom there are more notebooks than a course can ask for."""
    counts = Counter(copy.learner for copy in copies)
    told: set[str] = set()
    for copy in copies:
        if counts[copy.learner] <= MOST:
            yield copy
        elif copy.learner not in told:
            told.add(copy.learner)
            yield replace(copy, submission=None, problem=say.heap(copy.learner, counts[copy.learner]))


def _without_doubles(copies: Iterable[Copy]) -> Iterator[Copy]:
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
        yield from (replace(copy, submission=None, problem=problem) for copy in group)
