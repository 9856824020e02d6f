"""The one mark-up of a quiz's texts: `code` between backticks."""

from __future__ import annotations

import re
from html import escape

_CODE = re.compile(r"`([^`]*)`")


def as_html(text: str) -> str:
    """The text as HTML, all of it escaped."""
    return _CODE.sub(r"<code>\1</code>", escape(text))


def as_plain(text: str) -> str:
    """The text where nothing can be set in another type: code stands between guillemets, unless it is all."""
    if is_code(text):
        return text[1:-1]
    return _CODE.sub("«\u202f\\1\u202f»", text)


def is_code(text: str) -> bool:
    """Whether the text is code from end to end."""
    return _CODE.fullmatch(text) is not None
