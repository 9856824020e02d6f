"""The container of one machine: made, started, waited for, looked up, thrown away."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import docker
from docker.errors import DockerException, NotFound

from checker.errors import SandboxError
from checker.messages import sandbox as say
from checker.sandbox import labels, machine_spec
from checker.sandbox.accounts import address, interface
from checker.sandbox.labels import container_name
from checker.sandbox.machine import Machine
from checker.sandbox.word import says

READY = b"registres: pret"
READY_TIMEOUT_S = 60.0
LOG_LINES = 20
LOG_CHARACTERS = 4000


@dataclass(frozen=True)
class Order:
    """What a machine is made from.

    Args:
        image: the machine's image.
        run_id: the sandbox that it belongs to.
        owner: the process that the sandbox belongs to.
        engine_info: what the outer engine says of itself.
        authority: the root that machines trust beside the usual ones, PEM; empty when there is none.
        preloaded: the images that the learner's machine begins with.
    """

    image: str
    run_id: str
    owner: labels.Owner
    engine_info: dict[str, Any]
    authority: str = ""
    preloaded: tuple[str, ...] = ()


def start_machine(client: docker.DockerClient, order: Order, role: str) -> Machine:
    """Make a blank machine and wait until its engine answers.

    Raises:
        SandboxError: the engine refuses it, or it is not ready in time.
    """
    preloaded = order.preloaded if role == "machine" else ()
    marks = labels.make_labels(order.run_id, role, order.owner)
    try:
        volume = _data_volume(client, order, role, marks)
        request = machine_spec.creation_request(
            order.image,
            role=role,
            authority=order.authority,
            preloaded=preloaded,
            engine_info=order.engine_info,
            labels={**marks, labels.IMAGES: " ".join(preloaded)},
            hub=container_name(order.run_id, "hub"),
            interface=interface(role),
            name_server=address("hub-api"),
            data_volume=volume,
        )
        made = client.api.create_container_from_config(request, container_name(order.run_id, role))["Id"]
        client.api.start(made)
    except (DockerException, OSError) as error:
        why = str(getattr(error, "explanation", None) or error)
        raise SandboxError(say.container_refused(role, why), do=say.RUN_DOCTOR) from error
    machine = Machine(client, made, role=role, address=address(role))
    wait_until_ready(client, machine)
    return machine


def wait_until_ready(client: docker.DockerClient, machine: Machine) -> None:
    """Wait until a machine's engine answers.

    Raises:
        SandboxError: it does not, in `READY_TIMEOUT_S`; the end of its log is in the message.
    """
    if not says(client, machine.container, READY, READY_TIMEOUT_S):
        log = end_of_log(client, machine.container)
        raise SandboxError(say.not_ready(log), do=say.RUN_DOCTOR)


def end_of_log(client: docker.DockerClient, container: str) -> str:
    """Give the last lines of a container's log, as much of them as can be read."""
    with contextlib.suppress(DockerException, OSError):
        log = client.api.logs(container, tail=LOG_LINES)
        return str(log.decode(errors="replace")).strip()[-LOG_CHARACTERS:]
    return ""


def machines_among(containers: Mapping[str, str], client: docker.DockerClient) -> list[Machine]:
    """Give the machines among a run's containers (role to id), in the order of their roles."""
    return [
        Machine(client, containers[role], role=role, address=address(role))
        for role in machine_spec.HOSTNAMES
        if role in containers
    ]


def remove_machine(client: docker.DockerClient, run_id: str, role: str) -> None:
    """Throw a machine away, its volume included; fine when it is gone already."""
    name = container_name(run_id, role)
    try:
        with contextlib.suppress(NotFound):
            client.api.remove_container(name, force=True, v=True)
        with contextlib.suppress(NotFound):
            client.api.remove_volume(name, force=True)
    except (DockerException, OSError) as error:
        raise SandboxError(say.engine_failed(str(error)), do=say.START_AGAIN) from error


def _data_volume(client: docker.DockerClient, order: Order, role: str, marks: dict[str, str]) -> str | None:
    if not machine_spec.needs_data_volume(order.engine_info):
        return None
    name = container_name(order.run_id, role)
    client.api.create_volume(name, labels=marks)
    return name
