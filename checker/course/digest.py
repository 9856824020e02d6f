"""What tells one state of a lab from another, for whoever judges: its criteria, its scripts, its lessons."""

from __future__ import annotations

import hashlib
import json

from checker.course.lab import Lab
from checker.course.notebook import answered_exercise, read_notebook


def lab_digest(lab: Lab) -> str:
    """A SHA-256 that changes when a verdict could: with criteria, solutions, lessons; not with prose.

    Raises:
        LabError: the lab's notebook cannot be read.
    """
    total = hashlib.sha256()
    paths = [lab.folder / "lab.toml"]
    for exercise in lab.exercises:
        paths += [exercise.folder / "exercise.toml", exercise.criteria_module]
        paths += [path for path in (exercise.setup, *exercise.right[:1]) if path is not None]
    for path in paths:
        content = path.read_bytes()
        total.update(f"{path.relative_to(lab.folder)}\n{len(content)}\n".encode())
        total.update(content)
    cells = [c for c in read_notebook(lab.notebook).cells if c.cell_type == "code"]
    total.update(json.dumps([(answered_exercise(c), c.source) for c in cells]).encode())
    return total.hexdigest()
