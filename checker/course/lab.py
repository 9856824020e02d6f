"""A lab: `lab.toml`, its exercises and its notebook; and where the course stands on disk."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.course.exercise import Exercise, _read_toml, _text, read_exercise
from checker.course.quiz import NAME as QUIZ
from checker.course.quiz import Quiz, read_quiz
from checker.errors import LabError
from checker.messages import course as say

HOME = "accueil"
"""The notebook that opens first: no lab, it shows the way to them."""


@dataclass(frozen=True)
class Lab:
    """A lab as its author wrote it."""

    id: str
    """Folder name, `02-registre-prive`; the order is its number."""
    folder: Path
    title: str
    minutes: int
    objectives: tuple[str, ...]
    prerequisites: tuple[str, ...]
    containers: tuple[str, ...]
    """Containers beyond machine and hub that the lab needs: `acme`, `machine2`."""
    images: tuple[str, ...]
    """Images that the learner's engine has from the beginning: `registry:2`."""
    exercises: tuple[Exercise, ...]
    quiz: Quiz | None = None
    variant: str = ""
    """Whose values the exercises have; empty: those of everybody."""

    @property
    def has_values(self) -> bool:
        """Whether some of it differs from learner to learner."""
        return any(exercise.values for exercise in self.exercises)

    def seen_with(self, variant: str) -> Lab:
        """This lab as the learner with this variant sees it.

        Raises:
            LabError: its folder cannot be read any more.
        """
        return read_lab(self.folder, variant) if variant and self.has_values else self

    @property
    def notebook(self) -> Path:
        """The notebook that carries all the lab's prose."""
        return self.folder.parent.parent / "notebooks" / f"{self.id}.ipynb"


def course_root() -> Path:
    """The folder that holds `labs/` and `notebooks/`: `$REGISTRES_COURSE`, else beside this package."""
    chosen = os.environ.get("REGISTRES_COURSE")
    return Path(chosen) if chosen else Path(__file__).resolve().parents[2]


def read_lab(folder: Path, variant: str = "") -> Lab:
    """Read a lab's folder, exercises included, as the learner with this variant sees it.

    Raises:
        LabError: the folder is not a lab, or one of its files is wrong.
    """
    path = folder / "lab.toml"
    data = _read_toml(path)
    exercises = tuple(
        read_exercise(child, variant)
        for child in sorted(folder.iterdir())
        if child.is_dir() and child.name != "__pycache__"
    )
    return Lab(
        id=folder.name,
        folder=folder,
        title=_text(path, data, "title"),
        minutes=int(data.get("minutes", 0)),
        objectives=tuple(data.get("objectives", ())),
        prerequisites=tuple(data.get("prerequisites", ())),
        containers=_names(data, "containers"),
        images=_names(data, "images"),
        exercises=exercises,
        quiz=read_quiz(folder) if (folder / QUIZ).exists() else None,
        variant=variant if any(exercise.values for exercise in exercises) else "",
    )


def read_containers(folder: Path) -> tuple[str, ...]:
    """The containers that a lab needs, without reading its exercises.

    Raises:
        LabError: the folder is not a lab, or its `lab.toml` is wrong.
    """
    return _names(_read_toml(folder / "lab.toml"), "containers")


def read_images(folder: Path) -> tuple[str, ...]:
    """The images that a lab begins with, without reading its exercises.

    Raises:
        LabError: the folder is not a lab, or its `lab.toml` is wrong.
    """
    return _names(_read_toml(folder / "lab.toml"), "images")


def read_labs(root: Path | None = None) -> tuple[Lab, ...]:
    """All the labs of the course, in order."""
    labs = (root or course_root()) / "labs"
    return tuple(read_lab(f) for f in sorted(labs.iterdir()) if (f / "lab.toml").exists())


def find_lab(lab_id: str, root: Path | None = None) -> Lab:
    """The lab with this id.

    Raises:
        LabError: there is none; the message names the nearest ids.
    """
    labs = (root or course_root()) / "labs"
    known = sorted(path.parent.name for path in labs.glob("*/lab.toml"))
    if lab_id not in known:
        raise LabError(say.unknown_lab(lab_id[:80]), do=say.known_ids(lab_id, known))
    return read_lab(labs / lab_id)


def find_exercise(exercise_id: str, root: Path | None = None, variant: str = "") -> Exercise:
    """The exercise with this id, as the learner with this variant sees it.

    Raises:
        LabError: there is none; the message names the nearest ids.
    """
    folder = (root or course_root()) / "labs" / exercise_id
    # An id is data from a notebook: it must not walk out of labs/.
    parts = Path(exercise_id).parts
    if len(parts) != 2 or ".." in parts or not (folder / "exercise.toml").exists():
        known = [e.id for lab in read_labs(root) for e in lab.exercises]
        raise LabError(say.unknown_exercise(exercise_id), do=say.known_ids(exercise_id, known))
    return read_exercise(folder, variant)


def _names(data: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(data.get(key, ()))
