"""Every link of the finished pages: those that stay in the site must lead somewhere."""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from checker.messages import site as say

ELSEWHERE = ("http", "https", "mailto")


@dataclass(frozen=True)
class Links:
    """What was found."""

    broken: tuple[str, ...]
    """A French sentence for each."""
    internal: int
    external: tuple[str, ...]
    """Addresses out of the site, each once."""


def check_links(folder: Path) -> Links:
    """Read every page of a folder, and follow the links that stay in it."""
    pages = {path.relative_to(folder).as_posix(): _read(path) for path in sorted(folder.rglob("*.html"))}
    broken = [
        say.repeated_anchor(name, anchor)
        for name, page in pages.items()
        for anchor, count in page.anchors.items()
        if count > 1
    ]
    external: set[str] = set()
    internal = 0
    for name, page in pages.items():
        for link in page.links:
            scheme = urlsplit(link).scheme
            if scheme in ELSEWHERE:
                external.add(link)
            elif scheme != "data":
                internal += 1
                if not _leads_somewhere(folder, pages, name, link):
                    broken.append(say.broken_link(name, link))
    return Links(tuple(broken), internal, tuple(sorted(external)))


@dataclass
class _Page(HTMLParser):
    """The anchors and the links of one page."""

    anchors: Counter[str] = field(default_factory=Counter)
    links: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.anchors[value] += 1
            elif name in ("href", "src") and value is not None:
                self.links.append(value)


def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    return page


def _leads_somewhere(folder: Path, pages: dict[str, _Page], name: str, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return False  # nothing but a web server would find it, or nothing at all
    beside = posixpath.join(posixpath.dirname(name), unquote(parts.path))
    target = posixpath.normpath(beside) if parts.path else name
    if target not in pages:
        return not parts.fragment and (folder / target).is_file()
    return not parts.fragment or unquote(parts.fragment) in pages[target].anchors
