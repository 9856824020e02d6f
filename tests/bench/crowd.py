"""Fills a registry that runs in the sandbox with many tags; runs there, on the standard library alone.

python3 crowd.py 10 50      ten repositories of fifty tags, on localhost:5000
"""

import hashlib
import json
import sys
from urllib.request import Request, urlopen

BASE = f"http://{sys.argv[3] if len(sys.argv) > 3 else 'localhost:5000'}"
MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
CONFIG = "application/vnd.docker.container.image.v1+json"
LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"
SHARED = 3
"""Layers that all the images of all the repositories have."""


def send(url: str, method: str, content: bytes, kind: str = "application/octet-stream") -> str:
    """Send bytes; gives the address that the answer points to."""
    request = Request(url, method=method, data=content, headers={"Content-Type": kind})
    with urlopen(request) as answer:
        return answer.headers.get("Location", "")


def blob(repository: str, content: bytes, kind: str) -> dict:
    """Push one blob; gives its descriptor."""
    digest = "sha256:" + hashlib.sha256(content).hexdigest()
    place = send(f"{BASE}/v2/{repository}/blobs/uploads/", "POST", b"")
    send(f"{place}{'&' if '?' in place else '?'}digest={digest}", "PUT", content)
    return {"mediaType": kind, "digest": digest, "size": len(content)}


def image(repository: str, tag: str, base: list[dict]) -> None:
    """Push one image: the shared layers and one of its own."""
    config = {
        "os": "linux",
        "architecture": "amd64",
        "created": "2026-11-01T08:00:00Z",
        "n": repository + tag,
    }
    manifest = {
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": blob(repository, json.dumps(config).encode(), CONFIG),
        "layers": [*base, blob(repository, f"{repository}:{tag}\n".encode() * 200, LAYER)],
    }
    send(f"{BASE}/v2/{repository}/manifests/{tag}", "PUT", json.dumps(manifest).encode(), MANIFEST)


def main() -> None:
    """Push what the command line says."""
    repositories, tags = int(sys.argv[1]), int(sys.argv[2])
    for number in range(1, repositories + 1):
        name = f"equipe/depot-{number}"
        base = [blob(name, bytes([layer]) * 40_000, LAYER) for layer in range(SHARED)]
        for tag in range(tags):
            image(name, f"1.{tag}", base)


if __name__ == "__main__":
    main()
