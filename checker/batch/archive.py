"""Archives that nobody trusts: notebooks are read one by one, up to a limit; nothing is ever extracted."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from checker.batch.submission import MAX_BYTES
from checker.errors import SubmissionError
from checker.messages import intake as say

NOTEBOOK, ARCHIVE = ".ipynb", ".zip"
SKIPPED = frozenset({"__MACOSX", ".ipynb_checkpoints", ".git"})
"""Folders that programs leave behind."""
MAX_MEMBERS = 5_000
"""Entries of one archive that are looked at."""
MAX_INNER = 100_000_000
"""Bytes of an archive within an archive."""
_CHUNK = 1 << 16
_LONGEST_NAME = 100
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)


@dataclass(frozen=True)
class Found:
    """A notebook in a tree of folders and archives."""

    parts: tuple[str, ...]
    """Its way down from the top, its own name last."""
    read: Callable[[], bytes]
    """Gives its content, as long as the next one has not been asked for.

    Raises:
        SubmissionError: it cannot be graded; the reason is for its author.
    """


def refused(parts: tuple[str, ...], reason: str) -> Found:
    """A place where nothing can be read, and why."""

    def read() -> bytes:
        raise SubmissionError(reason, do=say.ASK_AGAIN)

    return Found(parts, read)


def notebooks_in(file: IO[bytes], name: str, *, inner: bool = False) -> Iterator[Found]:
    """The notebooks of an archive, and those of the archives within it; what is wrong is said as one of them.

    Args:
        file: the archive.
        name: what people call it.
        inner: whether it lies in another one: what lies in this one is not opened.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                yield refused((name,), say.too_many(name, MAX_MEMBERS))
                return
            for member in sorted(members, key=lambda m: m.filename):
                yield from _members(archive, member, name, inner)
    except _DAMAGED:
        yield refused((name,), say.bad_archive(name))


def _members(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, inner: bool) -> Iterator[Found]:
    parts = tuple(p for p in member.filename.replace("\\", "/").split("/") if p not in ("", "."))
    suffix = PurePosixPath(parts[-1]).suffix.lower() if parts else ""
    if member.is_dir() or suffix not in (NOTEBOOK, ARCHIVE) or SKIPPED & set(parts):
        return
    problem = _suspicion(member, parts, name)
    if problem:
        yield refused(tuple(part for part in parts if part != ".."), problem)
    elif suffix == NOTEBOOK:
        yield Found(parts, lambda: _content(archive, member, MAX_BYTES, name))
    elif inner:
        yield refused(parts, say.archive_in_archive(name))
    else:
        yield from _nested(archive, member, parts, name)


def _nested(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, parts: tuple[str, ...], name: str
) -> Iterator[Found]:
    try:
        content = _content(archive, member, MAX_INNER, name)
    except SubmissionError as exc:
        yield refused(parts, exc.what)
        return
    for found in notebooks_in(io.BytesIO(content), parts[-1], inner=True):
        yield Found((*parts[:-1], PurePosixPath(parts[-1]).stem, *found.parts), found.read)


def _suspicion(member: zipfile.ZipInfo, parts: tuple[str, ...], name: str) -> str:
    """What is wrong with an entry before it is read; empty when nothing is."""
    shown = member.filename[:_LONGEST_NAME]
    if stat.S_ISLNK(member.external_attr >> 16):
        return say.link(shown)
    if ".." in parts or re.match(r"[/\\]|[A-Za-z]:", member.filename):
        return say.outside(shown, name)
    if member.flag_bits & 0x1:
        return say.encrypted(shown)
    return ""


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int, name: str) -> bytes:
    """What an entry really holds, whatever it says of its size.

    Raises:
        SubmissionError: more than the limit, or damaged.
    """
    content = bytearray()
    try:
        with archive.open(member) as file:
            while chunk := file.read(_CHUNK):
                content += chunk
                if len(content) > limit:
                    break
    except _DAMAGED as exc:
        raise SubmissionError(say.bad_archive(name), do=say.ASK_AGAIN) from exc
    if len(content) > limit:
        raise SubmissionError(say.too_big(member.filename[:_LONGEST_NAME], limit), do=say.ASK_AGAIN)
    return bytes(content)
