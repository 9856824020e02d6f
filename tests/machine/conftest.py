"""Machines of these tests, entered as the kernel enters them."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from checker.sandbox import accounts, engine, images, labels
from checker.sandbox.channel import Channel
from checker.sandbox.sandbox import Sandbox

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
    """A sandbox, or another container of its network."""

    sandbox: Sandbox
    client: Any
    container: str

    @property
    def address(self) -> str:
        return self.sandbox.machine.address

    @property
    def name_server(self) -> str:
        return accounts.address("hub-api")

    def learner(self, script: str, timeout_s: float = 60) -> Answer:
        enter = ["/usr/lib/registres/enter", "bash", "-c", f"exec 2>&1; {script}"]
        return self.execute(enter, "1000", timeout_s)

    def root(self, *argv: str, timeout_s: float = 30) -> Answer:
        return self.execute(list(argv), "0", timeout_s)

    def execute(self, argv: list[str], user: str, timeout_s: float) -> Answer:
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

    def inspect(self) -> dict[str, Any]:
        return self.client.api.inspect_container(self.container)

    def until(self, look: Callable[[], bool], limit_s: float = 30) -> bool:
        """Look again and again, no longer than the limit."""
        end = time.monotonic() + limit_s
        while not (seen := look()) and time.monotonic() < end:
            time.sleep(0.1)
        return seen

    def engine_answers(self) -> bool:
        return self.learner("docker version").code == 0


@pytest.fixture(scope="session")
def outer_engine() -> Iterator[Any]:
    client = engine.connect()
    yield client
    client.close()


@pytest.fixture(scope="session")
def world(outer_engine: Any, sandbox: Sandbox) -> Iterator[World]:
    """The sandbox of the session, with a small image in it, for the tests that leave it as it was."""
    made = World(sandbox, outer_engine, sandbox.machine.container)
    assert made.learner(MINI).code == 0
    yield made
    made.learner("docker image rm mini:1")


@pytest.fixture(scope="session")
def victim(outer_engine: Any, course_images: None) -> Iterator[World]:
    """A sandbox that tests may ruin, all but its container: it must be fit for the next one."""
    with Sandbox.start() as started:
        yield World(started, outer_engine, started.machine.container)


@pytest.fixture(scope="module")
def neighbour(world: World) -> Iterator[Callable[[str], Answer]]:
    """Runs a command in the sandbox's network, as its services do."""
    api, run_id = world.client.api, world.sandbox.run_id
    container = api.create_container(
        images.image("machine"),
        entrypoint=["sleep", "infinity"],
        labels=labels.make_labels(run_id, "neighbour", labels.Owner.current()),
        host_config=api.create_host_config(
            network_mode=f"container:{labels.container_name(run_id, 'hub')}", init=True
        ),
    )["Id"]
    api.start(container)
    beside = World(world.sandbox, world.client, container)
    yield lambda script: beside.root("bash", "-c", script)
    api.remove_container(container, force=True, v=True)
