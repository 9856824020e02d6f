"""The storage layout of a registry (distribution 2 and 3), written directly: `/docker/registry/v2/…`."""

from __future__ import annotations

import json
from pathlib import Path

from checker.sandbox.seed.layer import Layer, digest

MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
CONFIG = "application/vnd.docker.container.image.v1+json"
LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"


class Storage:
    """A storage to fill, in two parts: what never changes, and the tree that stands on it.

    A registry writes beside what it already has, so that each one needs a tree of its own. All the content
    stays apart, read only and shared by all the sandboxes of a host: the tree is made of links to it.
    """

    def __init__(self, output: Path, *, at: str) -> None:
        """Write in `output` the folders `blobs`, `repositories` and `tree`; they will stand in `at`."""
        self._output = output
        self._at = at
        self._root = output / "tree/docker/registry/v2"
        self.tags: dict[str, dict[str, str]] = {}
        """Repository to tag to manifest digest."""

    def publish(self, repository: str, tags: tuple[str, ...], config: bytes, layers: list[Layer]) -> str:
        """Store an image under its tags; gives the digest of its manifest."""
        blobs = [self._descriptor(LAYER, layer.blob) for layer in layers]
        manifest = {
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "config": self._descriptor(CONFIG, config),
            "layers": blobs,
        }
        content = json.dumps(manifest, indent=3).encode()
        name = self._store(content)
        home = self._repository(repository)
        for blob in (manifest["config"], *blobs):
            self._link(home / "_layers", blob["digest"])  # type: ignore[index]
        self._link(home / "_manifests/revisions", name)
        for tag in tags:
            self._link(home / f"_manifests/tags/{tag}/index", name)
            self._write(home / f"_manifests/tags/{tag}/current/link", name)
            self.tags.setdefault(repository, {})[tag] = name
        return name

    def _descriptor(self, media_type: str, content: bytes) -> dict[str, str | int]:
        return {"mediaType": media_type, "size": len(content), "digest": self._store(content)}

    def _store(self, content: bytes) -> str:
        name = digest(content)
        value = name.removeprefix("sha256:")
        file = self._output / "blobs" / value / "data"
        if not file.exists():
            file.parent.mkdir(parents=True)
            file.write_bytes(content)
            self._stand_in(f"blobs/sha256/{value[:2]}/{value}", f"blobs/{value}")
        return name

    def _repository(self, repository: str) -> Path:
        namespace = f"repositories/{repository.split('/')[0]}"
        if not (self._output / namespace).exists():
            self._stand_in(namespace, namespace)
        return self._output / "repositories" / repository

    def _stand_in(self, path: str, target: str) -> None:
        """Put a link in the tree."""
        link = self._root / path
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(f"{self._at}/{target}")

    def _link(self, home: Path, name: str) -> None:
        self._write(home / name.replace(":", "/") / "link", name)

    @staticmethod
    def _write(path: Path, content: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="ascii")
