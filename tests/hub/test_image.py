"""The Hub's image: built again, it has the same content; its registry is the real one."""

import io
import json
import tarfile

import docker
import pytest

from checker.sandbox import build_context, engine, images, recipes

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
    for role in ("hub", "hub-api"):
        seen = client.api.inspect_container(f"registres-{role}-{sandbox.run_id}")
        host = seen["HostConfig"]
        assert host["ReadonlyRootfs"]
        assert host["CapDrop"] == ["ALL"]
        assert not host["CapAdd"]
        assert not host["Privileged"]
        assert "no-new-privileges" in host["SecurityOpt"]
        assert host["Memory"] == host["MemorySwap"] > 0
        assert host["PidsLimit"] > 0
        assert not host["PortBindings"]
        assert seen["Mounts"] == []
        assert list(seen["NetworkSettings"]["Networks"]) == [f"registres-{sandbox.run_id}"]
        labels = seen["Config"]["Labels"]
        assert labels["registres.run"] == sandbox.run_id
        assert labels["registres.role"] == role
        assert labels["registres.owner"]
        assert labels["registres.created"]
        users = {row[1] for row in client.api.top(seen["Id"], ps_args="-eo pid,uid")["Processes"]}
        assert users == {"1000"}


def test_a_hub_that_cannot_start_says_why_and_leaves_nothing(client, sandbox):
    from checker.errors import SandboxError
    from checker.sandbox import labels
    from checker.sandbox.hub import start_hub

    run_id = labels.new_run_id()
    # The addresses are taken: the sandbox's own Hub has them.
    with pytest.raises(SandboxError, match="hub"):
        start_hub(
            client,
            network=f"registres-{sandbox.run_id}",
            subnet=sandbox.subnet,
            run_id=run_id,
            labels={labels.OWNER: str(labels.Owner.current()), labels.CREATED: "0"},
        )
    for role in ("hub", "hub-api"):
        with pytest.raises(docker.errors.NotFound):
            client.api.inspect_container(f"registres-{role}-{run_id}")
