"""The Hub's image: built again, it has the same content; its registry is the real one."""

import io
import json
import tarfile

import docker
import pytest

from checker.sandbox import build_context, engine, images, recipes
from checker.sandbox.sandbox import Sandbox

SEED = "/seed/seed.json"
# What the engine itself puts into any container.
ENGINES = {".dockerenv", "etc/hostname", "etc/hosts", "etc/resolv.conf", "etc/mtab"}


@pytest.fixture(scope="module")
def client():
    return engine.connect()


@pytest.fixture
def archive(client):
    """Read a path of an image, as a tar archive."""
    made = []

    def read(image, path=None):
        container = client.api.create_container(image, command=["none"], labels={"registres.role": "test"})[
            "Id"
        ]
        made.append(container)
        chunks = client.api.get_archive(container, path)[0] if path else client.api.export(container)
        return tarfile.open(fileobj=io.BytesIO(b"".join(chunks)))

    yield read
    for container in made:
        client.api.remove_container(container, v=True, force=True)


def contents(archive):
    """Path to what is there; folders aside, and what belongs to the engine or to a mount."""
    return {
        entry.name.removeprefix("./"): (
            0 if entry.issym() else entry.mode & 0o7777,
            entry.linkname if entry.issym() else archive.extractfile(entry).read(),
        )
        for entry in archive
        if (entry.isfile() or entry.issym())
        and entry.name not in ENGINES
        and entry.name.split("/")[0] not in ("dev", "proc", "sys")
    }


@pytest.fixture
def rebuilt(course_images, client):
    """The stage of the Hub's image that makes its content, built once more without any cache."""
    hub = recipes.recipe("hub")
    tag = "registres/test-seed:latest"
    done = client.api.build(
        fileobj=io.BytesIO(build_context.tar(hub.files)),
        custom_context=True,
        tag=tag,
        target="seed",
        nocache=True,
        network_mode="none",
        rm=True,
        forcerm=True,
        buildargs={argument: images.image(parent) for argument, parent in hub.parents.items()},
        decode=True,
    )
    assert not [line for line in done if "error" in line]
    yield tag
    client.api.remove_image(tag, force=True)


def test_a_second_build_gives_the_same_digests(rebuilt, archive):
    again = json.loads(archive(rebuilt, SEED).extractfile("seed.json").read())
    first = json.loads(archive(images.image("hub"), SEED).extractfile("seed.json").read())
    assert again == first


def test_the_registry_that_learners_pull_is_the_one_that_we_run(course_images, client, archive):
    hub, registry = images.image("hub"), images.image("registry2")
    tags = json.loads(archive(hub, SEED).extractfile("seed.json").read())
    digest = tags["library/registry"]["2"].removeprefix("sha256:")

    def blob(name):
        return archive(hub, f"/seed/blobs/{name.removeprefix('sha256:')}/data").extractfile("data").read()

    manifest = json.loads(blob(digest))
    assert len(manifest["layers"]) == 1
    with tarfile.open(fileobj=io.BytesIO(blob(manifest["layers"][0]["digest"]))) as layer:
        assert contents(layer) == contents(archive(registry))
    ours = json.loads(blob(manifest["config"]["digest"]))["config"]
    theirs = client.images.get(registry).attrs["Config"]
    for key in ("Entrypoint", "Cmd", "ExposedPorts", "Volumes"):
        assert ours[key] == theirs[key], key


def test_a_container_of_the_hub_has_nothing_to_lose(sandbox, client):
    seen = client.api.inspect_container(f"registres-hub-{sandbox.run_id}")
    host = seen["HostConfig"]
    assert host["ReadonlyRootfs"]
    assert host["CapDrop"] == ["ALL"]
    # What it makes the sandbox's network with, as root; see below.
    assert {name.removeprefix("CAP_") for name in host["CapAdd"]} == {"NET_ADMIN", "SETGID", "SETUID"}
    assert not host["Privileged"]
    assert "no-new-privileges" in host["SecurityOpt"]
    assert host["Memory"] == host["MemorySwap"] > 0
    assert host["PidsLimit"] > 0
    assert not host["PortBindings"]
    assert seen["Mounts"] == []
    assert host["NetworkMode"] == "none"
    labels = seen["Config"]["Labels"]
    assert labels["registres.run"] == sandbox.run_id
    assert labels["registres.role"] == "hub"
    assert labels["registres.owner"]
    assert labels["registres.created"]


def test_what_listens_there_has_given_up_root_and_all_its_powers(sandbox, client):
    hub = f"registres-hub-{sandbox.run_id}"
    processes = client.api.top(hub, ps_args="-eo pid,uid,comm")["Processes"]
    assert {row[1] for row in processes} == {"1000"}
    assert {"registry", "dnsmasq"} <= {row[2] for row in processes}
    made = client.api.exec_create(hub, ["sh", "-c", "cat /proc/[0-9]*/status"], user="1000:1000")
    lines = [line.split() for line in client.api.exec_start(made["Id"]).decode().splitlines()]
    for mask in ("CapInh:", "CapPrm:", "CapEff:", "CapAmb:"):
        kept = [int(words[1], 16) for words in lines if words[0] == mask]
        assert len(kept) >= len(processes)
        assert set(kept) == {0}, mask
    assert {words[1] for words in lines if words[0] == "NoNewPrivs:"} == {"1"}
    assert {tuple(words[1:]) for words in lines if words[0] == "Gid:"} == {("1000",) * 4}
    assert not [words for words in lines if words[0] == "Groups:" and set(words[1:]) - {"1000"}]


def test_half_a_hub_is_none(client, course_images):
    with Sandbox.start() as sandbox:
        hub = f"registres-hub-{sandbox.run_id}"
        command = ["sh", "-c", "kill -9 $(/bin/busybox pidof registry)"]
        made = client.api.exec_create(hub, command, user="1000:1000")
        client.api.exec_start(made["Id"])
        client.api.wait(hub, timeout=20)
        assert not sandbox.hub.is_alive()
        assert b"the registry ended" in client.api.logs(hub)


def test_a_hub_that_cannot_start_says_why_and_leaves_nothing(client, course_images, monkeypatch):
    from checker.errors import SandboxError
    from checker.sandbox import labels, service_container
    from checker.sandbox.hub import start_hub

    run_id = labels.new_run_id()
    # Less than any engine grants.
    monkeypatch.setitem(service_container._MEMORY, "hub", "1m")
    marks = {labels.OWNER: str(labels.Owner.current()), labels.CREATED: "0"}
    with pytest.raises(SandboxError, match="hub"):
        start_hub(client, run_id=run_id, labels=marks)
    with pytest.raises(docker.errors.NotFound):
        client.api.inspect_container(f"registres-hub-{run_id}")
