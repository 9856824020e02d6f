"""What a registry holds, as frozen data: repositories, tags, images, layers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Layer:
    """One layer of an image, as stored."""

    digest: str
    size: int
    """Compressed, in bytes."""


@dataclass(frozen=True)
class Image:
    """One image, for one platform."""

    platform: str
    """`linux/amd64`; empty when nothing says it."""
    digest: str
    """Of its own manifest."""
    config_digest: str
    """The image's identity whatever the registry; empty when its manifest is not in this one."""
    created: str
    """ISO 8601, empty when nothing says it."""
    layers: tuple[Layer, ...]

    @property
    def is_here(self) -> bool:
        """False when an index names it and the registry does not have it."""
        return bool(self.config_digest)

    @property
    def size(self) -> int:
        """What its layers weigh, compressed."""
        return sum(layer.size for layer in self.layers)


@dataclass(frozen=True)
class Tag:
    """One tag and what it leads to."""

    name: str
    digest: str
    """Of the manifest or index; empty when it cannot be read."""
    media_type: str
    images: tuple[Image, ...]
    """One per platform: attestations are left out."""
    attestations: int = 0
    trouble: str = ""
    """Why it cannot be read, as a sentence."""

    @property
    def size(self) -> int:
        """What its layers weigh, a layer of several platforms counted once."""
        return sum({layer.digest: layer.size for image in self.images for layer in image.layers}.values())

    @property
    def created(self) -> str:
        """When its first image was made."""
        return next((image.created for image in self.images if image.created), "")

    @property
    def layer_digests(self) -> tuple[str, ...]:
        """Digests of all its layers, the base first."""
        return tuple(dict.fromkeys(layer.digest for image in self.images for layer in image.layers))


@dataclass(frozen=True)
class Repository:
    """One repository."""

    name: str
    tags: tuple[Tag, ...]
    is_private: bool = False
    omitted: int = 0
    """Tags beyond those that were read."""
    trouble: str = ""


@dataclass(frozen=True)
class Shelf:
    """One registry."""

    address: str
    """As in image references: `docker.io`, `localhost:5000`."""
    repositories: tuple[Repository, ...] = ()
    omitted: int = 0
    """Repositories beyond those that were read."""
    trouble: str = ""
    """Why it cannot be read, as a sentence; then there are no repositories."""
    advice: str = ""
    """What to do about it."""

    def repository(self, name: str) -> Repository | None:
        """The repository of this name."""
        return next((r for r in self.repositories if r.name == name), None)
