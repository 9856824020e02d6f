"""Archives that nobody trusts: notebooks are read one by one, up to a limit; nothing is ever extracted."""

from __future__ import annotations

import io
import itertools
import re
import stat
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from checker.batch.names import distinct, shown
from checker.batch.submission import MAX_BYTES
from checker.errors import SubmissionError
from checker.messages import intake as say

NOTEBOOK, ARCHIVE = ".ipynb", ".zip"
DEPTH = 8
"""Folders within folders that are looked into."""
MAX_MEMBERS = 20_000
"""Entries of one archive."""
MAX_UNPACKED = 100_000_000
"""Bytes that one learner's archive may give, all its notebooks together."""
_LONGEST_PART = 255
_LONGEST_READ = 8_000_000
"""Bytes taken from the file at once: the list of 20 000 entries fits, and no list that fills the memory."""
_CHUNK = 1 << 16
# The others unpack without a limit, or need memory that the archive chooses.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    OverflowError,
    IndexError,
)


@dataclass(frozen=True)
class Found:
    """A file in a tree of folders and archives."""

    parts: tuple[str, ...]
    """Its way down from the top, its own name last, as `distinct` gives them; "" for the folder itself."""
    read: Callable[[], bytes]
    """Gives its content, as long as the next one has not been asked for.

    Raises:
        SubmissionError: it cannot be graded; the reason is for its author.
    """
    is_notebook: bool = True
    """False for the others: nothing but a trace of who handed them in."""


def refused(parts: tuple[str, ...], reason: str, *, is_notebook: bool = True) -> Found:
    """A place where nothing can be read, and why."""

    def read() -> bytes:
        raise SubmissionError(reason, do=say.ASK_AGAIN)

    return Found(parts, read, is_notebook)


def something_else(parts: tuple[str, ...]) -> Found:
    """What a learner handed in that is no notebook."""
    return refused(parts, say.NO_NOTEBOOK, is_notebook=False)


def is_left_behind(name: str) -> bool:
    """Whether a program made it, not a person: `.ipynb_checkpoints`, `.git`, `__MACOSX`."""
    return name.startswith(".") or name == "__MACOSX"


def part(name: str) -> str:
    """A part of a way, as people are shown it."""
    return distinct(name, _LONGEST_PART)


def notebooks_in(file: IO[bytes], name: str, *, of_class: bool) -> Iterator[Found]:
    """What is in an archive.

    Args:
        file: the archive.
        name: what people call it.
        of_class: a class's archive holds learners' archives and has any size; a learner's does not.

    Raises:
        SubmissionError: it is no archive, has too many entries, or gives too much.
    """
    try:
        with zipfile.ZipFile(_Sipped(file)) as archive:
            yield from _Archive(archive, name, of_class).files()
    except _DAMAGED as exc:
        raise SubmissionError(say.bad_archive(name), do=say.ASK_AGAIN) from exc


def learners_archive(file: IO[bytes], parts: tuple[str, ...]) -> Iterator[Found]:
    """What is in the archive that lies there; it stands for a folder of its name."""
    folder = (*parts[:-1], PurePosixPath(parts[-1]).stem)
    yield something_else((*folder, ""))
    try:
        for found in notebooks_in(file, parts[-1], of_class=False):
            yield Found((*folder, *found.parts), found.read, found.is_notebook)
    except SubmissionError as exc:
        yield refused(parts, exc.what)


class _Sipped:
    """A file that gives no huge piece at once, which is how the list of an archive is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seek, self.tell, self.seekable, self.close = file.seek, file.tell, file.seekable, file.close

    def read(self, size: int = -1) -> bytes:
        """Give so many bytes, or all that are left."""
        content = self._file.read(_LONGEST_READ + 1 if size < 0 else min(size, _LONGEST_READ + 1))
        if len(content) > _LONGEST_READ:
            raise zipfile.BadZipFile
        return content


class _Archive:
    """An archive that is open."""

    def __init__(self, archive: zipfile.ZipFile, name: str, of_class: bool) -> None:
        self._archive = archive
        self._name = name
        self._of_class = of_class
        self._room = sys.maxsize if of_class else MAX_UNPACKED

    def files(self) -> Iterator[Found]:
        """Its files, in the order of their names."""
        members = self._archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise SubmissionError(say.too_many(self._name, MAX_MEMBERS), do=say.ASK_AGAIN)
        for name, member in sorted(((_filename(m), m) for m in members), key=lambda pair: pair[0]):
            if self._room <= 0:
                raise SubmissionError(say.too_big(self._name, MAX_UNPACKED), do=say.ASK_AGAIN)
            yield from self._file(name, member)

    def _file(self, name: str, member: zipfile.ZipInfo) -> Iterator[Found]:
        steps = [step for step in name.replace("\\", "/").split("/") if step not in ("", ".", "..")]
        seen = list(itertools.takewhile(lambda step: not is_left_behind(step), steps))
        parts = tuple(part(step) for step in seen[: DEPTH + 1])
        suffix = PurePosixPath(steps[-1]).suffix.lower() if steps else ""
        if not parts:
            return
        if member.is_dir() or len(seen) < len(steps):
            yield something_else((*parts, ""))
        elif suffix not in (NOTEBOOK, ARCHIVE):
            yield something_else(parts)
        elif problem := self._suspicion(name, member, len(steps)):
            yield refused(parts, problem)
        elif suffix == NOTEBOOK:
            yield Found(parts, lambda: self._content(member, MAX_BYTES))
        elif self._of_class:
            yield from self._inner(parts, member)
        else:
            yield refused(parts, say.archive_in_archive(self._name))

    def _inner(self, parts: tuple[str, ...], member: zipfile.ZipInfo) -> Iterator[Found]:
        """What is in a learner's archive within the class's."""
        try:
            content = io.BytesIO(self._content(member, MAX_UNPACKED))
        except SubmissionError as exc:
            yield refused(parts, exc.what)
        else:
            yield from learners_archive(content, parts)

    def _suspicion(self, name: str, member: zipfile.ZipInfo, depth: int) -> str:
        """What is wrong with an entry before it is read; empty when nothing is."""
        if stat.S_ISLNK(member.external_attr >> 16):
            return say.link(shown(name))
        if ".." in re.split(r"[/\\]", name) or re.match(r"[/\\]|[A-Za-z]:", name):
            return say.outside(shown(name), self._name)
        if member.flag_bits & _ENCRYPTED:
            return say.encrypted(shown(name))
        if member.compress_type not in _METHODS:
            return say.unusual(shown(name))
        return say.too_deep(shown(name)) if depth > DEPTH else ""

    def _content(self, member: zipfile.ZipInfo, limit: int) -> bytes:
        """What an entry really holds, whatever it says of its size.

        Raises:
            SubmissionError: it holds more than the limit, or is damaged.
        """
        content = bytearray()
        try:
            with self._archive.open(member) as file:
                while len(content) <= limit and (chunk := file.read(_CHUNK)):
                    content += chunk
        except _DAMAGED as exc:
            raise SubmissionError(say.bad_archive(self._name), do=say.ASK_AGAIN) from exc
        self._room -= len(content)
        if len(content) > limit:
            raise SubmissionError(say.too_big(shown(_filename(member)), limit), do=say.ASK_AGAIN)
        return bytes(content)


def _filename(member: zipfile.ZipInfo) -> str:
    """The name of an entry: the archives of macOS do not say that it is UTF-8."""
    if not member.flag_bits & _UTF8_NAME:
        try:
            return member.filename.encode("cp437").decode()
        except UnicodeError:
            pass
    return member.filename
