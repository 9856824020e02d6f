"""Processor time of the whole computer: sandboxes are no children of whoever measures."""

from __future__ import annotations

import os
from pathlib import Path

_IDLE = (3, 4)


def cpu_seconds() -> float:
    """Seconds of all cores, since the boot, in which they were not idle."""
    ticks = [int(field) for field in Path("/proc/stat").read_text("ascii").splitlines()[0].split()[1:9]]
    return sum(t for n, t in enumerate(ticks) if n not in _IDLE) / os.sysconf("SC_CLK_TCK")
