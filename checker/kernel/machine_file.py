"""A file of the learner's machine: where a command's argument leads, what it holds, what it may be called."""

from __future__ import annotations

import base64
import posixpath
import unicodedata
from typing import Any

from checker.errors import CheckerError
from checker.messages import transfer as say

HOME = "/home/apprenant"
LARGEST = 8_000_000
"""Bytes that go through at once: what the machine's probe gives, and what the browser's line carries."""
TIMEOUT_S = 15.0
LONGEST_NAME = 200
"""Bytes of a name; the machine's file system takes 255."""


def absolute(path: str, folder: str) -> str:
    """The absolute path that a learner means, from their current folder."""
    if path == "~" or path.startswith("~/"):
        path = HOME + path[1:]
    base = HOME if folder.startswith("~") else folder
    return posixpath.normpath(posixpath.join(base, path))


def look(machine: Any, path: str, *, limit: int = 1) -> dict[str, Any]:
    """What stands at a path, and the first bytes of an ordinary file; seen as the learner, in their world.

    Raises:
        SandboxError: the machine is lost.
    """
    answer: dict[str, Any] = machine.probe("file", timeout_s=TIMEOUT_S, path=path, limit=limit)
    return answer


def read(machine: Any, path: str) -> bytes:
    """The whole content of an ordinary file, a link to one followed.

    Raises:
        CheckerError: there is none, it is something else, is too large, or cannot be read.
    """
    answer = look(machine, path, limit=LARGEST)
    content = answer.get("content_b64")
    if content is not None:
        if answer.get("truncated"):
            raise CheckerError(say.too_large(path, LARGEST), do=say.MAKE_IT_SMALLER)
        return base64.b64decode(content)
    if answer["kind"] == "absent":
        raise CheckerError(say.absent(path), do=say.CHECK_THE_NAME)
    if answer["kind"] == "directory":
        raise CheckerError(say.is_a_folder(path), do=say.PACK_IT)
    if "unreachable" in answer:
        raise CheckerError(say.unreadable(path), do=say.TRY_AGAIN)
    if "error_text" in answer:
        raise CheckerError(say.forbidden(path), do=say.SEE_RIGHTS)
    raise CheckerError(say.is_no_ordinary_file(path), do=say.READ_IT_YOURSELF)


def plain_name(name: str) -> str:
    """A name that is safe to give a file: no folder, no invisible sign, no leading dash; never empty."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if not unicodedata.category(c).startswith("C")).strip().lstrip("-")
    if not kept.strip("."):
        return say.UNNAMED
    stem, suffix = posixpath.splitext(kept)
    return _cut(stem, LONGEST_NAME - len(_cut(suffix, 20).encode())) + _cut(suffix, 20)


def _cut(text: str, size: int) -> str:
    """The beginning of a text, within so many bytes."""
    return text.encode()[:size].decode(errors="ignore")
