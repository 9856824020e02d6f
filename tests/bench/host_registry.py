"""A registry:2 on this host with the course's images, for the floors and the peers."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen

from bare_engine import SOCKET
from exercises import on_host
from leftovers import NAME, forget_names, own_run

from checker.sandbox import images
from checker.sandbox.sandbox import Sandbox

PATIENCE_S = 10.0
IMAGE = "mysql:8.0"


class HostRegistry:
    """A registry that answers, at two addresses.

    Args:
        client: the engine.
        container: what it runs in.
        network: where engines in containers find it.
    """

    def __init__(self, client: Any, container: Any, network: str) -> None:
        client.api.connect_container_to_network(container.id, network)
        container.reload()
        settings = container.attrs["NetworkSettings"]
        self.client, self.network = client, network
        self.port = int(settings["Ports"]["5000/tcp"][0]["HostPort"])
        self.address = f"localhost:{self.port}"
        """Where this host's engine finds it."""
        self.inner = f"{settings['Networks'][network]['IPAddress']}:5000"
        """Where an engine in a container finds it."""
        wait_for_answer(self.port)

    def push(self, image: str, name: str) -> None:
        """Put an image of this host's engine into it, under this name."""
        repository, _, tag = f"{self.address}/{name}".rpartition(":")
        self.client.api.tag(image, repository, tag)
        told = self.client.api.push(repository, tag)
        self.client.api.remove_image(f"{repository}:{tag}")
        if '"error"' in told:
            raise RuntimeError(told)


def wait_for_answer(port: int, pause_s: float = 0.002) -> None:
    """Wait until a registry answers on this port of this host."""
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/v2/", timeout=1):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(pause_s)


@contextlib.contextmanager
def host_registries(count: int = 1) -> Iterator[list[HostRegistry]]:
    """Registries that have mysql:8.0, for the floors registry:2 too; all is gone at the end."""
    with own_run() as (client, run_id, marks):
        # Not the default one: the engines in it have that range for containers of their own.
        network = f"registres-{run_id}"
        client.api.create_network(network, driver="bridge", internal=True, labels=marks)
        image = miniature(client)
        registries: list[HostRegistry] = []
        try:
            for _ in range(count):
                container = client.containers.run(
                    images.image("registry2", client),
                    detach=True,
                    labels=marks,
                    ports={"5000/tcp": ("127.0.0.1", None)},
                )
                registry = HostRegistry(client, container, network)
                registries.append(registry)
                registry.push(image, IMAGE)
                registry.push(images.image("registry2", client), "registry:2")
                registry.push(image, on_host(IMAGE, "x").removeprefix("x/"))
            yield registries
        finally:
            forget_names(client, *(registry.port for registry in registries))
            with contextlib.suppress(Exception):
                client.api.remove_image(image, force=True)


def miniature(client: Any) -> str:
    """Bring the very image that a sandbox's Hub gives as mysql:8.0 to this host's engine; its name there."""
    with Sandbox.start() as sandbox:
        # Under a name of ours: loading it must not move a name that this host's engine has already.
        pulled = sandbox.machine.run(f"docker pull -q {IMAGE} && docker tag {IMAGE} {NAME}:8.0", timeout_s=60)
        if pulled.exit_code:
            raise RuntimeError(pulled.output)
        made = client.api.exec_create(
            sandbox.machine.container,
            ["docker", "save", f"{NAME}:8.0"],
            user="1000",
            stderr=False,
            environment={"DOCKER_HOST": SOCKET},
        )["Id"]
        archive = client.api.exec_start(made)
    client.images.load(archive)
    return f"{NAME}:8.0"
