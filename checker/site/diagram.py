"""Mermaid's diagrams drawn while the site is built: the pages need no script and no network."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from functools import cache
from html import escape, unescape

from markupsafe import Markup

from checker.errors import CheckerError, LabError
from checker.messages import site as say

FONT = '"DejaVu Sans", Verdana, Arial, sans-serif'
"""The font that the boxes are measured with, and narrower ones."""
FONT_SIZE = "14px"
WRAPPING_WIDTH = 400
"""Pixels of a line in a box, more than Mermaid's own 200: addresses cannot be parted, and would be cut."""
SMALLEST = 0.55
"""A diagram is not shrunk further, it scrolls: its words must stay readable."""

_SIZE = re.compile(r'viewBox="\S+ \S+ (\S+) (\S+)"')
_WORDS = re.compile(r"<(p|text)\b[^>]*>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Drawing:
    """A diagram as an image."""

    svg: str
    width: int
    height: int

    @property
    def address(self) -> str:
        """The image itself, as an address."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode()

    @property
    def words(self) -> str:
        """What is written in it, in its order."""
        texts = (" ".join(unescape(_TAG.sub(" ", inner)).split()) for _, inner in _WORDS.findall(self.svg))
        return say.listed(dict.fromkeys(text for text in texts if text))


def figure(source: str) -> Markup:
    """A diagram that suits light and dark pages.

    Raises:
        LabError: Mermaid does not understand the source.
    """
    light, dark = draw(source, "default"), draw(source, "dark")
    smallest = round(SMALLEST * light.width)
    return Markup(
        f'<figure class="schema" tabindex="0" role="group" aria-label="{escape(say.DIAGRAM)}"><picture>'
        f'<source media="screen and (prefers-color-scheme: dark)" srcset="{dark.address}">'
        f'<img src="{light.address}" width="{light.width}" height="{light.height}" '
        f'style="min-width: {smallest}px" alt="{escape(say.diagram(light.words))}">'
        "</picture></figure>"
    )


@cache
def draw(source: str, theme: str) -> Drawing:
    """One diagram in one of Mermaid's themes.

    Raises:
        LabError: Mermaid does not understand the source.
        CheckerError: Mermaid cannot run on this computer.
    """
    try:
        import mermaidx
    except ImportError as exc:  # its engine has no wheel for every computer
        raise CheckerError(say.NO_MERMAID, do=say.OTHER_COMPUTER) from exc
    flowchart = {"htmlLabels": True, "wrappingWidth": WRAPPING_WIDTH}
    config = {
        "fontFamily": FONT,
        "themeVariables": {"fontFamily": FONT, "fontSize": FONT_SIZE},
        "flowchart": flowchart,
    }
    try:
        svg = mermaidx.render(source, theme=theme, config=config).svg()
    except RuntimeError as exc:
        first = next(iter(source.strip().splitlines()), "")
        raise LabError(say.bad_diagram(first[:80], str(exc)[:300]), do=say.MEND_DIAGRAM) from exc
    size = _SIZE.search(svg)
    width, height = (round(float(length)) for length in size.groups()) if size else (800, 400)
    # An image has a size of its own; Mermaid's fills its line.
    return Drawing(svg.replace('width="100%"', f'width="{width}" height="{height}"', 1), width, height)
