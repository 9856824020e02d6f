"""What a sandbox is made of, put together: the network, the services, the machines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from ipaddress import IPv4Network

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
from checker.sandbox.subnets import create_network


def engine_info(client: docker.DockerClient) -> dict[str, object]:
    """Read what the outer engine says of itself.

    Raises:
        SandboxError: it does not answer.
    """
    try:
        return dict(client.info())
    except (DockerException, OSError) as error:
        raise SandboxError(say.engine_failed(str(error)), do=say.RUN_DOCTOR) from error


def prepare(client: docker.DockerClient, run_id: str, owner: Owner) -> Order:
    """Make the network, while the rest of what a machine is made from is looked up."""
    name = f"registres-{run_id}"
    subnets: list[IPv4Network] = []
    found: list[tuple[str, dict[str, object]]] = []
    errors = in_parallel(
        [
            lambda: subnets.append(
                create_network(client, name, labels.make_labels(run_id, "network", owner))[1]
            ),
            lambda: found.append((images.image("machine", client), engine_info(client))),
        ]
    )
    if errors:
        raise errors[0]
    image, info = found[0]
    return Order(image, run_id, owner, name, subnets[0], info)


def start_hub_of(client: docker.DockerClient, order: Order) -> Hub:
    """Start the training Hub, and wait until it answers."""
    marks = _service_labels(order)
    return start_hub(client, network=order.network, subnet=order.subnet, run_id=order.run_id, labels=marks)


def start_others(
    client: docker.DockerClient, order: Order, containers: Sequence[str]
) -> tuple[list[Machine], Acme | None]:
    """Start the machines, once the authority that they must trust is there if the lab needs one."""
    authority = None
    if ACME in containers:
        authority = start_acme(
            client,
            network=order.network,
            subnet=order.subnet,
            run_id=order.run_id,
            labels=_service_labels(order),
        )
        order = replace(order, authority=authority.root_pem())
    machines: list[Machine] = []

    def start(role: str) -> None:
        machines.append(start_machine(client, order, role))

    errors = in_parallel([partial(start, role) for role in ("machine", *containers) if role != ACME])
    if errors:
        raise errors[0]
    return machines, authority


def _service_labels(order: Order) -> dict[str, str]:
    marks = labels.make_labels(order.run_id, "service", order.owner)
    return {key: marks[key] for key in (labels.OWNER, labels.CREATED)}
