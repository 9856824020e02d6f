"""Submissions made from the course's own notebook, as a learner would hand them in."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from checker.batch.nursery import Nursery
from checker.course.lab import Lab, read_labs
from checker.course.notebook import answered_exercise
from checker.kernel import kernelspec

LAB = "02-registre-prive"
ENDS_S = 15.0


class Copy:
    """A learner's notebook, to fill in and to hand in."""

    def __init__(self, lab: Lab, folder: Path) -> None:
        self.lab = lab
        self.path = folder / "copie.ipynb"
        self.content = json.loads(lab.notebook.read_text(encoding="utf-8"))

    def cell(self, exercise: str) -> dict:
        """The answer cell of an exercise named by its two digits."""
        return next(
            c for c in self.content["cells"] if (answered_exercise(c) or "").startswith(f"{LAB}/{exercise}")
        )

    def answer(self, exercise: str, source: str) -> None:
        self.cell(exercise)["source"] = source

    def answer_all(self, variant: int = 0) -> None:
        """Answer everything rightly, with the right answer of this rank."""
        for exercise in self.lab.exercises:
            script = exercise.right[min(variant, len(exercise.right) - 1)]
            self.answer(exercise.folder.name[:2], exercise.script(script))

    def save(self) -> Path:
        self.path.write_text(json.dumps(self.content), encoding="utf-8")
        return self.path


@pytest.fixture(scope="session")
def lab() -> Lab:
    return next(lab for lab in read_labs() if lab.id == LAB)


@pytest.fixture
def copy(lab: Lab, tmp_path: Path) -> Copy:
    return Copy(lab, tmp_path)


@pytest.fixture(scope="session", autouse=True)
def kernel_is_installed() -> None:
    kernelspec.install()


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    with contextlib.closing(Nursery()) as nursery:
        yield nursery


@pytest.fixture
def wait_until_gone() -> Callable[..., None]:
    """Waits for the end of processes by their numbers."""

    def wait(*pids: int) -> None:
        end = time.monotonic() + ENDS_S
        while any(psutil.pid_exists(pid) for pid in pids):
            assert time.monotonic() < end, "processes that nobody uses"
            time.sleep(0.05)

    return wait
