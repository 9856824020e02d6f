"""Digests, types, dates and platforms in few words."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from checker.explorer.likeness import Likeness, Place
from checker.explorer.shelf import Repository, Shelf, Tag
from checker.messages import explorer as say

LONGEST_NAME = 120
OLDEST = 1980
"""Reproducible builds date their images from 1970 or from the year 1: that is no date."""


def short(digest: str) -> str:
    """The beginning of a digest, as docker prints it."""
    return name(digest.removeprefix("sha256:")[:12])


def name(text: str) -> str:
    """A name that came from a registry: bounded, on one line."""
    text = re.sub(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]", "\ufffd", text)
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"


def weight(count: int) -> str:
    """A number of bytes in the unit that suits it, to two figures at least."""
    value, units = float(count), iter(("octets", "ko", "Mo", "Go"))
    unit = next(units)
    while value >= 1000 and (larger := next(units, "")):
        value, unit = value / 1000, larger
    digits = 1 if value < 10 and unit != "octets" else 0
    return f"{value:.{digits}f} {unit}".replace(".", ",")


def date(text: str) -> str:
    """A moment as a French reader writes it."""
    try:
        moment = datetime.fromisoformat(re.sub(r"\.\d+", "", text)).astimezone(UTC)
    except (ValueError, OverflowError):
        return say.UNKNOWN
    return moment.strftime("%d/%m/%Y %H:%M") if moment.year >= OLDEST else say.NOT_DATED


def media_type(tag: Tag) -> str:
    """What kind of thing a tag leads to."""
    return say.TYPES.get(tag.media_type, name(tag.media_type))


def platforms(tag: Tag) -> str:
    """For which machines."""
    found = dict.fromkeys(name(image.platform) or say.UNKNOWN for image in tag.images)
    return ", ".join(found) or say.UNKNOWN


def full_name(shelf: Shelf, repository: Repository) -> str:
    """A repository as an image reference begins."""
    return name(f"{shelf.address}/{repository.name}")


def twins(likeness: Likeness, place: Place, tag: Tag, most: int = 6) -> str:
    """The other names of the same manifest, in one line."""
    return some([name(other) for other in likeness.same_digest(place, tag)], most)


def some(names: list[str], most: int) -> str:
    """The first names of a list, and how many are left."""
    left = len(names) - most
    return ", ".join([*names[:most], say.more(left)] if left > 0 else names)


def cells(likeness: Likeness, place: Place, tag: Tag) -> tuple[str, ...]:
    """One line of the table of tags, in the order of `COLUMNS`."""
    if not tag.digest:
        return name(tag.name), tag.trouble, "", "", "", "", "", ""
    return (
        name(tag.name),
        short(tag.digest),
        media_type(tag),
        platforms(tag),
        weight(tag.size),
        date(tag.created),
        str(len(tag.layer_digests)),
        twins(likeness, place, tag),
    )
