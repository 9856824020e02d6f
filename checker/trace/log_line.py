"""One line of a log: its moment, and the `name=value` pairs that Docker's programs write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

LONGEST_LINE = 8_000
_STAMP = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z) (.*)")
_FIELD = re.compile(r'([\w.]+)=("(?:[^"\\]|\\.)*"|\S*)')
_ESCAPE = re.compile(r"\\(.)")


def stamped_lines(text: str) -> Iterator[tuple[float, str]]:
    """Lines in front of which the engine put their moment, bounded."""
    for line in text.splitlines():
        found = _STAMP.match(line[:LONGEST_LINE])
        moment = moment_of(found[1]) if found else None
        if found and moment is not None:
            yield moment, found[2]


def fields_of(line: str) -> dict[str, str]:
    """The pairs of a structured line; empty for any other line."""
    if not line.startswith("time="):
        return {}
    return {
        name: _unquoted(value[1:-1]) if value.startswith('"') else value
        for name, value in _FIELD.findall(line[:LONGEST_LINE])
    }


def moment_of(text: str) -> float | None:
    """Seconds since the epoch of `2026-11-25T13:45:16.715152745Z`."""
    whole, _, fraction = text.rstrip("Z").partition(".")
    try:
        seconds = datetime.fromisoformat(f"{whole}+00:00").timestamp()
        return seconds + (float(f"0.{fraction}") if fraction else 0.0)
    except ValueError:
        return None


def _unquoted(text: str) -> str:
    return _ESCAPE.sub(lambda found: " " if found[1] in "nrt" else found[1], text)
