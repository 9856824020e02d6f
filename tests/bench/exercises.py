"""The same six exercises for everybody: the lab `course/labs/00-banc`, and what the peers are given of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from leftovers import NAME

from checker.course.lab import Lab, read_labs
from checker.course.notebook import answered_exercise

COURSE = Path(__file__).with_name("course")
HOST_CHECKS = Path(__file__).with_name("host_checks.py")
PUBLIC = re.compile(r"(?<![\w/])(?P<image>mysql|registry):(?P<tag>[\w.]+)")
PRIVATE = "localhost:5000"


def lab() -> Lab:
    """The lab of the six exercises."""
    return read_labs(COURSE)[0]


def first_cell() -> str:
    """The lesson's only cell: it starts the registry."""
    cells = json.loads(lab().notebook.read_text(encoding="utf-8"))["cells"]
    return next(cell["source"] for cell in cells if cell["cell_type"] == "code")


def answers() -> list[str]:
    """The reference answers, in order."""
    return [exercise.reference for exercise in lab().exercises]


def submission(replaced: dict[int, str] | None = None, *, mark: str = "") -> str:
    """A copy that answers everything rightly.

    Args:
        replaced: other answers, by the exercise's number.
        mark: a comment that tells this copy from the others.
    """
    content = json.loads(lab().notebook.read_text(encoding="utf-8"))
    numbers = {exercise.id: n for n, exercise in enumerate(lab().exercises, 1)}
    references = dict(enumerate(answers(), 1))
    for cell in content["cells"]:
        exercise = answered_exercise(cell)
        if exercise is not None:
            number = numbers[exercise]
            cell["source"] = (replaced or {}).get(number, f"# {mark}\n{references[number]}")
    return json.dumps(content)


def with_source(script: str, source: str) -> str:
    """The same commands, public images pulled from another registry."""
    return PUBLIC.sub(rf"{source}/\g<image>:\g<tag>", script)


def on_host(text: str, address: str) -> str:
    """The same commands and checks against a registry of this host, under names that are ours alone."""
    text = PUBLIC.sub(rf"{address}/source/\g<image>:\g<tag>", text)
    return text.replace(PRIVATE, address).replace("mysql", NAME)


def code_cell(id_: str, source: str, metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    """A code cell that was not run yet, as a notebook keeps it."""
    return {
        "cell_type": "code",
        "id": id_,
        "metadata": metadata or {},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }
