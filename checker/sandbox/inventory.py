"""What is ours on the engine, by run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import docker
from docker.errors import DockerException

from checker.errors import SandboxError
from checker.messages import sandbox as say
from checker.sandbox import labels
from checker.sandbox.labels import Owner


@dataclass(frozen=True)
class Run:
    """All that one run has on the engine.

    Args:
        run_id: its identity.
        parts: the labels of its containers and volumes.
    """

    run_id: str
    parts: Sequence[Mapping[str, str]]

    @property
    def roles(self) -> tuple[str, ...]:
        """What its parts are for."""
        return tuple(sorted({part.get(labels.ROLE, "?") for part in self.parts}))

    @property
    def created(self) -> datetime | None:
        """When the first part was made."""
        moments = [int(m) for part in self.parts if (m := part.get(labels.CREATED, "")).isdigit()]
        return datetime.fromtimestamp(min(moments)).astimezone() if moments else None

    @property
    def owner(self) -> Owner | None:
        """The process that it belongs to; None when the labels do not say."""
        owners = (Owner.parse(part.get(labels.OWNER, "")) for part in self.parts)
        return next((owner for owner in owners if owner is not None), None)

    @property
    def is_owner_alive(self) -> bool:
        """Whether any part has an owner that lives, as far as this host can tell."""
        return any(labels.is_owner_alive(part) for part in self.parts)


def list_runs(client: docker.DockerClient) -> list[Run]:
    """List the runs that have something on the engine, the oldest first.

    What does not carry our labels is not even looked at.

    Raises:
        SandboxError: the engine does not answer.
    """
    filters = {"label": labels.RUN}
    try:
        found: list[Mapping[str, Any]] = [
            *client.api.containers(all=True, filters=filters),
            *(client.api.volumes(filters=filters).get("Volumes") or []),
        ]
    except (DockerException, OSError) as error:
        raise SandboxError(say.engine_failed(str(error)), do=say.RUN_DOCTOR) from error
    runs: dict[str, list[Mapping[str, str]]] = {}
    for marks in (thing.get("Labels") or {} for thing in found):
        run_id = marks.get(labels.RUN, "")
        if labels.is_run_id(run_id):
            runs.setdefault(run_id, []).append(marks)
    return sorted((Run(run_id, parts) for run_id, parts in runs.items()), key=lambda run: str(run.created))
