"""A fresh sandbox with what a lab needs, and the course's kernel in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker.batch.cell_outcome import CellOutcome
from checker.batch.nursery import Nursery
from checker.course.lab import Lab
from checker.progress.own_variant import VARIABLE
from checker.sandbox import labels
from checker.sandbox.parallel import in_parallel
from checker.sandbox.pool import Pool
from checker.sandbox.sandbox import Sandbox

if TYPE_CHECKING:
    from checker.batch.replay import Replay

NOTHING = "#"
OPENING_TIMEOUT_S = 60


@dataclass(frozen=True)
class Setting:
    """What a stage must have: one that was prepared for somebody serves whoever needs the same.

    Args:
        containers: what the sandbox has beside the hub and the learner's machine.
        images: what the learner's engine begins with.
        root: the course's folder.
        variant: whose values the lab shows, where it has some.
    """

    containers: tuple[str, ...]
    images: tuple[str, ...]
    root: Path
    variant: str = ""

    @classmethod
    def of(cls, lab: Lab, root: Path) -> Setting:
        """What a lab needs, as its learner sees it."""
        return cls(lab.containers, lab.images, root, lab.variant)


class Stage:
    """Where the cells of one notebook are run. Nothing has been run there yet.

    Args:
        setting: what it must have.
        nursery: who starts its kernel.

    Raises:
        SandboxError: the sandbox or the kernel does not start.
    """

    def __init__(self, setting: Setting, nursery: Nursery) -> None:
        self.run_id = labels.new_run_id()
        """The sandbox's id, for the grader."""
        made: list[Sandbox] = []
        begun: list[Replay] = []
        env = {
            **os.environ,
            "REGISTRES_SANDBOX": self.run_id,
            "REGISTRES_COURSE": str(setting.root),
            VARIABLE: setting.variant,
        }

        def begin() -> None:
            from checker.batch.replay import Replay  # its libraries take their time to import

            begun.append(Replay(env, nursery))

        def start() -> None:
            made.append(
                Sandbox.start(containers=setting.containers, preloaded=setting.images, run_id=self.run_id)
            )

        # The kernel looks for the sandbox when its first cell comes.
        errors = in_parallel([start, begin])
        if errors:
            for replay in begun:
                replay.close()
            for sandbox in made:
                sandbox.stop()
            raise errors[0]
        self._sandbox, self._replay = made[0], begun[0]

    def run(self, source: str, *, timeout_s: float) -> CellOutcome:
        """Run one cell to its end or to the end of its time.

        Raises:
            SandboxError: the kernel died or answers no more.
        """
        return self._replay.run(source, timeout_s=timeout_s)

    def pause(self) -> None:
        """Let it wait for somebody, with the shell open, at no cost but memory.

        Raises:
            SandboxError: it is lost.
        """
        self.run(NOTHING, timeout_s=OPENING_TIMEOUT_S)
        self._sandbox.pause()

    def resume(self) -> None:
        """Go on, as if it had just been made.

        Raises:
            SandboxError: it was lost while it waited.
        """
        self._sandbox.resume()
        self.run(NOTHING, timeout_s=OPENING_TIMEOUT_S)

    def kill(self) -> None:
        """End the kernel at once, from any thread: whatever is being run raises SandboxError."""
        self._replay.kill()

    def stop(self) -> None:
        """Remove the kernel and the sandbox.

        Raises:
            SandboxError: the engine will not let go of something.
        """
        if errors := in_parallel([self._sandbox.stop, self._replay.close]):
            raise errors[0]


Stages = Pool[Setting, Stage]
"""Where whoever plays a notebook gets a stage, and leaves it when it is spoilt."""


@contextmanager
def open_stages(nursery: Nursery, size: int = 1, *, spares: int = 0) -> Iterator[Stages]:
    """Get ready to open stages; at the end nothing is left of them.

    Args:
        nursery: who starts the kernels.
        size: how many are used at once; those that are being removed count.
        spares: how many more may wait, prepared.
    """

    def start(setting: Setting) -> Stage:
        return Stage(setting, nursery)

    with Pool(start, most=size + spares, spares=spares) as pool:
        yield pool
