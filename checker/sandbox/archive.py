"""One archive with all the images of the course, for a room without network.

It is a tar: `manifest.json` first (what follows, with its hash), then the training authority that the
images trust, then the images as the engine saves them, compressed. Nothing is kept of an archive
that is not whole and of this very edition of the course.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import docker

from checker.errors import SandboxError
from checker.messages import archive as messages
from checker.messages.reasons import why
from checker.sandbox import authority, engine, images, recipes
from checker.sandbox.engine import translated
from checker.sandbox.lock import held
from checker.sandbox.places import cache_folder
from checker.sandbox.progress import Progress

FORMAT = 1
MANIFEST = "manifest.json"
IMAGES = "images.tar.gz"
AUTHORITY = "authority/"
_CHUNK = 1024 * 1024
_TIMEOUT_S = 600
_MANIFEST_LIMIT = 1_000_000


@dataclass(frozen=True)
class Manifest:
    """What an archive holds."""

    edition: str
    architecture: str
    tags: dict[str, str]
    sha256: str
    size: int

    def to_json(self) -> bytes:
        """Return the manifest as it is written."""
        return json.dumps({"format": FORMAT, **self.__dict__}, indent=1, sort_keys=True).encode()

    @staticmethod
    def from_json(data: bytes) -> Manifest:
        """Read a manifest.

        Raises:
            ValueError, KeyError, TypeError: it is not one of ours.
        """
        fields: dict[str, Any] = json.loads(data)
        if fields.pop("format") != FORMAT:
            raise ValueError("format")
        return Manifest(**fields)


def export(target: Path, client: docker.DockerClient, progress: Progress) -> int:
    """Write the images that the engine has into one file; return its size in bytes.

    Raises:
        SandboxError: an image is missing, the file cannot be written.
    """
    tags = {name: images.image(name, client) for name in recipes.RECIPES}
    try:
        with _draft(target) as draft:
            _write(draft, tags, client, progress)
            return draft.stat().st_size
    except OSError as exc:
        raise SandboxError(messages.cannot_write(target, why(exc)), do=messages.CHECK_TARGET) from exc


def load(source: Path, client: docker.DockerClient, progress: Progress) -> dict[str, str]:
    """Load an archive's images on the engine; return their tags by name.

    Raises:
        SandboxError: it is no archive of ours, it is damaged, or of another edition or architecture.
    """
    with held(cache_folder() / "images.lock", on_wait=lambda: progress(messages.WAITING)):
        try:
            with tarfile.open(source) as archive:
                return _load(source, archive, client, progress)
        except tarfile.ReadError as exc:
            raise SandboxError(messages.not_an_archive(source), do=messages.CHECK_PATH) from exc
        except FileNotFoundError as exc:
            raise SandboxError(messages.no_file(source), do=messages.CHECK_PATH) from exc
        except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError, OSError) as exc:
            raise SandboxError(messages.damaged(source), do=messages.COPY_AGAIN) from exc


def _write(draft: Path, tags: dict[str, str], client: docker.DockerClient, progress: Progress) -> None:
    payload = draft.with_name(draft.name + ".images")
    try:
        progress(messages.SAVING)
        sha256, size = _save_images(payload, list(tags.values()), client)
        manifest = Manifest(recipes.edition(), _architecture(client), tags, sha256, size)
        progress(messages.WRITING)
        with tarfile.open(draft, "w") as archive:
            _add(archive, MANIFEST, manifest.to_json())
            for path in sorted(authority.folder().iterdir()):
                _add(archive, AUTHORITY + path.name, path.read_bytes())
            archive.add(payload, IMAGES, filter=_anonymous)
    finally:
        payload.unlink(missing_ok=True)


def _save_images(payload: Path, tags: list[str], client: docker.DockerClient) -> tuple[str, int]:
    """Write what `docker save` gives, compressed; return the hash and the size of what was written."""
    url = f"{client.api.base_url}/v{client.api.api_version}/images/get"
    with translated(messages.SAVE), payload.open("wb") as raw:
        answer = client.api.get(url, params={"names": tags}, stream=True, timeout=_TIMEOUT_S)
        client.api._raise_for_status(answer)
        with gzip.GzipFile(fileobj=raw, filename="", mode="wb", compresslevel=3, mtime=0) as compressed:
            for chunk in answer.iter_content(_CHUNK):
                compressed.write(chunk)
    with payload.open("rb") as written:
        return hashlib.file_digest(written, "sha256").hexdigest(), payload.stat().st_size


def _load(
    source: Path, archive: tarfile.TarFile, client: docker.DockerClient, progress: Progress
) -> dict[str, str]:
    manifest = _manifest(archive, source)
    if manifest.edition != recipes.edition():
        raise SandboxError(messages.other_edition(source), do=messages.EXPORT_AGAIN)
    if manifest.architecture != _architecture(client):
        what = messages.other_architecture(manifest.architecture, _architecture(client))
        raise SandboxError(what, do=messages.EXPORT_ON_SAME)
    progress(messages.CHECKING)
    payload = archive.getmember(IMAGES)
    with _opened(archive, payload) as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != manifest.sha256:
            raise SandboxError(messages.damaged(source), do=messages.COPY_AGAIN)
    keys = _authority_files(archive)
    progress(messages.LOADING)
    with _opened(archive, payload) as stream, gzip.open(stream) as images_tar:
        _load_images(client, cast(IO[bytes], images_tar))
    _put_authority(keys)
    if recipes.tags() != manifest.tags:
        raise SandboxError(messages.other_edition(source), do=messages.EXPORT_AGAIN)
    for name in manifest.tags:
        images.image(name, client)
    return manifest.tags


def _manifest(archive: tarfile.TarFile, source: Path) -> Manifest:
    first = archive.next()
    if first is None or first.name != MANIFEST or first.size > _MANIFEST_LIMIT:
        raise SandboxError(messages.not_an_archive(source), do=messages.CHECK_PATH)
    with _opened(archive, first) as stream:
        return Manifest.from_json(stream.read())


def _authority_files(archive: tarfile.TarFile) -> dict[str, bytes]:
    """Return the authority's files; only plain names are taken, whatever the archive says."""
    found = {}
    for member in archive:
        name = member.name.removeprefix(AUTHORITY)
        if member.name.startswith(AUTHORITY) and member.isfile() and Path(name).name == name:
            with _opened(archive, member) as stream:
                found[name] = stream.read(_MANIFEST_LIMIT)
    return found


def _load_images(client: docker.DockerClient, stream: IO[bytes]) -> None:
    """Give `docker load` its stream: the engine keeps a layer or an image whole, or not at all."""
    chunks: Iterator[bytes] = iter(lambda: stream.read(_CHUNK), b"")
    url = f"{client.api.base_url}/v{client.api.api_version}/images/load"
    with translated(messages.LOAD):
        answer = client.api.post(
            url,
            data=chunks,
            params={"quiet": "1"},
            headers={"Content-Type": "application/x-tar"},
            timeout=_TIMEOUT_S,
        )
        client.api._raise_for_status(answer)
    if '"error"' in answer.text:
        raise SandboxError(messages.load_failed(answer.text.strip()[-500:]), do=messages.CHECK_DISK)


def _put_authority(files: dict[str, bytes]) -> None:
    """Put the authority of the loaded images in the place of this installation's."""
    home = authority.folder()
    if {path.name: path.read_bytes() for path in home.iterdir()} == files:
        return
    draft = Path(tempfile.mkdtemp(prefix=".authority-", dir=home.parent))
    for name, content in files.items():
        path = draft / name
        path.touch(mode=0o600)
        path.write_bytes(content)
    old = draft.with_name(draft.name + ".old")
    home.rename(old)
    draft.rename(home)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """Give a path beside the target, which takes its place only if all went well."""
    draft = target.absolute().with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield draft
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _opened(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[io.BufferedReader]:
    stream = archive.extractfile(member)
    if stream is None:
        raise ValueError(member.name)
    with stream:
        yield cast(io.BufferedReader, stream)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = ""
    return entry


def _architecture(client: docker.DockerClient) -> str:
    with engine.translated(messages.VERSION):
        return str(client.version()["Arch"])
