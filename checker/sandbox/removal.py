"""Removes all that one run has made on the engine: fast, as often as wanted, by several at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial

import docker
from docker.errors import APIError, DockerException, NotFound

from checker.errors import SandboxError
from checker.messages import sandbox as say
from checker.sandbox import labels
from checker.sandbox.parallel import in_parallel

#: How long an engine is given to let go of something that it still holds.
PATIENCE_S = 15.0
PAUSE_S = 0.05


def remove_run(client: docker.DockerClient, run_id: str, *, watch_s: float = 0) -> None:
    """Remove a run's containers, then its volumes; what is already gone is fine.

    Args:
        client: the outer engine.
        run_id: the run.
        watch_s: for how long containers that come meanwhile are removed too: somebody was making it.

    Raises:
        SandboxError: something stays although it was removed again and again.
    """
    try:
        end = time.monotonic() + watch_s
        _remove_all(run_id, _containers(client, run_id))
        while time.monotonic() < end:
            time.sleep(PAUSE_S)
            _remove_all(run_id, _containers(client, run_id))
        _remove_all(run_id, _volumes(client, run_id))
    except (DockerException, OSError) as error:
        raise SandboxError(say.engine_failed(str(error)), do=say.SWEEP_THEN_RETRY) from error


def _filters(run_id: str) -> dict[str, str]:
    return {"label": f"{labels.RUN}={run_id}"}


def _containers(client: docker.DockerClient, run_id: str) -> list[Callable[[], object]]:
    found = client.api.containers(all=True, filters=_filters(run_id))
    return [partial(client.api.remove_container, c["Id"], v=True, force=True) for c in found]


def _volumes(client: docker.DockerClient, run_id: str) -> list[Callable[[], object]]:
    found = client.api.volumes(filters=_filters(run_id)).get("Volumes") or []
    return [partial(client.api.remove_volume, v["Name"], force=True) for v in found]


def _remove_all(run_id: str, removals: Iterable[Callable[[], object]]) -> None:
    errors = in_parallel([partial(_insist, removal) for removal in removals])
    if errors:
        raise errors[0]


def _insist(removal: Callable[[], object]) -> None:
    """Remove one thing; while the engine still works on it, ask again until it is not found."""
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            removal()
        except NotFound:
            return
        except APIError as error:
            # 403, 409: still in use, or being removed by somebody else; 500: the engine stumbles over that.
            if error.status_code not in (403, 409, 500) or time.monotonic() >= end:
                raise
            time.sleep(PAUSE_S)
        else:
            return
