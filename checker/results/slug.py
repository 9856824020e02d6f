"""The folder of each learner's reports: a name for every file system, that no two learners share."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from checker.course.accents import without_accents

LONGEST = 60
_NAMELESS = "copie"
_MARKED = re.compile(r".*-[0-9a-f]{12}")
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that Windows gives to devices."""


def slugs(names: Iterable[str]) -> dict[str, str]:
    """A slug for each name; it carries a digest of the name where it would not tell it from others."""
    plain = {name: _plain(name) for name in dict.fromkeys(names)}
    shared = Counter(slug for slug, _ in plain.values())
    return {
        name: slug if is_faithful and shared[slug] == 1 else f"{slug}-{_mark(name)}"
        for name, (slug, is_faithful) in plain.items()
    }


def _plain(name: str) -> tuple[str, bool]:
    """The name in small letters, digits and hyphens, and whether nothing but accents and spaces was lost."""
    bare = without_accents(name).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    is_faithful = (
        re.fullmatch(r"[a-z0-9 ._'-]+", bare) is not None
        and 0 < len(slug) <= LONGEST
        and not _RESERVED.fullmatch(slug)
        and not _MARKED.fullmatch(slug)
    )
    return slug[:LONGEST].strip("-") or _NAMELESS, is_faithful


def _mark(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
