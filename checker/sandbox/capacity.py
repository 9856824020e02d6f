"""How many sandboxes the engine's computer can carry at once."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from checker.sandbox import engine
from checker.sandbox.acme import ROLE as ACME
from checker.sandbox.construction import engine_info

MIB = 1024 * 1024
#: What one machine takes while a lab is played, images and files included, with a margin.
MACHINE = 896 * MIB
SERVICE = 128 * MIB
#: Left to the computer itself.
RESERVE = 1024 * MIB
PER_CORE = 2


def footprint(containers: Sequence[str]) -> int:
    """Bytes of memory that a sandbox may take.

    Args:
        containers: the roles that it has beside the hub and the learner's machine.
    """
    services = 1 + sum(role == ACME for role in containers)
    machines = 1 + sum(role != ACME for role in containers)
    return machines * MACHINE + services * SERVICE


def capacity(containers: Sequence[str]) -> tuple[int, int]:
    """How many such sandboxes may run at once, and how many are worth it on these cores; one at least.

    Raises:
        SandboxError: the engine does not answer.
    """
    with contextlib.closing(engine.connect()) as client:
        info = engine_info(client)
    memory, cores = (int(str(info.get(key) or 0)) for key in ("MemTotal", "NCPU"))
    most = max(1, (memory - RESERVE) // footprint(containers))
    return most, min(most, max(1, PER_CORE * cores))
