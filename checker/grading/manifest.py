"""Manifests of the four media types and image configurations, as frozen data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.grading.labelled import Labelled, read_labels

DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
OCI_INDEX = "application/vnd.oci.image.index.v1+json"
MEDIA_TYPES = (DOCKER_MANIFEST, DOCKER_LIST, OCI_MANIFEST, OCI_INDEX)

_ATTESTATION = "vnd.docker.reference.type"


@dataclass(frozen=True)
class Descriptor:
    """A pointer to a blob or manifest."""

    media_type: str
    digest: str
    size: int
    os: str = ""
    architecture: str = ""
    annotations: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_image(self) -> bool:
        """True for an entry of an index that is a Linux image, false for an attestation."""
        return self.os in ("linux", "") and not self.is_attestation

    @property
    def is_attestation(self) -> bool:
        """True for what buildx adds beside an image."""
        return _ATTESTATION in self.annotations


@dataclass(frozen=True)
class Manifest:
    """A manifest or an index, as stored."""

    digest: str
    """sha256 of the bytes received, whatever the headers say."""
    media_type: str
    config_digest: str
    """Empty for an index."""
    layers: tuple[Descriptor, ...]
    entries: tuple[Descriptor, ...]
    """Manifests of an index; empty otherwise."""

    @property
    def is_index(self) -> bool:
        """True for a list of manifests."""
        return self.media_type in (DOCKER_LIST, OCI_INDEX)

    @property
    def linux_entry(self) -> Descriptor | None:
        """The entry that the learner's engine would pull; the first one when several are Linux."""
        return next((e for e in self.entries if e.is_image), None)


@dataclass(frozen=True)
class RemoteImage(Labelled):
    """What a registry holds under a tag: the Linux image, its configuration read."""

    digest: str
    """What the tag points to: the index's digest when there is one."""
    manifest_digest: str
    config_digest: str
    diff_ids: tuple[str, ...]
    """Compare these with the engine's: digests change when a layer is recompressed."""
    labels: Mapping[str, str]
    env: Mapping[str, str]
    created: str
    os: str
    architecture: str


def digest_of(content: bytes) -> str:
    """The digest that a registry gives to these bytes."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def read_manifest(content: bytes, raw: dict[str, Any], content_type: str) -> Manifest | None:
    """A manifest from its bytes; None when it is of none of the four types."""
    media_type = str(raw.get("mediaType") or content_type.partition(";")[0].strip())
    if media_type not in MEDIA_TYPES:
        return None
    return Manifest(
        digest=digest_of(content),
        media_type=media_type,
        config_digest=str((raw.get("config") or {}).get("digest", "")),
        layers=tuple(_descriptor(d) for d in raw.get("layers") or ()),
        entries=tuple(_descriptor(d) for d in raw.get("manifests") or ()),
    )


def read_image_config(index: Manifest, manifest: Manifest, raw: dict[str, Any]) -> RemoteImage:
    """An image from its configuration blob and from what led to it."""
    config = raw.get("config") or {}
    return RemoteImage(
        digest=index.digest,
        manifest_digest=manifest.digest,
        config_digest=manifest.config_digest,
        diff_ids=tuple((raw.get("rootfs") or {}).get("diff_ids") or ()),
        labels=read_labels(config.get("Labels")),
        env=dict(str(entry).partition("=")[::2] for entry in config.get("Env") or ()),
        created=str(raw.get("created", "")),
        os=str(raw.get("os", "")),
        architecture=str(raw.get("architecture", "")),
    )


def _descriptor(raw: dict[str, Any]) -> Descriptor:
    platform = raw.get("platform") or {}
    return Descriptor(
        media_type=str(raw.get("mediaType", "")),
        digest=str(raw.get("digest", "")),
        size=int(raw.get("size") or 0),
        os=str(platform.get("os", "")),
        architecture=str(platform.get("architecture", "")),
        annotations=raw.get("annotations") or {},
    )
