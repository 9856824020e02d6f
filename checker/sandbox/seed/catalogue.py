"""What the training Hub offers: repositories, tags, versions. Tags and aliases are those of Docker Hub."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Miniature:
    """One image of the Hub; all its tags name the same digest."""

    repository: str
    version: str
    base: str
    """The image whose layers come first, `debian:trixie-slim`; empty when it starts from nothing."""
    created: str
    """Day of the original's release."""
    tags: tuple[str, ...]
    """The first is the one that the image says it is."""

    @property
    def name(self) -> str:
        """The image's own name, `nginx:1.24.0`."""
        return f"{self.repository}:{self.tags[0]}"


def _one(repository: str, version: str, base: str, created: str, tags: str) -> Miniature:
    return Miniature(repository, version, base, created, tuple(tags.split()))


BOOKWORM, TRIXIE = "debian:bookworm-slim", "debian:trixie-slim"
ALPINE = "alpine:3.22"
BUSYBOX = "busybox:1.37"

MINIATURES = (
    _one("busybox", "1.36.1", "", "2023-05-18", "1.36 1.36.1 stable"),
    _one("busybox", "1.37.0", "", "2024-09-26", "1.37 1.37.0 1 latest unstable"),
    _one("alpine", "3.20.8", "", "2025-10-08", "3.20 3.20.8"),
    _one("alpine", "3.21.5", "", "2025-10-08", "3.21 3.21.5"),
    _one("alpine", "3.22.2", "", "2025-10-08", "3.22 3.22.2 3 latest"),
    _one("debian", "12.12", "", "2025-11-17", "bookworm 12 12.12 oldstable"),
    _one("debian", "12.12", "", "2025-11-17", "bookworm-slim 12-slim 12.12-slim oldstable-slim"),
    _one("debian", "13.2", "", "2025-11-17", "trixie 13 13.2 stable latest"),
    _one("debian", "13.2", "", "2025-11-17", "trixie-slim 13-slim 13.2-slim stable-slim"),
    _one("nginx", "1.24.0", BOOKWORM, "2023-04-11", "1.24.0 1.24"),
    _one("nginx", "1.24.0", ALPINE, "2023-04-11", "1.24.0-alpine 1.24-alpine"),
    _one("nginx", "1.25.0", BOOKWORM, "2023-05-23", "1.25.0"),
    _one("nginx", "1.25.5", BOOKWORM, "2024-04-16", "1.25.5 1.25"),
    _one("nginx", "1.28.0", BOOKWORM, "2025-04-23", "1.28.0 1.28 stable"),
    _one("nginx", "1.28.0", ALPINE, "2025-04-23", "1.28.0-alpine 1.28-alpine stable-alpine"),
    _one("nginx", "1.29.4", TRIXIE, "2025-12-09", "1.29.4 1.29 1 mainline latest"),
    _one(
        "nginx", "1.29.4", ALPINE, "2025-12-09", "1.29.4-alpine 1.29-alpine 1-alpine mainline-alpine alpine"
    ),
    _one("httpd", "2.4.65", TRIXIE, "2025-07-23", "2.4.65 2.4 2 latest"),
    _one("httpd", "2.4.65", ALPINE, "2025-07-23", "2.4.65-alpine 2.4-alpine 2-alpine alpine"),
    _one("mysql", "8.0.44", BOOKWORM, "2025-10-21", "8.0.44 8.0"),
    _one("mysql", "8.4.7", BOOKWORM, "2025-10-21", "8.4.7 8.4 8 lts"),
    _one("mysql", "9.5.0", BOOKWORM, "2025-10-21", "9.5.0 9.5 9 innovation latest"),
    _one("python", "3.11.14", "debian:trixie", "2025-10-09", "3.11 3.11.14"),
    _one("python", "3.11.14", TRIXIE, "2025-10-09", "3.11-slim 3.11.14-slim"),
    _one("python", "3.12.12", "debian:trixie", "2025-10-09", "3.12 3.12.12"),
    _one("python", "3.12.12", TRIXIE, "2025-10-09", "3.12-slim 3.12.12-slim"),
    _one("python", "3.12.12", ALPINE, "2025-10-09", "3.12-alpine 3.12.12-alpine"),
    _one("python", "3.13.9", "debian:trixie", "2025-10-14", "3.13 3.13.9"),
    _one("python", "3.13.9", TRIXIE, "2025-10-14", "3.13-slim 3.13.9-slim"),
    _one("python", "3.14.0", "debian:trixie", "2025-10-07", "3.14 3.14.0 3 latest"),
    _one("python", "3.14.0", TRIXIE, "2025-10-07", "3.14-slim 3.14.0-slim 3-slim slim"),
    _one("python", "3.14.0", ALPINE, "2025-10-07", "3.14-alpine 3.14.0-alpine 3-alpine alpine"),
    _one("hello-world", "1", BUSYBOX, "2025-08-08", "latest linux"),
)

REGISTRY_VERSION = "2.8.3"
REGISTRY = _one("registry", REGISTRY_VERSION, "", "2023-10-02", "2 2.8 2.8.3")
REGISTRY_3 = _one("registry", REGISTRY_VERSION, "registry:2", "2023-10-02", "3 latest")
"""The file layout of `registry:3` around the program of `registry:2`; it says so itself (decision 0021)."""

DESCRIPTIONS = MappingProxyType(
    {
        "alpine": "Système minimal fondé sur musl et busybox (miniature du cours)",
        "busybox": "Les commandes Unix en un seul programme (miniature du cours)",
        "debian": "Système Debian GNU/Linux (miniature du cours)",
        "hello-world": "Le plus petit essai d'un moteur Docker (miniature du cours)",
        "httpd": "Serveur web Apache (miniature du cours)",
        "mysql": "Base de données MySQL (miniature du cours)",
        "nginx": "Serveur web et mandataire nginx (miniature du cours)",
        "python": "Langage Python (miniature du cours)",
        "registry": "Registre d'images Distribution, le vrai (version 2.8.3)",
    }
)
"""What `docker search` says of each official repository."""
