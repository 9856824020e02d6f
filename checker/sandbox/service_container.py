"""The containers of a sandbox's services, run by testcontainers: the Hub's and the authority's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network

import docker
from docker.types import EndpointConfig, LogConfig
from testcontainers.core.config import testcontainers_config
from testcontainers.core.container import DockerContainer

from checker.sandbox import images, labels
from checker.sandbox.accounts import ACME_NAMES, API_NAMES, HUB_NAMES, address, host_names

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
_ALIASES = {"hub": HUB_NAMES, "acme": ACME_NAMES}
_PROCESSES = {"hub": 512, "acme": 256}
# The Hub takes a second address, then gives up root and these with it.
_CAPABILITIES = {"hub": ["NET_ADMIN", "SETGID", "SETUID"]}
_ANY_API = "1.41"


@dataclass(frozen=True)
class ServiceOrder:
    """What the services of one sandbox need to know."""

    network: str
    subnet: IPv4Network
    run_id: str
    labels: Mapping[str, str]
    secret: str = ""
    """By which the registry proves that what it notifies is true."""


class ServiceContainer(DockerContainer):
    """A service's container: unprivileged, read only, bounded, at its fixed address, on no other network."""

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
        names = host_names(order.subnet)
        if role == "hub":
            self.with_env("REGISTRES_NAMES", " ".join(f"{name}={ip}" for name, ip in names.items()))
            self.with_env("REGISTRES_ADDRESS", address(order.subnet, "hub"))
            api = address(order.subnet, "hub-api")
            self.with_env("REGISTRES_API_ADDRESS", f"{api}/{order.subnet.prefixlen}")
        for path, options in _TMPFS[role].items():
            self.with_tmpfs_mount(path, options)
        endpoint = EndpointConfig(
            _ANY_API, ipv4_address=address(order.subnet, role), aliases=list(_ALIASES[role])
        )
        self.with_kwargs(
            labels={**order.labels, labels.RUN: order.run_id, labels.ROLE: role},
            hostname=role,
            network=order.network,
            networking_config={order.network: endpoint},
            dns=[address(order.subnet, "hub-api")],
            # Its two halves call each other before there is a name server.
            extra_hosts={n: names[n] for n in (*HUB_NAMES, *API_NAMES)} if role == "hub" else {},
            read_only=True,
            mem_limit=_MEMORY[role],
            memswap_limit=_MEMORY[role],
            pids_limit=_PROCESSES[role],
            cap_drop=["ALL"],
            cap_add=_CAPABILITIES.get(role, []),
            security_opt=["no-new-privileges"],
            sysctls={"net.ipv4.ip_unprivileged_port_start": "0"},
            log_config=LogConfig(type=LogConfig.types.JSON, config={"max-size": "1m", "max-file": "2"}),
            detach=True,
        )

    @property
    def id(self) -> str:
        """Its id on the engine."""
        return str(self.get_container_id())


def container_name(run_id: str, role: str) -> str:
    """The name of a service's container of this run."""
    return f"registres-{role}-{run_id}"
