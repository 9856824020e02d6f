"""What the training Hub saw: pushes and pulls with the account that made them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from checker.grading.labelled import Labelled, read_labels


class HubLike(Protocol):
    """What this module needs of `checker.sandbox.hub.Hub`."""

    def events(self) -> list[dict[str, Any]]:
        """Notifications of the registry, oldest first."""

    def repositories(self) -> list[dict[str, Any]]:
        """Every repository: `name`, `private`, `tags`."""

    def image(self, repository: str, tag: str) -> dict[str, Any] | None:
        """What a tag points to: `digest` and `config`."""


@dataclass(frozen=True)
class HubEvent:
    """One push or pull of a manifest, or one login."""

    action: str
    """`push`, `pull`, `login` or `login-refused`."""
    repository: str
    """`library/mysql`, `apprenant/mon-image`."""
    tag: str
    digest: str
    actor: str
    """Account name, empty when nobody was logged in."""
    time: str


@dataclass(frozen=True)
class HubRepository:
    """One repository of the Hub."""

    name: str
    """`apprenant/mon-image`, `library/mysql`."""
    is_private: bool
    tags: tuple[str, ...]


@dataclass(frozen=True)
class HubImage(Labelled):
    """What the Hub holds under a tag."""

    digest: str
    """Of its manifest: what `docker push` and `docker pull` print."""
    diff_ids: tuple[str, ...]
    """Compare these with the engine's."""
    labels: Mapping[str, str]


class HubState:
    """The Hub as a criterion asks it; read once per verdict."""

    def __init__(self, hub: HubLike) -> None:
        self._hub = hub

    @cached_property
    def events(self) -> tuple[HubEvent, ...]:
        """All the pushes and pulls since the sandbox started, oldest first."""
        names = ("action", "repository", "tag", "digest", "actor", "time")
        return tuple(HubEvent(*(str(e.get(name) or "") for name in names)) for e in self._hub.events())

    @cached_property
    def repositories(self) -> Mapping[str, HubRepository]:
        """Every repository by its name, private ones too."""
        found = (
            HubRepository(str(r["name"]), bool(r["private"]), tuple(map(str, r["tags"])))
            for r in self._hub.repositories()
        )
        return {repository.name: repository for repository in found}

    def image(self, repository: str, tag: str) -> HubImage | None:
        """What a tag points to; None when there is no such tag, or no image under it."""
        raw = self._hub.image(_full(repository), tag)
        try:
            return _read_image(raw) if raw is not None else None
        except (AttributeError, TypeError, ValueError):
            return None

    @cached_property
    def logins(self) -> tuple[HubEvent, ...]:
        """The `docker login` that succeeded."""
        return tuple(e for e in self.events if e.action == "login")

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
        full = _full(repository)
        return tuple(
            e
            for e in self.events
            if (e.action, e.repository) == (action, full)
            and tag in (None, e.tag)
            and actor in (None, e.actor)
        )


def _full(repository: str) -> str:
    return repository if "/" in repository else f"library/{repository}"


def _read_image(raw: dict[str, Any]) -> HubImage:
    config = raw["config"]
    return HubImage(
        digest=str(raw["digest"]),
        diff_ids=tuple((config.get("rootfs") or {}).get("diff_ids") or ()),
        labels=read_labels((config.get("config") or {}).get("Labels")),
    )
