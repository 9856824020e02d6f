"""What was read once: content never changes under a digest, so that nothing is fetched twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from checker.grading.manifest import Manifest

MOST = 5000
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Bounded(OrderedDict[K, V], Generic[K, V]):
    """A dictionary that forgets its oldest entries."""

    def __setitem__(self, key: K, value: V) -> None:
        super().__setitem__(key, value)
        while len(self) > MOST:
            self.popitem(last=False)


@dataclass(frozen=True)
class Config:
    """What the explorer keeps of an image's configuration."""

    platform: str
    created: str


@dataclass
class Memory:
    """What all the explorers of a kernel have read."""

    manifests: Bounded[str, Manifest] = field(default_factory=Bounded)
    """Digest to manifest."""
    configs: Bounded[str, Config] = field(default_factory=Bounded)
    """Digest to configuration."""
    tags: Bounded[tuple[str, str, str], str] = field(default_factory=Bounded)
    """Address, repository and tag to the digest seen last: a hint for « not modified », never the truth."""
