"""A web page of the results: made from a template, whole in one file, and unable to run or fetch anything."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from checker.messages import report as words
from checker.messages import results as say
from checker.messages import variants
from checker.results.text import block, clean, line


def render(template: str, **values: Any) -> bytes:
    """The page as a file's content; every value is text, cleaned and escaped, whoever wrote it."""
    return _environment().get_template(template).render(values).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("checker.results"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(line=line, block=block)
    style = environment.get_template("style.css").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals.update(
        say=say,
        words=words,
        variants=variants,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )
    return environment


def _finalize(value: Any) -> Any:
    return clean(value) if type(value) is str else value
