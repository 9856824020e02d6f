"""What an image says of itself, in labels whose names the OCI image specification gives (annotations.md)."""

from __future__ import annotations

from collections.abc import Mapping

REVISION = "org.opencontainers.image.revision"
TITLE = "org.opencontainers.image.title"
VERSION = "org.opencontainers.image.version"


class Labelled:
    """An image with labels; whoever built it wrote them, and may have written anything."""

    labels: Mapping[str, str]

    @property
    def title(self) -> str:
        """What it is; empty when it does not say."""
        return self.labels.get(TITLE, "")

    @property
    def version(self) -> str:
        """Which version of that; empty when it does not say."""
        return self.labels.get(VERSION, "")

    @property
    def revision(self) -> str:
        """The commit that it was built from; empty when it does not say."""
        return self.labels.get(REVISION, "")


def read_labels(raw: object) -> dict[str, str]:
    """The labels of an image's configuration, as text whatever stands there: anybody can push anything."""
    return {str(key): str(value) for key, value in raw.items()} if isinstance(raw, Mapping) else {}
