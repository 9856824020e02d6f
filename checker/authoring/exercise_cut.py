"""An `exercise.toml` without its hidden criteria, its form and other comments kept."""

from __future__ import annotations

import tomlkit
from tomlkit.items import AoT, Comment, Whitespace

from checker.course.exercise import HIDDEN_POINTS
from checker.errors import LabError
from checker.messages import release as say


def without_hidden(text: str) -> str:
    """Take out the hidden criteria and the comments before them; say how many points they were.

    Raises:
        LabError: the criteria are not written as `[[criteria]]` blocks.
    """
    document = tomlkit.parse(text)
    criteria = document["criteria"]
    if not isinstance(criteria, AoT):
        raise LabError(say.CRITERIA_NOT_BLOCKS, do=say.WRITE_BLOCKS)
    _give_back_comments(document, criteria)
    hidden = [number for number, table in enumerate(criteria) if table.get("hidden")]
    points = sum(criteria[number]["points"] for number in hidden)
    for number in reversed(hidden):
        del criteria[number]
    told = tomlkit.item(int(points) if points == int(points) else float(points))
    document[HIDDEN_POINTS] = told.comment(say.JUDGED_WITH_FULL_COURSE)
    return tomlkit.dumps(document)


def _give_back_comments(document: tomlkit.TOMLDocument, criteria: AoT) -> None:
    """Make the comments before a block its own: for tomlkit they end the block before."""
    bodies = [document.body[: _place(document)], *(table.value.body for table in criteria)]
    containers = [document.body, *bodies[1:]]
    for table, body, container in zip(criteria, bodies, containers, strict=False):
        number = len(body)
        lead = ""
        while number and isinstance(body[number - 1][1], Comment | Whitespace):
            number -= 1
            lead = body[number][1].as_string() + lead
            container[number] = (None, Whitespace(""))
        table.trivia.indent = lead + table.trivia.indent


def _place(document: tomlkit.TOMLDocument) -> int:
    return next(number for number, (_, item) in enumerate(document.body) if isinstance(item, AoT))
