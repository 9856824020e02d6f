"""Builds the Hub's whole content from a busybox and from the root file system of a registry."""

from __future__ import annotations

import json
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.sandbox.seed import catalogue
from checker.sandbox.seed.bases import ROOTFS, base_layer
from checker.sandbox.seed.catalogue import Miniature
from checker.sandbox.seed.layer import Layer, Tree
from checker.sandbox.seed.stand_ins import container_config, family_layer, tag_layer
from checker.sandbox.seed.storage import Storage

ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


@dataclass(frozen=True)
class Sources:
    """What the content is made of, beside this package's own files."""

    busybox: bytes
    applets: tuple[str, ...]
    registry_root: Path
    machine: str = platform.machine()


def build(sources: Sources, storage: Storage) -> None:
    """Fill the storage with every image of the catalogue."""
    bases: dict[str, list[Layer]] = {}
    families: dict[str, Layer] = {}
    for miniature in catalogue.MINIATURES:
        if miniature.base:
            if miniature.repository not in families:
                families[miniature.repository] = family_layer(miniature.repository)
            layers = [*bases[miniature.base], families[miniature.repository], tag_layer(miniature)]
        else:
            layers = [base_layer(miniature, sources.busybox, sources.applets)]
            for tag in miniature.tags:
                bases[f"{miniature.repository}:{tag}"] = layers
        _publish(storage, miniature, layers, sources.machine)
    registry = _registry_layer(sources.registry_root)
    _publish(storage, catalogue.REGISTRY, [registry], sources.machine)
    _publish(storage, catalogue.REGISTRY_3, [registry, _registry_3_layer()], sources.machine)


def _publish(storage: Storage, miniature: Miniature, layers: list[Layer], machine: str) -> None:
    created = f"{miniature.created}T00:00:00Z"
    config: dict[str, Any] = {
        "architecture": ARCHITECTURES.get(machine, machine),
        "config": container_config(miniature) | {"Labels": _labels(miniature)},
        "created": created,
        "history": [{"created": created, "created_by": layer.created_by} for layer in layers]
        + [{"created": created, "created_by": f"LABEL image={miniature.name}", "empty_layer": True}],
        "os": "linux",
        "rootfs": {"type": "layers", "diff_ids": [layer.diff_id for layer in layers]},
    }
    content = json.dumps(config, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    storage.publish(f"library/{miniature.repository}", miniature.tags, content, layers)


def _labels(miniature: Miniature) -> dict[str, str]:
    return {
        "org.opencontainers.image.title": miniature.repository,
        "org.opencontainers.image.version": miniature.version,
        "org.opencontainers.image.description": catalogue.DESCRIPTIONS[miniature.repository],
    }


def _registry_layer(root: Path) -> Layer:
    tree = Tree()
    tree.mirror(root)
    return tree.layer("#(nop) ADD registry in /")


def _registry_3_layer() -> Layer:
    tree = Tree()
    tree.copy(ROOTFS / "registry-3")
    return tree.layer("COPY registry-3/ / # buildkit")
