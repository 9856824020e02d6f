"""Registries that run on the learner's machine: published ports behind which one answers."""

from __future__ import annotations

from collections.abc import Iterable

from checker.explorer.access import TLS_WANTED
from checker.grading.engine import Engine
from checker.grading.engine_state import Container
from checker.grading.probing import Probing
from checker.grading.registry import RegistryClient
from checker.grading.tls import Handshake, Tls
from checker.grading.trouble import Trouble, Unreachable
from checker.sandbox.accounts import MACHINE_NAME

MOST_PORTS = 16
STARTING = ("refused", "reset", "eof")
"""How a port answers whose program is not up yet: it is asked again the next time."""
Seen = dict[tuple[str, str, int], str]
"""Container, moment of its start and port to the registry's address, empty for something else."""


def running_registries(machine: Probing, seen: Seen) -> tuple[str, ...]:
    """Addresses of the registries that run now, as image references would name them.

    Each port is asked once in the life of its container: the learner's servers log what they are asked.

    Raises:
        SandboxError: the learner's world does not stand.
        Failure: the learner's engine does not answer.
    """
    found: list[str] = []
    for container, port in list(_published(Engine(machine).containers))[:MOST_PORTS]:
        key = (container.id, container.started_at, port)
        if key not in seen:
            address = _address_at(machine, port)
            if address is None and container.settling_s > 0:
                continue
            seen[key] = address or ""
        found.append(seen[key])
    return tuple(dict.fromkeys(filter(None, found)))


def _published(containers: Iterable[Container]) -> Iterable[tuple[Container, int]]:
    for container in containers:
        if container.is_running:
            for port in container.ports:
                if port.protocol == "tcp" and port.host_port:
                    yield container, port.host_port


def _address_at(machine: Probing, port: int) -> str | None:
    """The registry behind a port of the machine; empty for something else, None while nothing answers."""
    client = RegistryClient(machine, f"localhost:{port}")
    ping = client.ping()
    if isinstance(ping, Trouble):
        is_starting = isinstance(ping, Unreachable) and ping.code in STARTING
        return None if is_starting else ""
    if ping.is_registry:
        return f"localhost:{port}"
    reply = client.get("/v2/")
    if ping.status != 400 or isinstance(reply, Trouble) or TLS_WANTED not in reply.body:
        return ""
    secure = RegistryClient(machine, f"https://localhost:{port}").ping()
    if isinstance(secure, Trouble) or not secure.is_registry:
        return "" if secure else None
    return _named(machine, port)


def _named(machine: Probing, port: int) -> str:
    """The name that the certificate is made for, when it leads to the machine; its usual name otherwise."""
    tls = Tls(machine)
    handshake = tls("localhost", port)
    names = handshake.certificate.dns_names if isinstance(handshake, Handshake) else ()
    wanted = set(tls.addresses(MACHINE_NAME))
    host = next((n for n in names if "*" not in n and wanted & set(tls.addresses(n))), MACHINE_NAME)
    return host if port == 443 else f"{host}:{port}"
