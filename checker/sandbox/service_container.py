"""The containers of a sandbox's services, run by testcontainers: the Hub's and the authority's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import docker
from docker.types import LogConfig
from testcontainers.core.config import testcontainers_config
from testcontainers.core.container import DockerContainer

from checker.sandbox import images, labels
from checker.sandbox.accounts import API_NAMES, HUB_NAMES, address, host_names, interface
from checker.sandbox.labels import container_name

# Its reaper is one more image to download, and a container with the engine's socket: our sweep does without.
testcontainers_config.ryuk_disabled = True

# Bounds: the memory of a container includes its tmpfs.
_PRIVATE = "uid=1000,gid=1000,mode=0700"
_MEMORY = {"hub": "704m", "acme": "192m"}
_TMPFS = {
    "hub": {
        "/hub/data": f"size=384m,{_PRIVATE}",
        "/run": f"size=2m,{_PRIVATE}",
        "/tmp": f"size=4m,{_PRIVATE}",
    },
    "acme": {"/run": f"size=1m,{_PRIVATE}"},
}
_PROCESSES = {"hub": 512, "acme": 256}
# The Hub makes the sandbox's network and takes the services' addresses, then gives up root and these with it.
_CAPABILITIES = {"hub": ["NET_ADMIN", "SETGID", "SETUID"]}
_ANY_API = "1.41"


@dataclass(frozen=True)
class ServiceOrder:
    """What the services of one sandbox need to know."""

    run_id: str
    labels: Mapping[str, str]
    secret: str = ""
    """By which the registry proves that what it notifies is true."""


class ServiceContainer(DockerContainer):
    """A service's container: unprivileged, read only, bounded, on no network of the engine's."""

    def __init__(self, client: docker.DockerClient, role: str, order: ServiceOrder) -> None:
        """Prepare it; `start` runs it.

        Raises:
            SandboxError: its image is not there.
        """
        # A version given beforehand spares a request; the engine is the sandbox's, not the one of its guess.
        super().__init__(images.image(role, client), docker_client_kw={"version": _ANY_API})
        self.get_docker_client().client = client
        self.with_name(container_name(order.run_id, role))
        if order.secret:
            self.with_env("REGISTRES_SECRET", order.secret)
        self.with_env("REGISTRES_ADDRESS", address(role))
        if role == "hub":
            self.with_env("REGISTRES_NAMES", " ".join(f"{name}={ip}" for name, ip in host_names().items()))
            self.with_env("REGISTRES_API_ADDRESS", address("hub-api"))
            self.with_env("REGISTRES_INTERFACES", " ".join(map(interface, ("hub", "hub-api", "acme"))))
        for path, options in _TMPFS[role].items():
            self.with_tmpfs_mount(path, options)
        self.with_kwargs(
            labels={**order.labels, labels.RUN: order.run_id, labels.ROLE: role},
            **(_owned_network() if role == "hub" else _joined_network(order.run_id)),
            read_only=True,
            mem_limit=_MEMORY[role],
            memswap_limit=_MEMORY[role],
            pids_limit=_PROCESSES[role],
            cap_drop=["ALL"],
            cap_add=_CAPABILITIES.get(role, []),
            security_opt=["no-new-privileges"],
            log_config=LogConfig(type=LogConfig.types.JSON, config={"max-size": "1m", "max-file": "2"}),
            detach=True,
        )

    @property
    def id(self) -> str:
        """Its id on the engine."""
        return str(self.get_container_id())


def _owned_network() -> dict[str, object]:
    """A namespace without any way out, whose files and settings go for all that join it."""
    names = host_names()
    return {
        "network_mode": "none",
        "hostname": "hub",
        "dns": [address("hub-api")],
        # Its two halves call each other before there is a name server.
        "extra_hosts": {name: names[name] for name in (*HUB_NAMES, *API_NAMES)},
        "sysctls": {
            "net.ipv4.ip_unprivileged_port_start": "0",
            # Whoever serves an address need not wait until it is there.
            "net.ipv4.ip_nonlocal_bind": "1",
            # The host's own settings would be inherited: what listens on the loopback is not for learners.
            "net.ipv4.conf.all.route_localnet": "0",
            "net.ipv4.conf.default.route_localnet": "0",
            "net.ipv4.ip_forward": "0",
        },
    }


def _joined_network(run_id: str) -> dict[str, object]:
    return {"network_mode": f"container:{container_name(run_id, 'hub')}"}
