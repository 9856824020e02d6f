"""The pages laid out: head, navigation, table of contents; one file per page, which needs no other."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from checker import __version__
from checker.course.lab import Lab
from checker.messages import site as say
from checker.site import code
from checker.site.anchors import MAIN
from checker.site.lab_page import Content
from checker.site.prose import INDEX, Title, page_of
from checker.site.template import render

GLOSSARY = "glossaire.html"
CHAPTER_LEVEL = 2


@dataclass(frozen=True)
class Neighbour:
    """A page that another one leads to."""

    name: str
    title: str


def index_page(labs: Sequence[Lab], absent: Sequence[str]) -> str:
    """The first page: the labs, how long they last, what one learns in them."""
    entries = [(lab, "" if page_of(lab.id) in absent else page_of(lab.id)) for lab in labs]
    body = render("index.html.j2", entries=entries, glossary=GLOSSARY)
    first = next((_neighbour(lab) for lab, page in entries if page), None)
    return _page(say.COURSE, Content(body, ()), following=first)


def lab_page(lab: Lab, content: Content, labs: Sequence[Lab]) -> str:
    """The page of one lab, between those of its neighbours in this site."""
    rank = [other.id for other in labs].index(lab.id)
    before = _neighbour(labs[rank - 1]) if rank else Neighbour(INDEX, say.HOME)
    after = _neighbour(labs[rank + 1]) if rank + 1 < len(labs) else Neighbour(GLOSSARY, say.GLOSSARY)
    return _page(say.lab(lab.id[:2], lab.title), content, before, after, is_lab=True)


def glossary_page(content: Content) -> str:
    """The page of the course's words."""
    return _page(say.GLOSSARY, content, Neighbour(INDEX, say.HOME))


def _neighbour(lab: Lab) -> Neighbour:
    return Neighbour(page_of(lab.id), say.lab(lab.id[:2], lab.title))


def _page(
    title: str,
    content: Content,
    before: Neighbour | None = None,
    following: Neighbour | None = None,
    *,
    is_lab: bool = False,
) -> str:
    style = "\n".join([code.style(), *content.styles, _own_style()])
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return str(
        render(
            "page.html.j2",
            title=title,
            body=content.body,
            contents=_contents(content.titles),
            before=before,
            following=following,
            is_lab=is_lab,
            main=MAIN,
            index=INDEX,
            glossary=GLOSSARY,
            style=style,
            digest=digest,
            version=__version__,
        )
    )


def _contents(titles: Sequence[Title]) -> list[Title]:
    """The chapters, and the exercises in them."""
    return [t for t in titles if t.level == CHAPTER_LEVEL or t.is_exercise]


def _own_style() -> str:
    return resources.files("checker.site").joinpath("templates/style.css").read_text(encoding="utf-8")
