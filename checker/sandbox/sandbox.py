"""One sandbox: the training hub with a network of its own, the learner's machine."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from functools import partial
from types import TracebackType
from typing import Any, Self

import docker
from docker.errors import DockerException

from checker.errors import SandboxError
from checker.messages import sandbox as say
from checker.sandbox import admission, engine, images, labels, ownership
from checker.sandbox.accounts import EXTRA_ROLES
from checker.sandbox.acme import ROLE as ACME
from checker.sandbox.acme import Acme
from checker.sandbox.construction import engine_info, prepare, start_others
from checker.sandbox.hub import Hub
from checker.sandbox.labels import Owner
from checker.sandbox.machine import Machine
from checker.sandbox.machine_container import Order, machines_among, remove_machine, start_machine
from checker.sandbox.machine_spec import PRELOADED
from checker.sandbox.parallel import in_parallel
from checker.sandbox.removal import remove_run
from checker.sandbox.sweep import sweep


class Sandbox:
    """All that one learner's run owns. Made by `start` or `attach`.

    Args:
        client: the outer engine.
        run_id: its identity, on all its labels.
        hub: the training hub.
        machines: by role; the learner's is `machine`.
        acme: the training certification authority, when the lab needs it.
        owned: whether it ends with this object.
    """

    def __init__(
        self,
        client: docker.DockerClient,
        run_id: str,
        hub: Hub,
        machines: Sequence[Machine],
        acme: Acme | None = None,
        *,
        owned: bool,
    ) -> None:
        self._client = client
        self.run_id = run_id
        self.hub = hub
        self.machines = {machine.role: machine for machine in machines}
        self.acme = acme
        self._owned = owned
        self._paused: list[str] = []
        self._changing = threading.Lock()

    @property
    def machine(self) -> Machine:
        """The learner's machine."""
        return self.machines["machine"]

    @property
    def containers(self) -> frozenset[str]:
        """The roles that it has beside the hub and the learner's machine."""
        return frozenset(self.machines) - {"machine"} | ({ACME} if self.acme else set())

    @classmethod
    def start(
        cls,
        *,
        containers: Sequence[str] = (),
        preloaded: Sequence[str] = (),
        owner: Owner | None = None,
        run_id: str | None = None,
        queued: Callable[[int], None] = lambda _: None,
    ) -> Self:
        """Start a fresh sandbox and wait until its engine answers. Removes what dead owners left, meanwhile.

        When several others start, it waits for its turn.

        Args:
            containers: the roles that the lab needs beside the hub and the machine.
            preloaded: the images that the learner's engine begins with.
            owner: the process that it belongs to; by default, this one.
            run_id: its identity, for whoever must know it beforehand (`labels.new_run_id`).
            queued: called, while it waits, with how many others must start before; 0 when they have.

        Raises:
            SandboxError: something failed; all that was made is gone again.
        """
        _check_known(containers, preloaded)
        client = engine.connect()
        run_id = run_id or labels.new_run_id()
        threading.Thread(target=_sweep_quietly, name="sweep", daemon=True).start()
        if owner is None:
            ownership.hold(run_id)
        with admission.turn(queued):
            return cls._build(client, run_id, containers, preloaded, owner or Owner.current())

    @classmethod
    def _build(
        cls,
        client: docker.DockerClient,
        run_id: str,
        containers: Sequence[str],
        preloaded: Sequence[str],
        owner: Owner,
    ) -> Self:
        try:
            hub, order = prepare(client, run_id, owner, preloaded)
            others: list[tuple[list[Machine], Acme | None]] = []
            errors = in_parallel(
                [
                    hub.wait_ready,
                    lambda: others.append(start_others(client, order, containers)),
                ]
            )
            if errors:
                raise errors[0]
        except BaseException:
            with contextlib.suppress(SandboxError):
                remove_run(client, run_id)
                ownership.release(run_id)
            client.close()
            raise
        ownership.finish(run_id)
        machines, authority = others[0]
        return cls(client, run_id, hub, machines, authority, owned=True)

    @classmethod
    def attach(cls, run_id: str) -> Self:
        """Take hold of a sandbox that another process started; it does not end with this object.

        Raises:
            SandboxError: there is no such sandbox, or it is not whole.
        """
        client = engine.connect()
        try:
            found = _containers_of(client, run_id)
            machines = machines_among(found, client)
        except (DockerException, OSError) as error:
            raise SandboxError(say.engine_failed(str(error)), do=say.RUN_DOCTOR) from error
        if not machines:
            raise SandboxError(say.unknown_sandbox(run_id), do=say.START_AGAIN)
        authority = Acme(client, run_id) if ACME in found else None
        return cls(client, run_id, Hub.attach(client, run_id), machines, authority, owned=False)

    def is_alive(self) -> bool:
        """Say whether the machines and the services run."""
        return all(machine.is_alive() for machine in self.machines.values()) and self._serves()

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
                if not self._serves():
                    return False
                for machine in dead:
                    self._replace(machine)
            except (DockerException, OSError) as error:
                raise SandboxError(say.engine_failed(str(error)), do=say.RUN_DOCTOR) from error
        return True

    def _serves(self) -> bool:
        # An authority that starts again has another root, which the machines do not trust.
        return self.hub.is_alive() and (self.acme is None or self.acme.is_alive())

    def _replace(self, machine: Machine) -> None:
        owner = _owner_of(self._client, self.run_id) or Owner.current()
        image = images.image("machine", self._client)
        root = self.acme.root_pem() if self.acme else ""
        preloaded = _preloaded_in(self._client, self.run_id)
        order = Order(image, self.run_id, owner, engine_info(self._client), root, preloaded)
        machine.close()
        remove_machine(self._client, self.run_id, machine.role)
        self.machines[machine.role] = start_machine(self._client, order, machine.role)

    def pause(self) -> None:
        """Stop all that runs in it, as it is: it takes no processor time until `resume`.

        Raises:
            SandboxError: it is lost.
        """
        try:
            self._paused = list(_containers_of(self._client, self.run_id).values())
        except (DockerException, OSError) as error:
            raise SandboxError(say.engine_failed(str(error)), do=say.RUN_DOCTOR) from error
        self._for_all(self._paused, self._client.api.pause)

    def resume(self) -> None:
        """Let it go on where it was paused.

        Raises:
            SandboxError: it was lost meanwhile.
        """
        paused, self._paused = self._paused, []
        self._for_all(paused, self._client.api.unpause)

    def _for_all(self, containers: Sequence[str], action: Callable[[str], object]) -> None:
        errors = in_parallel([partial(action, container) for container in containers])
        if errors:
            raise SandboxError(say.engine_failed(str(errors[0])), do=say.START_AGAIN) from errors[0]

    def close(self) -> None:
        """Hang up this process's lines; the sandbox stays."""
        for machine in self.machines.values():
            machine.close()
        self.hub.close()
        # Its idle connections, which would wait for the garbage collector; it connects again if need be.
        self._client.close()

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
            self._client.close()

    def __enter__(self) -> Self:
        """Give the sandbox itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()


def _check_known(containers: Sequence[str], preloaded: Sequence[str]) -> None:
    unknown = [role for role in containers if role not in EXTRA_ROLES]
    if unknown:
        raise SandboxError(say.unknown_container(unknown[0]), do=say.known_containers(EXTRA_ROLES))
    unknown = [name for name in preloaded if name not in PRELOADED]
    if unknown:
        raise SandboxError(say.unknown_image(unknown[0]), do=say.known_images(PRELOADED))


def _sweep_quietly() -> None:
    with contextlib.suppress(SandboxError):
        sweep()


def _owner_of(client: docker.DockerClient, run_id: str) -> Owner | None:
    """Give the process that a run belongs to, as its containers' labels tell it."""
    found = _list_containers(client, run_id)
    owners = (Owner.parse(container["Labels"].get(labels.OWNER, "")) for container in found)
    return next((owner for owner in owners if owner is not None), None)


def _preloaded_in(client: docker.DockerClient, run_id: str) -> tuple[str, ...]:
    """Give the images that a run's learner began with, as the labels of its containers tell it."""
    found = _list_containers(client, run_id)
    return tuple(name for container in found for name in container["Labels"].get(labels.IMAGES, "").split())


def _containers_of(client: docker.DockerClient, run_id: str) -> dict[str, str]:
    """Give the ids of a run's containers by role."""
    found = _list_containers(client, run_id)
    return {str(container["Labels"].get(labels.ROLE, "")): container["Id"] for container in found}


def _list_containers(client: docker.DockerClient, run_id: str) -> list[dict[str, Any]]:
    """List a run's containers, those that have ended too."""
    return list(client.api.containers(all=True, filters={"label": f"{labels.RUN}={run_id}"}))
