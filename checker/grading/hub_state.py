"""What the training Hub saw: pushes and pulls with the account that made them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol


class HubLike(Protocol):
    """What this module needs of `checker.sandbox.hub.Hub`."""

    def events(self) -> list[dict[str, Any]]:
        """Notifications of the registry, oldest first."""


@dataclass(frozen=True)
class HubEvent:
    """One push or pull of a manifest."""

    action: str
    """`push` or `pull`."""
    repository: str
    """`library/mysql`, `apprenant/mon-image`."""
    tag: str
    digest: str
    actor: str
    """Account name, empty when nobody was logged in."""
    time: str


class HubState:
    """The Hub as a criterion asks it; read once per verdict."""

    def __init__(self, hub: HubLike) -> None:
        self._hub = hub

    @cached_property
    def events(self) -> tuple[HubEvent, ...]:
        """All the pushes and pulls since the sandbox started, oldest first."""
        names = ("action", "repository", "tag", "digest", "actor", "time")
        return tuple(HubEvent(*(str(e.get(name) or "") for name in names)) for e in self._hub.events())

    def pulls(
        self, repository: str, tag: str | None = None, *, actor: str | None = None
    ) -> tuple[HubEvent, ...]:
        """Pulls of a repository; `mysql` is `library/mysql`, actor "" is nobody."""
        return self._find("pull", repository, tag, actor)

    def pushes(
        self, repository: str, tag: str | None = None, *, actor: str | None = None
    ) -> tuple[HubEvent, ...]:
        """Pushes to a repository."""
        return self._find("push", repository, tag, actor)

    def _find(self, action: str, repository: str, tag: str | None, actor: str | None) -> tuple[HubEvent, ...]:
        full = repository if "/" in repository else f"library/{repository}"
        return tuple(
            e
            for e in self.events
            if (e.action, e.repository) == (action, full)
            and tag in (None, e.tag)
            and actor in (None, e.actor)
        )
