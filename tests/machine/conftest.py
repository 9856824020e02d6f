"""Machines of these tests: the image with the limits of `machine_spec`, without a hub."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Network

import docker
import pytest

from checker.sandbox import engine, images, labels, machine_spec, subnets
from checker.sandbox.channel import Channel

MINI = """
cd "$(mktemp -d)"
libraries=$(ldd /bin/bash /bin/ls /bin/id | grep -o '/lib[^ ]*' | sort -u)
tar -chf mini.tar /bin/bash /bin/sh /bin/cat /bin/ls /bin/id /bin/sleep /usr/bin/getent $libraries \
  $(ls /lib/*/libnss_dns* /lib/*/libnss_files* /lib/*/libresolv*) 2> /dev/null
docker import mini.tar mini:1
"""
"""Makes a small image out of the machine's own files, for want of a registry."""


@dataclass(frozen=True)
class Answer:
    """What a command gave."""

    code: int | None
    text: str


@dataclass
class World:
    """One machine on its own network."""

    client: docker.DockerClient
    container: str
    network: str
    subnet: IPv4Network
    image: str
    labels: dict[str, str]

    @property
    def address(self) -> str:
        return str(self.subnet[4])

    def learner(self, script: str, timeout_s: float = 60) -> Answer:
        return self.execute(["/usr/lib/registres/enter", "bash", "-c", f"exec 2>&1; {script}"], "1000", timeout_s)

    def root(self, *argv: str, timeout_s: float = 30) -> Answer:
        return self.execute(argv, "0", timeout_s)

    def execute(self, argv: list[str] | tuple[str, ...], user: str, timeout_s: float) -> Answer:
        channel = Channel.open(self.client, self.container, argv, user=user)
        end, said = time.monotonic() + timeout_s, b""
        try:
            while data := channel.receive(timeout_s=max(0.01, end - time.monotonic())):
                said += data
            return Answer(channel.exit_code(), (said + channel.stderr).decode("utf-8", "replace"))
        except TimeoutError:
            return Answer(None, (said + channel.stderr).decode("utf-8", "replace"))
        finally:
            channel.close()

    def inspect(self) -> dict:
        return self.client.api.inspect_container(self.container)

    def until(self, look: Callable[[], bool], limit_s: float = 20) -> bool:
        """Look again and again, no longer than the limit."""
        end = time.monotonic() + limit_s
        while not (seen := look()) and time.monotonic() < end:
            time.sleep(0.1)
        return seen

    def engine_answers(self) -> bool:
        return self.learner("docker version").code == 0


@contextmanager
def network_of(client: docker.DockerClient) -> Iterator[tuple[str, IPv4Network, dict[str, str]]]:
    run_id = labels.new_run_id()
    marks = labels.make_labels(run_id, "network", labels.Owner.current())
    name, subnet = subnets.create_network(client, f"registres-machine-tests-{run_id}", marks)
    try:
        yield name, subnet, {**marks, labels.ROLE: "machine"}
    finally:
        client.api.remove_network(name)


@contextmanager
def world_of(client: docker.DockerClient, image: str) -> Iterator[World]:
    with ExitStack() as stack:
        network, subnet, marks = stack.enter_context(network_of(client))
        info = client.info()
        volume = None
        if machine_spec.needs_data_volume(info):
            made = client.volumes.create(labels=marks)
            stack.callback(made.remove, force=True)
            volume = made.name
        request = machine_spec.creation_request(
            image,
            engine_info=info,
            labels=marks,
            network=network,
            address=str(subnet[4]),
            name_server=str(subnet[3]),
            data_volume=volume,
        )
        container = client.api.create_container_from_config(request)["Id"]
        stack.callback(client.api.remove_container, container, force=True, v=True)
        client.api.start(container)
        for line in client.api.logs(container, stream=True, follow=True):
            if b"registres: pret" in line:
                break
        yield World(client, container, network, subnet, image, marks)


@pytest.fixture(scope="session")
def outer_engine() -> Iterator[docker.DockerClient]:
    client = engine.connect()
    yield client
    client.close()


@pytest.fixture(scope="session")
def machine_image(outer_engine: docker.DockerClient) -> str:
    return images.image("machine", outer_engine)


@pytest.fixture(scope="session")
def world(outer_engine: docker.DockerClient, machine_image: str) -> Iterator[World]:
    """One machine for all the tests that leave it as it was."""
    with world_of(outer_engine, machine_image) as made:
        assert made.learner(MINI).code == 0
        yield made


@pytest.fixture
def fresh_world(outer_engine: docker.DockerClient, machine_image: str) -> Iterator[World]:
    """A machine that a test may ruin."""
    with world_of(outer_engine, machine_image) as made:
        yield made


@pytest.fixture(scope="session")
def neighbour(world: World) -> Iterator[Callable[[str], Answer]]:
    """Runs a command in another container of the same network."""
    client = world.client
    container = client.api.create_container(
        world.image,
        entrypoint=["sleep", "infinity"],
        labels=world.labels,
        host_config=client.api.create_host_config(network_mode=world.network, init=True),
    )["Id"]
    client.api.start(container)
    beside = World(client, container, world.network, world.subnet, world.image, world.labels)
    yield lambda script: beside.root("bash", "-c", script)
    client.api.remove_container(container, force=True, v=True)
