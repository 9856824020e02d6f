"""What a sandbox is made of, put together: the Hub and the network, the authority, the machines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import docker
from docker.errors import DockerException

from checker.errors import SandboxError
from checker.messages import sandbox as say
from checker.sandbox import images, labels
from checker.sandbox.acme import ROLE as ACME
from checker.sandbox.acme import Acme, start_acme
from checker.sandbox.hub import Hub, start_hub
from checker.sandbox.labels import Owner
from checker.sandbox.machine import Machine
from checker.sandbox.machine_container import Order, start_machine
from checker.sandbox.parallel import in_parallel


def engine_info(client: docker.DockerClient) -> dict[str, object]:
    """Read what the outer engine says of itself.

    Raises:
        SandboxError: it does not answer.
    """
    try:
        return dict(client.info())
    except (DockerException, OSError) as error:
        raise SandboxError(say.engine_failed(str(error)), do=say.RUN_DOCTOR) from error


def prepare(
    client: docker.DockerClient, run_id: str, owner: Owner, preloaded: Sequence[str] = ()
) -> tuple[Hub, Order]:
    """Start the Hub, with which the network comes, while what a machine is made from is looked up."""
    hubs: list[Hub] = []
    found: list[tuple[str, dict[str, object]]] = []
    marks = _service_labels(run_id, owner)
    errors = in_parallel(
        [
            lambda: hubs.append(start_hub(client, run_id=run_id, labels=marks)),
            lambda: found.append((images.image("machine", client), engine_info(client))),
        ]
    )
    if errors:
        raise errors[0]
    image, info = found[0]
    return hubs[0], Order(image, run_id, owner, info, preloaded=tuple(preloaded))


def start_others(
    client: docker.DockerClient, order: Order, containers: Sequence[str]
) -> tuple[list[Machine], Acme | None]:
    """Start the machines, once the authority that they must trust is there if the lab needs one."""
    authority = None
    if ACME in containers:
        marks = _service_labels(order.run_id, order.owner)
        authority = start_acme(client, run_id=order.run_id, labels=marks)
        order = replace(order, authority=authority.root_pem())
    machines: list[Machine] = []

    def start(role: str) -> None:
        machines.append(start_machine(client, order, role))

    errors = in_parallel([partial(start, role) for role in ("machine", *containers) if role != ACME])
    if errors:
        raise errors[0]
    return machines, authority


def _service_labels(run_id: str, owner: Owner) -> dict[str, str]:
    marks = labels.make_labels(run_id, "service", owner)
    return {key: marks[key] for key in (labels.OWNER, labels.CREATED)}
