"""Reads a whole registry in a handful of batches: tags, manifests that changed, what is new under them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from checker.explorer.memory import Config, Memory
from checker.explorer.shelf import Image, Layer, Repository, Shelf, Tag
from checker.explorer.source import Question, Source, listed
from checker.grading.manifest import MEDIA_TYPES, Descriptor, Manifest, digest_of, read_manifest
from checker.grading.registry import NOT_AS_SPECIFIED, Reply
from checker.grading.trouble import Malformed, Trouble
from checker.messages import grading as grading_say

MOST_REPOSITORIES = 200
MOST_TAGS = 200
MOST_MANIFESTS = 2000
MOST_ENTRIES = 20
"""Platforms of one index."""
MOST_LAYERS = 200
LARGEST = 1 << 60
"""Anybody may announce any size."""
ACCEPT = ", ".join(MEDIA_TYPES)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
Place = tuple[str, str]
"""Repository and tag."""


class Reader:
    """One reading of one registry.

    Args:
        address: as in image references.
        source: what answers.
        memory: what earlier readings found; completed by this one.
    """

    def __init__(self, address: str, source: Source, memory: Memory) -> None:
        self._address = address
        self._source = source
        self._memory = memory
        self._troubles: dict[Place, Trouble] = {}
        self._digests: dict[Place, str] = {}

    def read(self) -> Shelf | Trouble:
        """All that the registry holds, within bounds."""
        names = self._source.names()
        if isinstance(names, Trouble):
            return names
        kept = names[:MOST_REPOSITORIES]
        replies = self._source.fetch([Question(name, "tags/list") for name, _ in kept])
        tags = [listed(reply, "tags", self._address) for reply in replies]
        room = MOST_MANIFESTS
        places: dict[str, list[str]] = {}
        for (name, _), found in zip(kept, tags, strict=True):
            if not isinstance(found, Trouble):
                places[name] = in_order(found)[: min(MOST_TAGS, room)]
                room -= len(places[name])
        self._read_tags([(name, tag) for name, some in places.items() for tag in some])
        self._read_entries()
        self._read_configs()
        repositories = tuple(
            self._repository(name, private, found, places.get(name, ()))
            for (name, private), found in zip(kept, tags, strict=True)
        )
        return Shelf(self._address, repositories, omitted=len(names) - len(kept))

    def _read_tags(self, places: Sequence[Place]) -> None:
        """Where every tag leads to; a manifest that is known already is not sent again."""
        known = [self._known(place) for place in places]
        questions = [
            Question(repository, f"manifests/{quote(tag)}", _conditional(digest))
            for (repository, tag), digest in zip(places, known, strict=True)
        ]
        for place, digest, reply in zip(places, known, self._source.fetch(questions), strict=True):
            if isinstance(reply, Reply) and reply.status == 304:
                self._digests[place] = digest
                continue
            manifest = self._manifest(reply)
            if isinstance(manifest, Trouble):
                self._troubles[place] = manifest
                continue
            self._digests[place] = manifest.digest
            self._memory.tags[(self._address, *place)] = manifest.digest

    def _known(self, place: Place) -> str:
        digest = self._memory.tags.get((self._address, *place), "")
        return digest if digest in self._memory.manifests else ""

    def _read_entries(self) -> None:
        """The images of the indexes; one that the registry does not have is no trouble."""
        wanted = {
            entry.digest: repository
            for (repository, _), top in self._tops()
            for entry in _images_of(top)
            if entry.digest not in self._memory.manifests and _DIGEST.fullmatch(entry.digest)
        }
        headers = {"Accept": ACCEPT}
        questions = [Question(name, f"manifests/{digest}", headers) for digest, name in wanted.items()]
        for reply in self._source.fetch(questions):
            self._manifest(reply)

    def _read_configs(self) -> None:
        wanted: dict[str, str] = {}
        for (repository, _), top in self._tops():
            for single in self._singles(top):
                digest = single.config_digest
                if digest not in self._memory.configs and _DIGEST.fullmatch(digest):
                    wanted[digest] = repository
        questions = [Question(repository, f"blobs/{digest}") for digest, repository in wanted.items()]
        for digest, reply in zip(wanted, self._source.fetch(questions), strict=True):
            if isinstance(reply, Reply) and digest_of(reply.body) == digest:
                self._memory.configs[digest] = _config(reply.body)

    def _manifest(self, reply: Reply | Trouble) -> Manifest | Trouble:
        """Understand a manifest, and remember it under the digest of its bytes."""
        if isinstance(reply, Trouble):
            return reply
        try:
            found = read_manifest(reply.body, reply.json, reply.headers.get("content-type", ""))
        except (*NOT_AS_SPECIFIED, RecursionError):
            return Malformed(self._address, grading_say.NOT_JSON)
        if found is None:
            return Malformed(self._address, grading_say.UNKNOWN_MANIFEST)
        self._memory.manifests[found.digest] = found
        return found

    def _tops(self) -> Iterable[tuple[Place, Manifest]]:
        for place, digest in self._digests.items():
            top = self._memory.manifests.get(digest)
            if top is not None:
                yield place, top

    def _singles(self, top: Manifest) -> Iterable[Manifest]:
        if not top.is_index:
            return [top]
        found = (self._memory.manifests.get(entry.digest) for entry in _images_of(top))
        return [manifest for manifest in found if manifest is not None]

    def _repository(
        self, name: str, private: bool, found: list[str] | Trouble, read: Sequence[str]
    ) -> Repository:
        if isinstance(found, Trouble):
            return Repository(name, (), private, trouble=found.sentence)
        tags = tuple(self._tag(name, tag) for tag in read)
        return Repository(name, tags, private, omitted=len(found) - len(tags))

    def _tag(self, repository: str, name: str) -> Tag:
        digest = self._digests.get((repository, name), "")
        top = self._memory.manifests.get(digest)
        if top is None:
            trouble = self._troubles.get((repository, name)) or Malformed(self._address, grading_say.NOT_JSON)
            return Tag(name, "", "", (), trouble=trouble.sentence)
        if not top.is_index:
            return Tag(name, digest, top.media_type, (self._image(top),))
        images = tuple(self._entry(entry) for entry in _images_of(top))
        return Tag(name, digest, top.media_type, images, attestations=len(top.entries) - len(images))

    def _entry(self, entry: Descriptor) -> Image:
        platform = "/".join(filter(None, (entry.os, entry.architecture)))
        manifest = self._memory.manifests.get(entry.digest)
        if manifest is None or manifest.is_index:
            return Image(platform, entry.digest, "", "", ())
        return self._image(manifest, platform)

    def _image(self, manifest: Manifest, platform: str = "") -> Image:
        config = self._memory.configs.get(manifest.config_digest, Config("", ""))
        layers = tuple(Layer(d.digest, min(max(0, d.size), LARGEST)) for d in manifest.layers[:MOST_LAYERS])
        return Image(
            platform or config.platform, manifest.digest, manifest.config_digest, config.created, layers
        )


def in_order(tags: Iterable[str]) -> list[str]:
    """Tags as a reader expects them: latest first, then 8.4.10 after 8.4.9."""

    def key(tag: str) -> tuple[bool, list[tuple[bool, int, str]]]:
        parts = re.findall(r"([0-9]{1,12})|([^0-9]+)", tag)
        return tag != "latest", [(bool(number), int(number or 0), text) for number, text in parts]

    return sorted(set(tags), key=key)


def _conditional(digest: str) -> dict[str, str]:
    """Headers that ask for a manifest unless the tag still leads to this digest."""
    return {"Accept": ACCEPT} | ({"If-None-Match": f'"{digest}"'} if digest else {})


def _images_of(top: Manifest) -> list[Descriptor]:
    """The images in an index, without what accompanies them."""
    return [e for e in top.entries if e.os != "unknown" and not e.is_attestation][:MOST_ENTRIES]


def _config(content: bytes) -> Config:
    try:
        raw = json.loads(content)
        platform = "/".join(filter(None, (str(raw.get("os") or ""), str(raw.get("architecture") or ""))))
        return Config(platform[:60], str(raw.get("created") or "")[:40])
    except (*NOT_AS_SPECIFIED, RecursionError):
        return Config("", "")
