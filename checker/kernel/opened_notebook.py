"""The notebook that this kernel was started for, as far as Jupyter says it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from checker.course.lab import HOME, course_root, read_containers, read_images
from checker.errors import CheckerError

VARIABLE = "JPY_SESSION_NAME"


def containers() -> set[str]:
    """The containers that its lab needs, beyond the usual ones."""
    return set(_of_its_lab(read_containers))


def images() -> tuple[str, ...]:
    """The images that its lab begins with."""
    return _of_its_lab(read_images)


def is_home() -> bool:
    """Whether it is the course's home page, which needs no sandbox to be of use."""
    return _name() == HOME


def _of_its_lab(read: Callable[[Path], tuple[str, ...]]) -> tuple[str, ...]:
    """What its lab, whose name it bears, says; a copy's name goes on after it: `06-projet-final-Copy1`."""
    name = _name()
    with contextlib.suppress(CheckerError, OSError):
        for folder in (course_root() / "labs").iterdir():
            if name.startswith(folder.name) and (folder / "lab.toml").exists():
                return read(folder)
    return ()


def _name() -> str:
    return Path(os.environ.get(VARIABLE, "")).stem
