"""One sandbox: a network of its own, the training hub, the learner's machine."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from ipaddress import IPv4Network
from types import TracebackType
from typing import Self

import docker
from docker.errors import DockerException

from checker.errors import SandboxError
from checker.messages import sandbox as say
from checker.sandbox import engine, images, labels, ownership
from checker.sandbox.hub import Hub, start_hub
from checker.sandbox.labels import Owner
from checker.sandbox.machine import Machine
from checker.sandbox.machine_container import Order, find_machines, remove_machine, start_machine
from checker.sandbox.parallel import in_parallel
from checker.sandbox.removal import remove_run
from checker.sandbox.subnets import create_network
from checker.sandbox.sweep import sweep

#: What a lab may ask for beside the machine and the hub.
EXTRA_ROLES = ("machine2",)


class Sandbox:
    """All that one learner's run owns. Made by `start` or `attach`.

    Args:
        client: the outer engine.
        run_id: its identity, on all its labels.
        subnet: its range of addresses.
        hub: the training hub.
        machines: by role; the learner's is `machine`.
        owned: whether it ends with this object.
    """

    def __init__(
        self,
        client: docker.DockerClient,
        run_id: str,
        subnet: IPv4Network,
        hub: Hub,
        machines: Sequence[Machine],
        *,
        owned: bool,
    ) -> None:
        self._client = client
        self.run_id = run_id
        self.subnet = subnet
        self.hub = hub
        self.machines = {machine.role: machine for machine in machines}
        self._owned = owned
        self._changing = threading.Lock()

    @property
    def machine(self) -> Machine:
        """The learner's machine."""
        return self.machines["machine"]

    @classmethod
    def start(cls, *, containers: Sequence[str] = (), owner: Owner | None = None) -> Self:
        """Start a fresh sandbox and wait until its engine answers. Removes what dead owners left, meanwhile.

        Args:
            containers: the roles that the lab needs beside the hub and the machine.
            owner: the process that it belongs to; by default, this one.

        Raises:
            SandboxError: something failed; all that was made is gone again.
        """
        _check_roles(containers)
        client = engine.connect()
        run_id = labels.new_run_id()
        threading.Thread(target=_sweep_quietly, name="sweep", daemon=True).start()
        if owner is None:
            ownership.hold(run_id)
        return cls._build(client, run_id, ("machine", *containers), owner or Owner.current())

    @classmethod
    def _build(cls, client: docker.DockerClient, run_id: str, roles: Sequence[str], owner: Owner) -> Self:
        try:
            order = _prepare(client, run_id, owner)
            hubs: list[Hub] = []
            machines: list[Machine] = []
            tasks: list[Callable[[], None]] = [
                lambda role=role: machines.append(start_machine(client, order, role))  # type: ignore[misc]
                for role in roles
            ]
            tasks.append(lambda: hubs.append(_start_hub(client, order)))
            errors = in_parallel(tasks)
            if errors:
                raise errors[0]
        except BaseException:
            with contextlib.suppress(SandboxError):
                remove_run(client, run_id)
                ownership.release(run_id)
            raise
        return cls(client, run_id, order.subnet, hubs[0], machines, owned=True)

    @classmethod
    def attach(cls, run_id: str) -> Self:
        """Take hold of a sandbox that another process started; it does not end with this object.

        Raises:
            SandboxError: there is no such sandbox, or it is not whole.
        """
        client = engine.connect()
        try:
            subnet = _subnet_of(client, run_id)
            machines = find_machines(client, run_id, subnet) if subnet else []
        except (DockerException, OSError) as error:
            raise SandboxError(say.engine_failed(str(error)), do=say.RUN_DOCTOR) from error
        if subnet is None or not machines:
            raise SandboxError(say.unknown_sandbox(run_id), do=say.START_AGAIN)
        return cls(client, run_id, subnet, Hub.attach(client, run_id), machines, owned=False)

    def is_alive(self) -> bool:
        """Say whether the machines and the hub run."""
        return all(machine.is_alive() for machine in self.machines.values()) and self.hub.is_alive()

    def revive(self) -> bool:
        """Bring back what died, blank: a dead machine's files and images are lost.

        Returns:
            whether the sandbox lives again; false when too much of it is gone: start another.

        Raises:
            SandboxError: the outer engine does not answer.
        """
        with self._changing:
            dead = [machine for machine in self.machines.values() if not machine.is_alive()]
            try:
                if not self.hub.is_alive() or _subnet_of(self._client, self.run_id) != self.subnet:
                    return False
                for machine in dead:
                    self._replace(machine)
            except (DockerException, OSError) as error:
                raise SandboxError(say.engine_failed(str(error)), do=say.RUN_DOCTOR) from error
        return True

    def _replace(self, machine: Machine) -> None:
        marks = _labels_of(self._client, self.run_id)
        owner = Owner.parse(marks.get(labels.OWNER, "")) or Owner.current()
        network = f"registres-{self.run_id}"
        image = images.image("machine", self._client)
        order = Order(image, self.run_id, owner, network, self.subnet, engine_info(self._client))
        machine.close()
        remove_machine(self._client, self.run_id, machine.role)
        self.machines[machine.role] = start_machine(self._client, order, machine.role)

    def close(self) -> None:
        """Hang up this process's lines; the sandbox stays."""
        for machine in self.machines.values():
            machine.close()
        self.hub.close()

    def stop(self) -> None:
        """Remove all of it; nothing happens the second time. An attached sandbox is only hung up.

        Raises:
            SandboxError: the engine will not let go of something.
        """
        with self._changing:
            self.close()
            if not self._owned:
                return
            remove_run(self._client, self.run_id)
            ownership.release(self.run_id)

    def __enter__(self) -> Self:
        """Give the sandbox itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()


def engine_info(client: docker.DockerClient) -> dict[str, object]:
    """Read what the outer engine says of itself.

    Raises:
        SandboxError: it does not answer.
    """
    try:
        return dict(client.info())
    except (DockerException, OSError) as error:
        raise SandboxError(say.engine_failed(str(error)), do=say.RUN_DOCTOR) from error


def _prepare(client: docker.DockerClient, run_id: str, owner: Owner) -> Order:
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


def _start_hub(client: docker.DockerClient, order: Order) -> Hub:
    marks = labels.make_labels(order.run_id, "hub", order.owner)
    kept = {key: marks[key] for key in (labels.OWNER, labels.CREATED)}
    return start_hub(client, network=order.network, subnet=order.subnet, run_id=order.run_id, labels=kept)


def _check_roles(containers: Sequence[str]) -> None:
    unknown = [role for role in containers if role not in EXTRA_ROLES]
    if unknown:
        raise SandboxError(say.unknown_container(unknown[0]), do=say.known_containers(EXTRA_ROLES))


def _sweep_quietly() -> None:
    with contextlib.suppress(SandboxError):
        sweep()


def _labels_of(client: docker.DockerClient, run_id: str) -> dict[str, str]:
    """Give the labels of a run's network; empty when it is gone."""
    found = client.api.networks(filters={"label": f"{labels.RUN}={run_id}"})
    return dict(found[0]["Labels"]) if found else {}


def _subnet_of(client: docker.DockerClient, run_id: str) -> IPv4Network | None:
    """Give the range of a run's network; None when it is gone."""
    found = client.api.networks(filters={"label": f"{labels.RUN}={run_id}"})
    return IPv4Network(found[0]["IPAM"]["Config"][0]["Subnet"]) if found else None
