"""Image references read as the engine reads them: `mysql` is `docker.io/library/mysql:latest`."""

from __future__ import annotations

from dataclasses import dataclass

HUB_NAMES = {"docker.io", "index.docker.io", "registry-1.docker.io"}


@dataclass(frozen=True)
class Reference:
    """A reference taken apart; two spellings of one image are equal."""

    registry: str
    """`docker.io` when none is written."""
    repository: str
    """`library/mysql` for an official image."""
    tag: str
    digest: str

    def __str__(self) -> str:
        """Give the short form that the engine prints."""
        hub = self.registry == "docker.io"
        name = self.repository.removeprefix("library/") if hub else f"{self.registry}/{self.repository}"
        return f"{name}@{self.digest}" if self.digest else f"{name}:{self.tag}"

    @property
    def name(self) -> str:
        """The short form without tag or digest."""
        return str(self).partition("@")[0] if self.digest else str(self).rpartition(":")[0]


def parse_reference(text: str) -> Reference:
    """Take a reference apart; never fails, since what a learner typed is data."""
    rest, _, digest = text.strip().partition("@")
    registry, slash, remainder = rest.partition("/")
    if not slash or not ("." in registry or ":" in registry or registry == "localhost"):
        registry, remainder = "docker.io", rest
    repository, colon, tag = remainder.rpartition(":")
    if not colon:
        repository, tag = remainder, ""
    if registry in HUB_NAMES:
        registry = "docker.io"
        repository = repository if "/" in repository else f"library/{repository}"
    return Reference(registry, repository, tag or ("" if digest else "latest"), digest)


def same_reference(one: str, other: str) -> bool:
    """True when both spellings name the same image."""
    return parse_reference(one) == parse_reference(other)
