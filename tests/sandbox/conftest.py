"""A client of the engine, and small containers that belong to a test."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from checker.sandbox import engine, images, labels
from checker.sandbox.labels import Owner
from checker.sandbox.removal import remove_run


@pytest.fixture(scope="session")
def client(course_images):
    return engine.connect()


@pytest.fixture(scope="session")
def base_image(course_images, client) -> str:
    return images.image("base", client)


@pytest.fixture
def run_id(client) -> Iterator[str]:
    """The identity of a run of the test's own: all that carries it is removed at the end."""
    run_id = labels.new_run_id()
    yield run_id
    remove_run(client, run_id)


@pytest.fixture
def container(client, base_image, run_id) -> str:
    """The id of a small container that does nothing."""
    marks = labels.make_labels(run_id, "test", Owner.current())
    made = client.containers.run(base_image, ["sleep", "600"], detach=True, labels=marks, network_mode="none")
    return made.id


@pytest.fixture
def python() -> Iterator[Callable[..., subprocess.Popen]]:
    """Starts another process of ours; all are gone at the end."""
    started: list[subprocess.Popen] = []

    def start(program: str, *arguments: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()
