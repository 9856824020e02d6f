"""How a program is brought to its end, from the mildest way to the one that nothing resists."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agent_shell import Bash

# Interrupt: what is done how long after the first ^C, as long as the cell runs.
INTERRUPT = ((0.0, "int"), (2.0, "term"), (3.0, "kill"), (4.0, "shell"))
FULL_SCREEN = ((0.0, "int"), (0.3, "term"), (0.8, "kill"), (1.8, "shell"))
# A person who insists climbs one step each time, but not by a double click.
INSIST_S = 0.3
# Nobody will type (nbclient): end of file, then ^C, then death, one step at a time while it still waits.
# Output in between starts again with an end of file, but not for ever.
NOBODY = (*["eof"] * 8, "int", "int", "kill", "shell")
# For who may not be waiting at all.
NOBODY_MILD = 3
MOST_ENDS = 20


class Ladder:
    """The steps to come for one cell."""

    def __init__(self) -> None:
        self._steps: list[tuple[float, str]] = []
        self._last = 0.0
        self._nobody = 0
        self._ends = 0

    def __bool__(self) -> bool:
        """Whether the cell is being ended."""
        return bool(self._steps)

    def start(self, steps: tuple[tuple[float, str], ...]) -> None:
        """Climb these steps from now on."""
        now = self._last = time.monotonic()
        self._steps = [(now + delay, step) for delay, step in steps]

    def clear(self) -> None:
        """What had to be ended is at its end."""
        self._steps = []

    def interrupt(self) -> None:
        """Start, or bring the next step forward."""
        now = time.monotonic()
        if not self._steps:
            self.start(INTERRUPT)
        elif now - self._last > INSIST_S:
            self._last = now
            shift = self._steps[0][0] - now
            self._steps = [(at - shift, step) for at, step in self._steps]

    def climb(self, bash: Bash) -> bool:
        """Do the step whose time has come, if there is one."""
        if not self._steps or time.monotonic() < self._steps[0][0]:
            return False
        strike(bash, self._steps.pop(0)[1])
        return True

    def nobody_types(self, bash: Bash, *, mildly: bool) -> None:
        """The next step towards a program that waits for a person who is not there."""
        if self._nobody < (NOBODY_MILD if mildly else len(NOBODY)):
            step = NOBODY[self._nobody]
            self._nobody += 1
            self._ends += step == "eof"
            strike(bash, step)

    def something_happened(self) -> None:
        """There was output: a program that waits again may be another one."""
        if self._ends < MOST_ENDS:
            self._nobody = 0


def strike(bash: Bash, step: str) -> None:
    """One step."""
    if step == "eof":
        bash.type(b"\x04")
    elif step == "int":
        bash.type(b"\x03")
    elif step == "term":
        bash.signal_foreground(signal.SIGTERM)
    elif step == "kill":
        bash.signal_foreground(signal.SIGKILL)
    else:
        with contextlib.suppress(OSError):
            os.kill(bash.pid, signal.SIGKILL)
