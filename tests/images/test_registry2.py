import time
import uuid

import pytest

from checker.sandbox import engine, images

LABEL = "registres.test"


@pytest.fixture(scope="module")
def client():
    client = engine.connect()
    yield client
    client.close()


@pytest.fixture
def registry(client, course_images):
    """A container of the image, as `docker run -d registry:2` makes it."""
    container = client.containers.run(
        images.image("registry2", client), detach=True, labels={LABEL: uuid.uuid4().hex}, network_mode="none"
    )
    yield container
    container.remove(force=True, v=True)


def run(container, script):
    code, output = container.exec_run(["/bin/sh", "-c", script])
    return code, output.decode()


def test_it_is_configured_as_docker_hub_s_is(client, course_images):
    config = client.api.inspect_image(images.image("registry2", client))["Config"]
    assert config["Entrypoint"] == ["/entrypoint.sh"]
    assert config["Cmd"] == ["/etc/docker/registry/config.yml"]
    assert config["ExposedPorts"] == {"5000/tcp": {}}
    assert config["Volumes"] == {"/var/lib/registry": {}}
    assert config["Labels"]["registres.source"] in ("built", "pulled")


def test_it_serves_the_registry_api_and_collects_garbage(registry):
    deadline = time.monotonic() + 20
    code, said = 1, ""
    while code != 0 and time.monotonic() < deadline:
        code, said = run(registry, "wget -q -S -O - http://127.0.0.1:5000/v2/ 2>&1")
    assert code == 0, said
    assert "registry/2.0" in said
    # What a first push makes: on a storage without it, the registry refuses to collect anything.
    storage = "/var/lib/registry/docker/registry/v2"
    script = f"mkdir -p {storage}/blobs {storage}/repositories && registry garbage-collect "
    code, said = run(registry, script + "/etc/docker/registry/config.yml")
    assert code == 0, said
    assert "0 blobs marked" in said


@pytest.mark.parametrize(
    ("command", "said"),
    [
        pytest.param(["--version"], " 2.8.", id="option"),
        pytest.param(["help"], "registry", id="command"),
        pytest.param(["sh", "-c", "echo $0 && registry --version"], "sh", id="shell"),
    ],
)
def test_its_entrypoint_takes_registry_commands_and_others(client, course_images, command, said):
    output = client.containers.run(
        images.image("registry2", client), command, remove=True, labels={LABEL: "1"}, network_mode="none"
    )
    assert said in output.decode()


def test_the_base_is_debian_13_without_its_manuals(client, course_images):
    output = client.containers.run(
        images.image("base", client),
        [
            "sh",
            "-c",
            ". /etc/os-release; echo $VERSION_CODENAME; ls /usr/share/man /usr/share/locale | wc -w",
        ],
        remove=True,
        labels={LABEL: "1"},
        network_mode="none",
    ).decode()
    codename, manuals = output.split()
    assert codename == "trixie"
    assert int(manuals) < 10


def test_the_images_say_what_they_are_and_are_found_by_their_label(client, course_images):
    names = {state.name for state in images.states(client) if state.is_current and state.is_present}
    assert names == {"base", "registry2", "hub-tools", "hub", "machine", "acme"}
    labels = client.api.inspect_image(images.image("machine", client))["Config"]["Labels"]
    assert labels == {"registres.image": "machine", "registres.source": "built"}
