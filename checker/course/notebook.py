"""The cells of a lab's notebook that belong to exercises, and what an answer's source says."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from checker.errors import LabError
from checker.messages import course as say

KERNEL_NAME = "bac-a-sable"
LANGUAGE = "bash"
SHOW = "%exercice"
ASK = "%quiz"


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """A notebook of the course.

    Raises:
        LabError: it is missing, or is no notebook.
    """
    try:
        with warnings.catch_warnings():
            # nbformat mends missing and repeated ids, and warns: `checker verify` tells them in French.
            warnings.simplefilter("ignore")
            notebook = nbformat.read(path, as_version=4)
            nbformat.validate(notebook)
    except FileNotFoundError as exc:
        raise LabError(say.missing_file(path), do=say.CREATE_FILE) from exc
    except (ValueError, nbformat.ValidationError, nbformat.reader.NotJSONError) as exc:
        raise LabError(say.bad_notebook(path), do=say.MEND_NOTEBOOK) from exc
    return notebook


def shown_exercise(cell: Mapping[str, Any]) -> str | None:
    """The exercise that a `%exercice` cell shows, None for any other cell."""
    return _named(cell, SHOW)


def asked_quiz(cell: Mapping[str, Any]) -> str | None:
    """The lab whose quiz a `%quiz` cell asks, None for any other cell."""
    return _named(cell, ASK)


def _named(cell: Mapping[str, Any], command: str) -> str | None:
    """What a cell of one command alone names."""
    words = str(cell.get("source", "")).split()
    is_it = cell.get("cell_type") == "code" and len(words) == 2 and words[0] == command
    return words[1] if is_it else None


def answered_exercise(cell: Mapping[str, Any]) -> str | None:
    """The exercise that an answer cell belongs to, None for any other cell."""
    metadata = cell.get("metadata")
    mark = metadata.get("checker") if isinstance(metadata, Mapping) else None
    exercise = mark.get("exercise") if isinstance(mark, Mapping) else None
    return exercise if isinstance(exercise, str) and cell.get("cell_type") == "code" else None


def commands(source: str) -> str:
    """The lines of an answer that do something: without comments, indentation and blank lines."""
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("#"))


def is_command_cell(source: str) -> bool:
    """Whether a cell holds `%` commands for the kernel, which skips comments before it looks."""
    return commands(source).startswith("%")
