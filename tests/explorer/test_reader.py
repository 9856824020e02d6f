"""What is read of a registry, how often, and what a registry that answers nonsense costs."""

import json

import pytest

from checker.explorer.inventory import Inventory, parse_addresses
from checker.explorer.reader import in_order
from checker.grading.manifest import DOCKER_MANIFEST, OCI_INDEX


@pytest.fixture
def read(world):
    inventory = Inventory(parse_addresses(["localhost:5000"]))
    return lambda: inventory.read(world)[0]


def test_everything_about_a_tag_is_read(registry, read):
    digest = registry.push("mysql", "8.0", layers=("base", "mysql"))
    (repository,) = read().repositories
    (tag,) = repository.tags
    assert (repository.name, tag.name, tag.digest, tag.media_type) == (
        "mysql",
        "8.0",
        digest,
        DOCKER_MANIFEST,
    )
    assert (tag.images[0].platform, tag.created, tag.size) == ("linux/amd64", "2026-03-01T10:00:00Z", 2000)


def test_an_index_is_one_image_per_platform_without_attestations(registry, read):
    one, two = registry.push("app", "", layers=("a", "b")), registry.push("app", "", layers=("a", "c"))
    registry.index("app", "1.0", one, two, "sha256:" + "f" * 64, attestation=True)
    (tag,) = read().repositories[0].tags
    assert tag.media_type == OCI_INDEX
    assert [image.platform for image in tag.images] == ["linux/arch0", "linux/arch1", "linux/arch2"]
    assert [image.is_here for image in tag.images] == [True, True, False]
    assert tag.size == 3000, "the layer of both platforms counts once"
    assert tag.attestations == 1


def test_what_did_not_change_is_not_sent_again(registry, read):
    for number in range(50):
        registry.push("app", f"1.{number}", layers=("base", str(number)), config={"n": number})
    first = read()
    assert len(first.repositories[0].tags) == 50
    assert len({path for path in registry.asked if "/blobs/" in path}) == 50
    registry.asked.clear()
    assert read() == first
    assert not [path for path in registry.asked if "/blobs/" in path]
    assert len(registry.asked) <= 53


def test_a_registry_is_read_in_a_handful_of_questions(world, registry, read):
    for number in range(50):
        registry.push("app", f"1.{number}", config={"n": number})
    read()
    assert len([one for one in world.machine.asked if one["op"] == "fetch"]) <= 5


def test_a_tag_that_moves_is_seen(registry, read):
    registry.push("app", "latest", layers=("a",))
    before = read().repositories[0].tags[0].digest
    registry.push("app", "latest", layers=("b",))
    assert read().repositories[0].tags[0].digest != before


def test_a_repository_without_tags_is_told(registry, read):
    registry.tags["vide"] = {}
    (repository,) = read().repositories
    assert repository.tags == ()
    assert repository.trouble == ""


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        json.dumps({"mediaType": DOCKER_MANIFEST, "layers": [3]}).encode(),
        json.dumps({"mediaType": DOCKER_MANIFEST, "layers": [{"size": "x"}]}).encode(),
        json.dumps({"mediaType": OCI_INDEX, "manifests": [{"digest": "../..", "platform": 7}]}).encode(),
        b'{"mediaType": ' + b"[" * 100_000,
    ],
)
def test_a_manifest_that_is_none_spoils_its_own_tag_only(registry, read, body):
    registry.push("app", "bon")
    registry.put("app", "mauvais", body)
    good, bad = read().repositories[0].tags
    assert good.trouble == ""
    assert "inutilisable" in bad.trouble


def test_an_index_that_leads_anywhere_is_not_followed(registry, read):
    body = {"mediaType": OCI_INDEX, "manifests": [{"digest": "../../autre", "platform": {"os": "linux"}}]}
    registry.put("app", "1.0", json.dumps(body).encode())
    (tag,) = read().repositories[0].tags
    assert [image.is_here for image in tag.images] == [False]
    assert not [path for path in registry.asked if "autre" in path]


def test_a_configuration_that_is_not_the_one_announced_is_ignored(registry, read):
    registry.push("app", "1.0")
    registry.blobs = {digest: b'{"os": "faux"}' for digest in registry.blobs}
    (tag,) = read().repositories[0].tags
    assert tag.images[0].platform == ""


def test_tags_come_in_the_order_a_reader_expects():
    assert in_order(["8.4.10", "8.4.9", "latest", "8", "alpine", "8.4"]) == [
        "latest",
        "alpine",
        "8",
        "8.4",
        "8.4.9",
        "8.4.10",
    ]
