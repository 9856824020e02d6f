"""A fresh sandbox with what a lab needs, and the course's kernel in it."""

from __future__ import annotations

import os
from pathlib import Path

from checker.batch.replay import CellOutcome, Replay
from checker.course.lab import Lab
from checker.progress.own_variant import VARIABLE
from checker.sandbox.sandbox import Sandbox


class Stage:
    """Where the cells of one notebook are run.

    Args:
        lab: the lab as its learner sees it: the containers that it needs, the values that it shows.
        root: the course's folder.

    Raises:
        SandboxError: the sandbox or the kernel does not start.
    """

    def __init__(self, lab: Lab, root: Path) -> None:
        self._sandbox = Sandbox.start(containers=lab.containers)
        try:
            self._replay = Replay(
                {
                    **os.environ,
                    "REGISTRES_SANDBOX": self._sandbox.run_id,
                    "REGISTRES_COURSE": str(root),
                    VARIABLE: lab.variant,
                }
            )
        except BaseException:
            self._sandbox.stop()
            raise

    @property
    def run_id(self) -> str:
        """The sandbox's id, for the grader."""
        return self._sandbox.run_id

    def run(self, source: str, *, timeout_s: float) -> CellOutcome:
        """Run one cell to its end or to the end of its time.

        Raises:
            SandboxError: the kernel died or answers no more.
        """
        return self._replay.run(source, timeout_s=timeout_s)

    def kill(self) -> None:
        """End the kernel at once, from any thread: whatever is being run raises SandboxError."""
        self._replay.kill()

    def close(self) -> None:
        """Remove the kernel and the sandbox."""
        try:
            self._replay.close()
        finally:
            self._sandbox.stop()
