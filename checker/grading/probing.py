"""The seam to the machine's probe: `checker.sandbox.machine.Machine` and `FakeMachine` fit it."""

from __future__ import annotations

import ipaddress
from typing import Any, Protocol

from checker.errors import SandboxError
from checker.messages import grading as say


class Probing(Protocol):
    """What the probes need of a machine."""

    def probe(self, op: str, **args: Any) -> dict[str, Any]:
        """Answer one question.

        Raises:
            SandboxError: the machine is lost.
        """


def look(machine: Probing, op: str, **args: Any) -> dict[str, Any]:
    """Ask something that can always be answered while the learner's world stands.

    Raises:
        SandboxError: it does not stand (it restarts after `kill -9 -1`): no reason to fail anybody.
    """
    answer = machine.probe(op, **args)
    if "unreachable" in answer:
        raise SandboxError(say.WORLD_LOST, do=say.WAIT_FOR_WORLD)
    return answer


def addresses_of(machine: Probing, host: str) -> tuple[str, ...]:
    """What a name resolves to in the learner's world, its /etc/hosts included."""
    return tuple(look(machine, "resolve", name=host).get("addresses") or ())


def route_to(machine: Probing, host: str) -> str | None:
    """Where to connect for this host of the learner's world; None when the name is unknown there."""
    if host == "localhost" or _is_literal(host):
        return host
    addresses = sorted(addresses_of(machine, host), key=lambda address: ":" in address)
    return addresses[0] if addresses else None


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
