"""An image that a lab begins with: the same as one that was pulled, to the last byte, without the pull."""

import json
import time

import pytest

from checker.errors import SandboxError
from checker.sandbox.sandbox import Sandbox

NAME = "registry:2"
INSPECT = f"docker image inspect {NAME}"
WAIT = "until docker version > /dev/null 2>&1; do sleep 0.1; done"


def learner(sandbox, script: str) -> str:
    """What a script of the learner has said; it must succeed."""
    line = ["bash", "-c", f"set -e -o pipefail; {script}"]
    channel = sandbox.machine.open(line, as_learner=True)
    said = bytearray()
    while part := channel.receive():
        said += part
    text = said.decode()
    assert channel.exit_code() == 0, text + channel.stderr.decode()
    return text


@pytest.fixture(scope="module")
def ready(course_images):
    """A sandbox whose engine begins with the image."""
    with Sandbox.start(preloaded=[NAME]) as started:
        yield started


@pytest.fixture
def fresh(course_images):
    """One that a test may change."""
    with Sandbox.start(preloaded=[NAME]) as started:
        yield started


def test_it_is_the_image_that_a_pull_gives(ready, sandbox):
    learner(sandbox, f"docker rmi {NAME} > /dev/null 2>&1 || true; docker pull -q {NAME}")
    try:
        (pulled,), (preloaded,) = (json.loads(learner(each, INSPECT)) for each in (sandbox, ready))
    finally:
        learner(sandbox, f"docker rmi {NAME}")
    for of_this_engine in ("GraphDriver", "Metadata"):
        pulled.pop(of_this_engine)
        preloaded.pop(of_this_engine)
    assert preloaded == pulled


def test_its_layer_is_made_again_byte_for_byte(ready):
    (diff_id,) = json.loads(learner(ready, INSPECT))[0]["RootFS"]["Layers"]
    layer = diff_id.removeprefix("sha256:")
    made = learner(ready, f"docker save {NAME} | tar -xO blobs/sha256/{layer} | sha256sum")
    assert made.split()[0] == layer


def test_it_serves_builds_and_goes_to_a_registry_without_a_pull(fresh):
    learner(fresh, f"docker run -d -p 5000:5000 --name registry {NAME}")
    learner(fresh, "until curl -fs localhost:5000/v2/; do sleep 0.1; done")
    learner(fresh, f"docker tag {NAME} localhost:5000/copie:1; docker push -q localhost:5000/copie:1")
    learner(fresh, "docker exec registry sh -c 'rm /entrypoint.sh; echo a > /tmp/a'")
    assert learner(fresh, "docker diff registry | sort").split("\n") == [
        "A /tmp/a",
        "C /tmp",
        "D /entrypoint.sh",
        "",
    ]
    build = f"printf 'FROM {NAME}\\nRUN echo b > /b\\n' | docker build -q -t x -"
    assert (
        learner(fresh, f"{build} > /dev/null; docker run --rm --entrypoint cat x /entrypoint.sh /b")[-2:]
        == "b\n"
    )
    pulls = learner(fresh, "docker events --since 0 --until $(date +%s) --filter event=pull")
    assert pulls == ""


def test_once_removed_it_is_gone_until_it_is_pulled(fresh):
    learner(fresh, f"docker rmi {NAME}")
    channel = fresh.machine.open(["bash", "-c", "kill -9 -1"], as_learner=True)
    while channel.receive():
        pass
    time.sleep(0.5)
    assert learner(fresh, f"{WAIT}; docker images -q") == ""
    assert "Pull complete" in learner(fresh, f"docker pull {NAME}")


def test_a_machine_that_takes_the_place_of_a_dead_one_begins_with_it_too(fresh):
    attached = Sandbox.attach(fresh.run_id)
    attached._client.api.kill(attached.machine.container)
    try:
        assert attached.revive()
        assert learner(attached, "docker images --format '{{.Repository}}:{{.Tag}}'") == f"{NAME}\n"
    finally:
        attached.close()


def test_other_sandboxes_begin_with_nothing(sandbox):
    assert NAME not in learner(sandbox, "docker images --format '{{.Repository}}:{{.Tag}}'")


def test_an_image_that_is_not_held_ready_is_refused(course_images):
    with pytest.raises(SandboxError) as refused:
        Sandbox.start(preloaded=["mysql:8.0"])
    assert "«\u202fmysql:8.0\u202f»" in refused.value.what
    assert f"«\u202f{NAME}\u202f»" in refused.value.do
