"""The Markdown of one page as HTML: titles with anchors, links between pages, diagrams drawn."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from html import escape, unescape
from pathlib import PurePosixPath
from typing import Any

import mistune
from markupsafe import Markup

from checker.course.lab import HOME
from checker.messages import site as say
from checker.site import code, diagram
from checker.site.anchors import Anchors

INDEX = "index.html"
PLUGINS = ("table", "strikethrough", "url")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Title:
    """A title of a page, for its table of contents."""

    level: int
    anchor: str
    text: str
    is_exercise: bool = False


class Prose:
    """Renders the texts of one page, in their order.

    Args:
        anchors: the page's.
        absent: pages that this site does without; a link to one of them is only its text.
    """

    def __init__(self, anchors: Anchors, absent: Collection[str]) -> None:
        self.titles: list[Title] = []
        renderer = _Renderer(anchors, absent, self.titles)
        self._markdown = mistune.create_markdown(renderer=renderer, plugins=PLUGINS)

    def html(self, text: str) -> Markup:
        """One text of the course, which is trusted."""
        return Markup(self._markdown(text))


class _Renderer(mistune.HTMLRenderer):
    def __init__(self, anchors: Anchors, absent: Collection[str], titles: list[Title]) -> None:
        super().__init__(escape=False)
        self._anchors = anchors
        self._absent = absent
        self._titles = titles

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        words = unescape(_TAG.sub("", text))
        anchor = self._anchors.give(words)
        self._titles.append(Title(level, anchor, words))
        return f'<h{level} id="{anchor}">{text}</h{level}>\n'

    def block_code(self, code_text: str, info: str | None = None) -> str:
        language = (info or "").split()[0] if info else ""
        if language == "mermaid":
            return diagram.figure(code_text)
        return code.coloured(code_text, language)

    def table(self, text: str) -> str:
        """A table, in a part that scrolls by itself where it is too wide, also with the keyboard."""
        start = f'<div class="tableau" role="group" tabindex="0" aria-label="{escape(say.TABLE)}">'
        # A title without words titles nothing.
        return f"{start}<table>\n{text.replace('<th></th>', '<td></td>')}</table></div>\n"

    def link(self, text: str, url: str, title: str | None = None) -> str:
        target, mark, anchor = url.partition("#")
        if ":" not in url and target:
            target = page_of(target)
            if target in self._absent:
                return text
        return f'<a href="{escape(target + mark + anchor)}">{text}</a>'


def page_of(name: str) -> str:
    """The page that shows a notebook or a Markdown file of the course."""
    stem = PurePosixPath(name).stem
    return INDEX if stem == HOME else f"{stem}.html"
