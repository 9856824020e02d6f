"""The learner's engine as a criterion asks it: lazy, one reading per verdict, `Engine` only reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import quote

from checker.grading.criterion import Failure
from checker.grading.engine_state import (
    Container,
    Image,
    Volume,
    read_container,
    read_image,
    read_volume,
)
from checker.grading.history import History, read_history
from checker.grading.probing import Probing, look
from checker.grading.reference import parse_reference
from checker.messages import grading as say

R = TypeVar("R")

_FAULT = re.compile(r"\b(?:fatal|panic|error)\b")
_MESSAGE = re.compile(r'msg="((?:[^"\\]|\\.)*)"')
_LONGEST_WORDS = 160


class Engine:
    """What the learner's engine holds now.

    Each part is read when first asked for and kept until `refresh`. When the engine does not
    answer, every access raises a `Failure` that says so: no author has to think of it.
    """

    def __init__(self, machine: Probing) -> None:
        self._machine = machine
        self._inspected: dict[str, Any] = {}

    def refresh(self) -> None:
        """Forget what was read, so that the next access reads again."""
        self._inspected.clear()
        for name in ("containers", "images", "volumes", "events", "info"):
            self.__dict__.pop(name, None)

    @cached_property
    def info(self) -> dict[str, Any]:
        """The answer of `docker info`, raw."""
        return self._get("/info") or {}

    @cached_property
    def containers(self) -> tuple[Container, ...]:
        """All the containers, stopped ones included."""
        listed = self._get("/containers/json?all=1") or []
        found = (self._container(entry["Id"]) for entry in listed)
        return tuple(c for c in found if c is not None)

    @cached_property
    def images(self) -> tuple[Image, ...]:
        """All the images, without the builder's intermediate ones."""
        listed = self._get("/images/json?all=0") or []
        found = (self.image(entry["Id"]) for entry in listed)
        return tuple(i for i in found if i is not None)

    @cached_property
    def volumes(self) -> tuple[Volume, ...]:
        """All the volumes."""
        return tuple(read_volume(v) for v in (self._get("/volumes") or {}).get("Volumes") or ())

    @cached_property
    def events(self) -> History:
        """What happened since the engine first started (recorded outside the learner's reach)."""
        return read_history(look(self._machine, "events")["events"])

    def container(self, name: str) -> Container | None:
        """The container of this name or id."""
        return self._container(name)

    def image(self, reference: str) -> Image | None:
        """The image that bears this name, or has this id."""
        return self._once(f"/images/{quote(reference, safe='/:@')}/json", read_image)

    def volume(self, name: str) -> Volume | None:
        """The volume of this name."""
        return self._once(f"/volumes/{quote(name, safe='')}", read_volume)

    def containers_of(self, repository: str) -> tuple[Container, ...]:
        """Containers of an image of this repository, any tag; also when run by id or another name."""
        return tuple(c for c in self.containers if c.repository == repository or self._is_of(c, repository))

    def _is_of(self, container: Container, repository: str) -> bool:
        image = self.image(container.image_id)
        return image is not None and any(parse_reference(t).name == repository for t in image.tags)

    def logs(self, name: str, *, tail: int = 20) -> tuple[str, ...]:
        """The last lines that a container printed."""
        answer = self._machine.probe("logs", container=name, tail=tail)
        if "unreachable" in answer:
            raise self._down(answer["unreachable"])
        return tuple(str(answer.get("text", "")).splitlines()[-tail:])

    def last_words(self, name: str) -> str:
        """Why a container's program stopped: the last line of its log that tells a fault, or ""."""
        lines = [line for line in self.logs(name, tail=60) if _FAULT.search(line)]
        fatal = [line for line in lines if "fatal" in line or "panic:" in line]
        if not lines:
            return ""
        line = (fatal or lines)[-1]
        found = _MESSAGE.search(line)
        return (found.group(1) if found else line).strip()[:_LONGEST_WORDS]

    def _container(self, name: str) -> Container | None:
        return self._once(f"/containers/{quote(name, safe='')}/json", read_container)

    def _once(self, path: str, read: Callable[[dict[str, Any]], R]) -> R | None:
        if path not in self._inspected:
            raw = self._get(path)
            self._inspected[path] = None if raw is None else read(raw)
        found: R | None = self._inspected[path]
        return found

    def _get(self, path: str) -> Any:
        """The body of the answer, None for a 404."""
        answer = self._machine.probe("engine", method="GET", path=path)
        if "unreachable" in answer:
            raise self._down(answer["unreachable"])
        if answer["status"] >= 500:
            raise self._down(f"HTTP {answer['status']}")
        return answer["body"] if answer["status"] == 200 else None

    @staticmethod
    def _down(code: str) -> Failure:
        return Failure(
            expected=say.ENGINE_EXPECTED, observed=say.engine_unreachable(code), advice=say.ENGINE_ADVICE
        )
