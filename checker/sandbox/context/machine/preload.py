"""Build step `preload.py SEED OUTPUT IMAGE…`: lay out images as an engine keeps the ones that it has pulled.

A machine whose lab asks for such an image begins with it, and neither pulls it nor keeps it in memory: what
it copies into its engine's folder (OUTPUT/IMAGE) is a few small files that link to the files of the layer
(OUTPUT/layers), which stay in the machine's own image. Only images of one layer, which hides nothing.

The layout is that of the engine's overlay2 driver and of github.com/vbatts/tar-split, with which the engine
makes a layer's archive again, byte for byte, when it is pushed.
"""

import base64
import gzip
import hashlib
import io
import json
import os
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

PLACE = "/usr/lib/registres/preloaded"
"""Where OUTPUT stands in the machine."""
FILE, SEGMENT = 1, 2
POLYNOMIAL = 0xD800000000000000
"""CRC-64 of ISO 3309, reflected."""


class Seed:
    """The content of the training Hub, as `checker.sandbox.seed` writes it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def digest(self, repository: str, tag: str) -> str:
        """The digest of the manifest that a tag names."""
        home = self._folder / "repositories" / "library" / repository / "_manifests" / "tags"
        return (home / tag / "current" / "link").read_text("ascii")

    def blob(self, digest: str) -> bytes:
        """The content that a digest names."""
        return (self._folder / "blobs" / digest.removeprefix("sha256:") / "data").read_bytes()


class Store:
    """The folder of an engine, to fill."""

    def __init__(self, folder: Path, layers: Path) -> None:
        self._folder = folder
        self._layers = layers
        self._image = folder / "image" / "overlay2"

    def add(self, seed: Seed, repository: str, tag: str) -> None:
        """Add one image of Docker Hub's library."""
        digest = seed.digest(repository, tag)
        manifest = json.loads(seed.blob(digest))
        config = seed.blob(manifest["config"]["digest"])
        (layer,) = manifest["layers"]
        (diff_id,) = json.loads(config)["rootfs"]["diff_ids"]
        self._layer(gzip.decompress(seed.blob(layer["digest"])), diff_id)
        id_ = manifest["config"]["digest"]
        self._write(f"imagedb/content/{at(id_)}", config.decode())
        names = {f"{repository}:{tag}": id_, f"{repository}@{digest}": id_}
        self._write("repositories.json", json.dumps({"Repositories": {repository: names}}))
        # So that a pull of another image with this layer says « Already exists », as after a real pull.
        self._write(f"distribution/diffid-by-digest/{at(layer['digest'])}", diff_id)
        source = {
            "Digest": layer["digest"],
            "SourceRepository": f"docker.io/library/{repository}",
            "HMAC": "",
        }
        self._write(f"distribution/v2metadata-by-diffid/{at(diff_id)}", json.dumps([source]))

    def _layer(self, archive: bytes, diff_id: str) -> None:
        name = diff_id.removeprefix("sha256:")
        files = self._layers / name
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            size = sum(member.size for member in tar)
            if any(os.path.basename(member.name).startswith(".wh.") for member in tar):
                raise SystemExit(f"{diff_id} hides files of a layer below")
            tar.extractall(files, filter="fully_trusted")
        home = f"layerdb/{at(diff_id)}"
        self._write(f"{home}/diff", diff_id)
        self._write(f"{home}/cache-id", name)
        self._write(f"{home}/size", str(size))
        split = "".join(json.dumps(entry) + "\n" for entry in split_of(archive))
        (self._image / home / "tar-split.json.gz").write_bytes(gzip.compress(split.encode(), mtime=0))
        # The kernel takes a page of mount options: the driver names each layer by a link with a short name.
        link = base64.b32encode(hashlib.sha256(name.encode()).digest()).decode()[:26]
        driver = self._folder / "overlay2"
        (driver / name).mkdir(parents=True)
        (driver / name / "link").write_text(link, "ascii")
        (driver / name / "diff").symlink_to(f"{PLACE}/{files.relative_to(self._layers.parent)}")
        (driver / "l").mkdir()
        (driver / "l" / link).symlink_to(f"../{name}/diff")

    def _write(self, path: str, content: str) -> None:
        file = self._image / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")


def at(digest: str) -> str:
    """The path of a digest: `sha256/…`."""
    return digest.replace(":", "/")


def split_of(archive: bytes) -> Iterator[dict[str, object]]:
    """What to keep of an archive so that its files suffice to make it again: all that lies between them."""
    end, position = 0, 0
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            between = archive[end : member.offset_data]
            end = member.offset_data + member.size
            yield {"type": SEGMENT, "payload": text(between), "position": position}
            kept: dict[str, object] = {"type": FILE, "name": member.name}
            if member.size:
                sum_ = crc64(archive[member.offset_data : end]).to_bytes(8, "big")
                kept |= {"size": member.size, "payload": text(sum_)}
            else:
                kept |= {"payload": None}
            yield {**kept, "position": position + 1}
            position += 2
    yield {"type": SEGMENT, "payload": text(archive[end:]), "position": position}


def text(content: bytes) -> str:
    """Bytes as Go's JSON has them."""
    return base64.b64encode(content).decode("ascii")


def table() -> list[int]:
    """What one byte adds to a CRC, by its value."""
    values = []
    for value in range(256):
        for _ in range(8):
            value = (value >> 1) ^ (POLYNOMIAL if value & 1 else 0)
        values.append(value)
    return values


TABLE = table()


def crc64(content: bytes) -> int:
    """The sum by which the engine sees that a file is still what it was."""
    crc = 0xFFFFFFFFFFFFFFFF
    for byte in content:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFFFFFFFFFF


def main(seed: str, output: str, *names: str) -> None:
    """Lay out the images."""
    for name in names:
        repository, _, tag = name.partition(":")
        Store(Path(output) / name, Path(output) / "layers").add(Seed(Path(seed)), repository, tag)


if __name__ == "__main__":
    main(*sys.argv[1:])
