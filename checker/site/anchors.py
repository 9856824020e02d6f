"""The anchors of one page: readable, unique, and the same from one build to the next."""

from __future__ import annotations

import re

from checker.course.accents import without_accents

MAIN = "contenu"
"""The anchor of every page's main part."""


class Anchors:
    """Gives each title of a page an identifier of its own."""

    def __init__(self) -> None:
        self._given = {MAIN}

    def give(self, title: str) -> str:
        """An identifier made of the title's words; a number tells two same titles apart."""
        words = re.findall(r"[a-z0-9]+", without_accents(title.lower()))
        wanted = anchor = "-".join(words) or "partie"
        number = 1
        while anchor in self._given:
            number += 1
            anchor = f"{wanted}-{number}"
        self._given.add(anchor)
        return anchor
