"""Which tags are the same image, and which layers several images share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checker.explorer.shelf import Repository, Shelf, Tag


@dataclass(frozen=True)
class Place:
    """One tag somewhere."""

    address: str
    repository: str
    tag: str

    def seen_from(self, other: Place) -> str:
        """The shortest name that tells it apart from another place."""
        if (self.address, self.repository) == (other.address, other.repository):
            return self.tag
        if self.address == other.address:
            return f"{self.repository}:{self.tag}"
        return f"{self.address}/{self.repository}:{self.tag}"


class Likeness:
    """All the shelves, looked up by digest.

    A digest names one manifest; the digest of a configuration names one image, whatever the registry and
    however its layers are compressed there.
    """

    def __init__(self, shelves: Iterable[Shelf]) -> None:
        self._by_digest: dict[str, list[Place]] = defaultdict(list)
        self._by_config: dict[str, list[Place]] = defaultdict(list)
        for shelf in shelves:
            for repository in shelf.repositories:
                for tag in repository.tags:
                    self._note(Place(shelf.address, repository.name, tag.name), tag)

    def same_digest(self, place: Place, tag: Tag) -> list[str]:
        """Other tags that lead to the very same manifest, those of the same repository first."""
        found = [other for other in self._by_digest.get(tag.digest, ()) if other != place]
        found.sort(key=lambda o: (o.address, o.repository) != (place.address, place.repository))
        return [other.seen_from(place) for other in found]

    def same_content(self, place: Place, tag: Tag) -> list[str]:
        """Other tags that hold one of its images under another manifest."""
        twins = {place, *self._by_digest.get(tag.digest, ())}
        found = (o for image in tag.images for o in self._by_config.get(image.config_digest, ()))
        return [o.seen_from(place) for o in dict.fromkeys(found) if o not in twins]

    def _note(self, place: Place, tag: Tag) -> None:
        if tag.digest:
            self._by_digest[tag.digest].append(place)
        for digest in dict.fromkeys(image.config_digest for image in tag.images):
            if digest:
                self._by_config[digest].append(place)


@dataclass(frozen=True)
class Block:
    """One layer among the images of a repository."""

    letter: str
    digest: str
    size: int
    owners: tuple[str, ...]
    """Names of the images that have it."""

    @property
    def is_shared(self) -> bool:
        """True when several images have it."""
        return len(self.owners) > 1


@dataclass(frozen=True)
class Row:
    """One image (tags that are the same one together, one platform) and its layers, the base first."""

    name: str
    blocks: tuple[str, ...]
    """Digests."""


@dataclass(frozen=True)
class Layers:
    """The layers of a repository's images."""

    rows: tuple[Row, ...]
    blocks: tuple[Block, ...]
    """Each layer once, in the order in which the images show them."""

    @property
    def stored(self) -> int:
        """Bytes that the registry keeps."""
        return sum(block.size for block in self.blocks)

    @property
    def added(self) -> int:
        """Bytes that the images would take if they shared nothing."""
        sizes = {block.digest: block.size for block in self.blocks}
        return sum(sizes[digest] for row in self.rows for digest in row.blocks)

    @property
    def shared(self) -> int:
        """How many layers several images have."""
        return sum(block.is_shared for block in self.blocks)


def layers_of(repository: Repository) -> Layers:
    """Put the layers of all its images side by side."""
    images: dict[str, tuple[list[str], tuple[str, ...]]] = {}
    sizes: dict[str, int] = {}
    for tag in repository.tags:
        several = len([image for image in tag.images if image.is_here]) > 1
        for image in tag.images:
            if not image.is_here:
                continue
            sizes |= {layer.digest: layer.size for layer in image.layers}
            names, _ = images.setdefault(image.digest, ([], tuple(layer.digest for layer in image.layers)))
            names.append(f"{tag.name} ({image.platform})" if several and image.platform else tag.name)
    rows = tuple(Row(joined(names), blocks) for names, blocks in images.values())
    owners: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for digest in dict.fromkeys(row.blocks):
            owners[digest].append(row.name)
    blocks = tuple(
        Block(letters(rank), digest, sizes[digest], tuple(names))
        for rank, (digest, names) in enumerate(owners.items())
    )
    return Layers(rows, blocks)


def joined(names: Sequence[str], most: int = 3) -> str:
    """Names of one image: the first ones, and how many there are besides."""
    more = f" +{len(names) - most}" if len(names) > most else ""
    return " = ".join(names[:most]) + more


def letters(rank: int) -> str:
    """Name a layer as a spreadsheet names its columns: A to Z, then AA."""
    name = ""
    rank += 1
    while rank:
        rank, rest = divmod(rank - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
