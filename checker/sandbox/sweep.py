"""Removes what dead owners left on the engine, and nothing else."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from typing import Any

import docker
from docker.errors import DockerException

from checker.errors import SandboxError
from checker.messages import sandbox as say
from checker.sandbox import engine, labels
from checker.sandbox.removal import remove_run


def sweep(client: docker.DockerClient | None = None) -> int:
    """Remove the containers, networks and volumes of runs whose owner is dead.

    Several sweeps may run at once. What does not carry our labels is not even looked at.

    Returns:
        how many runs were removed.

    Raises:
        SandboxError: the engine does not answer.
    """
    client = client or engine.connect()
    removed = 0
    for run_id in dead_runs(client):
        # What another sweep is removing, or what the engine will not let go now, is for the next one.
        with contextlib.suppress(SandboxError):
            remove_run(client, run_id)
            removed += 1
    return removed


def dead_runs(client: docker.DockerClient) -> list[str]:
    """List the runs of which no part has a living owner."""
    runs = labelled(client)
    return [run for run, parts in runs.items() if not any(labels.is_owner_alive(part) for part in parts)]


def labelled(client: docker.DockerClient) -> dict[str, list[Mapping[str, str]]]:
    """Give the labels of all that is ours on the engine, by run.

    Raises:
        SandboxError: the engine does not answer.
    """
    filters = {"label": labels.RUN}
    try:
        found: list[Mapping[str, Any]] = [
            *client.api.containers(all=True, filters=filters),
            *client.api.networks(filters=filters),
            *(client.api.volumes(filters=filters).get("Volumes") or []),
        ]
    except (DockerException, OSError) as error:
        raise SandboxError(say.engine_failed(str(error)), do=say.RUN_DOCTOR) from error
    return _by_run(thing.get("Labels") or {} for thing in found)


def _by_run(all_labels: Iterable[Mapping[str, str]]) -> dict[str, list[Mapping[str, str]]]:
    runs: dict[str, list[Mapping[str, str]]] = {}
    for found in all_labels:
        run_id = found.get(labels.RUN, "")
        if labels.is_run_id(run_id):
            runs.setdefault(run_id, []).append(found)
    return runs
