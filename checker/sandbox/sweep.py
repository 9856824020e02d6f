"""Removes what dead owners left on the engine, and nothing else."""

from __future__ import annotations

import contextlib

import docker

from checker.errors import SandboxError
from checker.sandbox import engine
from checker.sandbox.inventory import list_runs
from checker.sandbox.removal import remove_run


def sweep(client: docker.DockerClient | None = None) -> int:
    """Remove the containers and volumes of runs whose owner is dead.

    Several sweeps may run at once.

    Returns:
        how many runs were removed.

    Raises:
        SandboxError: the engine does not answer.
    """
    if client is None:
        with contextlib.closing(engine.connect()) as client:
            return sweep(client)
    removed = 0
    for run in list_runs(client):
        if run.is_owner_alive:
            continue
        # What another sweep is removing, or what the engine will not let go now, is for the next one.
        with contextlib.suppress(SandboxError):
            remove_run(client, run.run_id)
            removed += 1
    return removed
