"""The templates of the pages; what they say is in `checker/messages/site.py`."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checker.course import inline
from checker.messages import site as say


def render(name: str, **values: Any) -> Markup:
    """One template, every value escaped that is not HTML already."""
    return Markup(_environment().get_template(name).render(say=say, **values))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("checker.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inline"] = lambda text: Markup(inline.as_html(text))
    return environment
