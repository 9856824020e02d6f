"""What belongs to the course, file by file: nothing that somebody added to labs, notebooks or the root."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checker.course.lab import HOME, Lab
from checker.course.quiz import NAME as QUIZ
from checker.errors import LabError
from checker.messages import course as say

PROGRAM = Path(__file__).resolve().parents[2]
PACKAGE = "checker"
PROGRAM_FILES = (
    ".github/capture.png",
    ".gitignore",
    "BENCHMARKS.md",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "environment.yml",
    "pyproject.toml",
)
COURSE_FILES = ("labs/README.md", "notebooks/glossaire.md", f"notebooks/{HOME}.ipynb")
MADE_BY_USE = {".venv", ".ipynb_checkpoints", "__pycache__", "build"}
"""What using the course adds to its folder; nobody's work."""
OF_A_RUN = {"collapsed", "execution", "scrolled", "trusted", "widgets"}
"""Metadata that JupyterLab leaves in a notebook that was run."""


def course_files(root: Path, labs: tuple[Lab, ...]) -> Iterator[tuple[Path, Path]]:
    """Each file of the program and of a course, and its name there; not the tests."""
    package = (path for path in sorted((PROGRAM / PACKAGE).rglob("*")) if path.is_file())
    for path in (*(PROGRAM / name for name in PROGRAM_FILES), *package):
        name = path.relative_to(PROGRAM)
        if path.is_file() and not MADE_BY_USE & set(name.parts):
            yield path, name
    wanted = [root / name for name in COURSE_FILES]
    for lab in labs:
        wanted += [lab.folder / "lab.toml", lab.folder / QUIZ, lab.notebook]
        for exercise in lab.exercises:
            wanted += [exercise.folder / "exercise.toml", exercise.criteria_module]
            wanted += [exercise.setup] if exercise.setup else []
            wanted += [*exercise.right, *(wrong.path for wrong in exercise.wrong)]
    yield from ((path, path.relative_to(root)) for path in wanted if path.is_file())


def as_new(path: Path) -> str:
    """A notebook as its author wrote it: without what running it left.

    Raises:
        LabError: it is no notebook.
    """
    try:
        notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for part in (notebook, *notebook["cells"]):
            part["metadata"] = {k: v for k, v in part["metadata"].items() if k not in OF_A_RUN}
            if part.get("cell_type") == "code":
                part["outputs"], part["execution_count"] = [], None
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise LabError(say.bad_notebook(path), do=say.MEND_NOTEBOOK) from exc
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
