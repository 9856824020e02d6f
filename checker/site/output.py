"""What one cell printed or showed, as parts of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from checker.messages import site as say
from checker.site import code

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


class Outputs:
    """Turns the outputs of a page's cells into HTML, and keeps the styles that they bring."""

    def __init__(self) -> None:
        self.styles: dict[str, None] = {}
        """In the order in which they came; a page names its styles once, at its head."""

    def html(self, outputs: Iterable[Mapping[str, Any]]) -> Markup:
        """The outputs of one cell, in their order; texts that follow one another are one text."""
        parts: list[Markup] = []
        text = ""
        for output in outputs:
            page = output.get("data", {}).get("text/html")
            if page is None:
                text += _text(output)
                continue
            parts += [code.printed(text, say.OUTPUT)] if text.strip() else []
            text = ""
            # Our own kernel made it: what it shows of the learner's world is escaped already.
            parts.append(Markup(_STYLE.sub(self._keep, page)))
        parts += [code.printed(text, say.OUTPUT)] if text.strip() else []
        return Markup().join(parts)

    def _keep(self, style: re.Match[str]) -> str:
        self.styles[style[1].strip()] = None
        return ""


def _text(output: Mapping[str, Any]) -> str:
    if output["output_type"] == "stream":
        return str(output["text"])
    if output["output_type"] == "error":
        return "\n".join(output["traceback"]) + "\n"
    return str(output.get("data", {}).get("text/plain", ""))
