"""What happened on the learner's engine since it started, as data with questions to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checker.grading.reference import same_reference


@dataclass(frozen=True)
class Event:
    """One event of the engine."""

    kind: str
    """`image`, `container`, `volume` or `network`."""
    action: str
    """`pull`, `push`, `tag`, `untag`, `delete`, `create`, `start`, `die`, `destroy`…"""
    id: str
    """For pull and push the full reference; else the id of the image or container, or the volume's name."""
    attributes: Mapping[str, str]
    time: float
    """Seconds since the epoch."""
    position: int
    """Rank in the whole history: two events of one instant keep their order."""

    @property
    def name(self) -> str:
        """The `name` attribute: a container's name, the new reference of a `tag`."""
        return self.attributes.get("name", "")


@dataclass(frozen=True)
class History:
    """A part of the engine's history, oldest first."""

    events: tuple[Event, ...]

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)

    @property
    def first(self) -> Event | None:
        """The oldest event, if any."""
        return self.events[0] if self.events else None

    @property
    def last(self) -> Event | None:
        """The newest event, if any."""
        return self.events[-1] if self.events else None

    def after(self, event: Event) -> History:
        """What came later than this event."""
        return self._where(lambda e: e.position > event.position)

    def before(self, event: Event) -> History:
        """What came earlier than this event."""
        return self._where(lambda e: e.position < event.position)

    def pulled(self, reference: str) -> History:
        """Successful pulls of this reference; the engine logs one for "Image is up to date" too."""
        return self._image("pull").matching_id(reference)

    def pushed(self, reference: str) -> History:
        """Successful pushes of this reference."""
        return self._image("push").matching_id(reference)

    def tagged(self, reference: str) -> History:
        """Times that this name was given to an image."""
        return self._image("tag")._where(lambda e: same_reference(e.name, reference))

    def untagged(self, image_id: str | None = None) -> History:
        """Names taken from an image (the engine does not record which name)."""
        return self._image("untag")._with_id(image_id)

    def deleted(self, image_id: str | None = None) -> History:
        """Images really removed: their last name had gone."""
        return self._image("delete")._with_id(image_id)

    def container(self, action: str, name: str | None = None) -> History:
        """What happened to containers; `name` without the slash."""
        return self._where(lambda e: e.kind == "container" and e.action == action and name in (None, e.name))

    def volume(self, action: str, name: str | None = None) -> History:
        """What happened to volumes: `create`, `mount`, `unmount`, `destroy`."""
        return self._where(lambda e: e.kind == "volume" and e.action == action and name in (None, e.id))

    def matching_id(self, reference: str) -> History:
        """Events whose id is this image reference, however it is spelt."""
        return self._where(lambda e: same_reference(e.id, reference))

    def _image(self, action: str) -> History:
        return self._where(lambda e: e.kind == "image" and e.action == action)

    def _with_id(self, id_: str | None) -> History:
        return self if id_ is None else self._where(lambda e: e.id == id_)

    def _where(self, keep: Callable[[Event], bool]) -> History:
        return History(tuple(e for e in self.events if keep(e)))


def read_history(raw: list[dict[str, Any]]) -> History:
    """The engine's own JSON events as a history."""
    return History(
        tuple(
            Event(
                kind=str(e.get("Type", "")),
                action=str(e.get("Action", "")),
                id=str(e.get("Actor", {}).get("ID", "")),
                attributes=e.get("Actor", {}).get("Attributes") or {},
                time=int(e.get("timeNano", 0)) / 1e9,
                position=position,
            )
            for position, e in enumerate(raw)
        )
    )
