"""Copies of the course's labs, and those who must not notice that some of them mean harm."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import psutil
import pytest

from checker.course.lab import Lab, read_labs
from checker.course.notebook import answered_exercise

LAB = "00-prise-en-main"


@pytest.fixture(scope="session")
def labs() -> tuple[Lab, ...]:
    return read_labs()


@pytest.fixture(scope="session")
def notebook(labs: tuple[Lab, ...]) -> Callable[..., bytes]:
    """Makes a copy: everything is answered rightly, but for the answers that are given by exercise number."""

    def make(answers: Mapping[str, str] | None = None, lab_id: str = LAB) -> bytes:
        lab = next(lab for lab in labs if lab.id == lab_id)
        content = json.loads(lab.notebook.read_text(encoding="utf-8"))
        for cell in content["cells"]:
            exercise = next((e for e in lab.exercises if e.id == answered_exercise(cell)), None)
            if exercise is not None:
                cell["source"] = (answers or {}).get(exercise.folder.name[:2], exercise.reference)
        return json.dumps(content).encode()

    return make


@dataclass
class Host:
    """What this machine listens on, and who came."""

    port: int
    seen: list[Any] = field(default_factory=list)

    @property
    def addresses(self) -> list[str]:
        found = [a for each in psutil.net_if_addrs().values() for a in each if a.family == socket.AF_INET]
        return [a.address for a in found if not a.address.startswith("127.")]


def serve(server: socket.socket, seen: list[Any]) -> None:
    with contextlib.suppress(OSError):
        while True:
            connection, address = server.accept()
            seen.append(address)
            connection.close()


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with socket.create_server(("0.0.0.0", 0)) as server:
        found = Host(server.getsockname()[1])
        thread = threading.Thread(target=serve, args=(server, found.seen), daemon=True)
        thread.start()
        yield found
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


class Neighbour:
    """A sandbox in which somebody else works meanwhile."""

    LOOK = """
    docker inspect -f '{{.Id}} {{.State.StartedAt}} {{.RestartCount}} {{.State.Status}}' temoin
    docker exec temoin cat /etc/temoin; cat ~/temoin; docker ps -aq | wc -l; docker image ls -q | wc -l
    ls -A ~ /tmp; cat /tmp/visites
    """

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        sandbox.machine.run(
            """echo intact > ~/temoin
            docker run -d --name temoin busybox sh -c 'echo intact > /etc/temoin; sleep 100000'
            cd ~ && (python3 -m http.server 8088 > /tmp/visites 2>&1 &)
            until docker exec temoin cat /etc/temoin && curl -fs -o /dev/null localhost:8088; do
              sleep 0.2
            done""",
            timeout_s=120,
        )
        self.before = self.look()
        self.answers: list[bool] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def look(self) -> str:
        return self.sandbox.machine.run(self.LOOK, timeout_s=120).output

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._over.wait(3):
            told = self.sandbox.machine.run("docker run --rm busybox echo vivant", timeout_s=120).output
            self.answers.append(told == "vivant\n")


@pytest.fixture(scope="module")
def neighbour(course_images: None) -> Iterator[Neighbour]:
    from checker.sandbox.sandbox import Sandbox

    with Sandbox.start() as sandbox:
        found = Neighbour(sandbox)
        yield found
        found.stop()
