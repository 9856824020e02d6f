"""Files of the learner's world, as data."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from checker.grading.probing import Probing, look

HOME = "/home/apprenant"


@dataclass(frozen=True)
class File:
    """What stands at a path."""

    path: str
    kind: str
    """`file`, `directory`, `absent` or `other`."""
    size: int
    mode: int
    content: bytes
    """Bounded by the probe; empty for all but a file."""

    @property
    def exists(self) -> bool:
        """True when something is there."""
        return self.kind != "absent"

    @property
    def is_file(self) -> bool:
        """True for a regular file."""
        return self.kind == "file"

    @property
    def text(self) -> str:
        """The content as UTF-8; undecodable bytes are replaced."""
        return self.content.decode("utf-8", errors="replace")


class Files:
    """Callable: `files("~/certificats/registry.crt")`."""

    def __init__(self, machine: Probing) -> None:
        self._machine = machine

    def __call__(self, path: str) -> File:
        """Read what stands at this path; `~` is the learner's home."""
        full = _full(path)
        answer = look(self._machine, "file", path=full)
        return File(
            path=full,
            kind=answer["kind"],
            size=int(answer.get("size") or 0),
            mode=int(answer.get("mode") or 0),
            content=base64.b64decode(answer.get("content_b64") or ""),
        )

    def list(self, path: str) -> tuple[str, ...]:
        """Names in a folder, sorted; empty when there is no such folder."""
        return tuple(sorted(look(self._machine, "list", path=_full(path)).get("names") or ()))


def _full(path: str) -> str:
    return HOME + path[1:] if path == "~" or path.startswith("~/") else path
