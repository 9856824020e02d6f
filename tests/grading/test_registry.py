import hashlib
import json

import pytest

from checker.grading.criterion import Failure
from checker.grading.manifest import DOCKER_LIST, DOCKER_MANIFEST, OCI_INDEX, OCI_MANIFEST
from checker.grading.registry import RegistryClient
from checker.grading.testing import FakeMachine
from checker.grading.trouble import Absent, Malformed, Refused, Unreachable, require, wait_for

BASE = "http://localhost:5000"
V2 = {"Docker-Distribution-Api-Version": "registry/2.0"}


def digest(body):
    return "sha256:" + hashlib.sha256(body).hexdigest()


def encode(data):
    return json.dumps(data).encode()


CONFIG = encode(
    {
        "os": "linux",
        "architecture": "amd64",
        "created": "2026-01-01T00:00:00Z",
        "config": {"Labels": {"org.opencontainers.image.version": "8.0"}, "Env": ["A=b=c"]},
        "rootfs": {"type": "layers", "diff_ids": ["sha256:l1", "sha256:l2"]},
    }
)


def manifest(media_type, *, with_type=True):
    data = {
        "schemaVersion": 2,
        "config": {"digest": digest(CONFIG), "size": len(CONFIG)},
        "layers": [{"digest": "sha256:z", "size": 3}],
    }
    return encode({**data, "mediaType": media_type} if with_type else data)


def index(media_type, image):
    attestation = {
        "digest": "sha256:attestation",
        "platform": {"os": "unknown", "architecture": "unknown"},
        "annotations": {"vnd.docker.reference.type": "attestation-manifest"},
    }
    windows = {"digest": "sha256:w", "platform": {"os": "windows", "architecture": "amd64"}}
    linux = {"digest": digest(image), "platform": {"os": "linux", "architecture": "amd64"}}
    return encode({"schemaVersion": 2, "mediaType": media_type, "manifests": [attestation, windows, linux]})


def serve(media_type, body, more=()):
    """A registry that holds one repository « mysql » with the tag 8.0."""
    http = {
        f"{BASE}/v2/": (200, V2, b"{}"),
        f"{BASE}/v2/mysql/manifests/8.0": (
            200,
            {"Content-Type": media_type, "Docker-Content-Digest": digest(body)},
            body,
        ),
        f"{BASE}/v2/mysql/blobs/{digest(CONFIG)}": (200, {}, CONFIG),
    }
    for blob in more:
        http[f"{BASE}/v2/mysql/manifests/{digest(blob)}"] = (200, {"Content-Type": OCI_MANIFEST}, blob)
    return RegistryClient(FakeMachine(http=http), "localhost:5000")


@pytest.mark.parametrize("media_type", [DOCKER_MANIFEST, OCI_MANIFEST])
@pytest.mark.parametrize("with_type", [True, False], ids=["typed", "type in the header only"])
def test_image_reads_a_single_manifest(media_type, with_type):
    body = manifest(media_type, with_type=with_type)
    image = serve(media_type, body).image("mysql", "8.0")
    assert image.diff_ids == ("sha256:l1", "sha256:l2")
    assert image.labels == {"org.opencontainers.image.version": "8.0"}
    assert image.env == {"A": "b=c"}
    assert image.digest == image.manifest_digest == digest(body)


@pytest.mark.parametrize("media_type", [DOCKER_LIST, OCI_INDEX])
def test_image_follows_the_linux_entry_of_an_index(media_type):
    single = manifest(OCI_MANIFEST)
    top = index(media_type, single)
    image = serve(media_type, top, [single]).image("mysql", "8.0")
    assert image.diff_ids == ("sha256:l1", "sha256:l2")
    assert (image.digest, image.manifest_digest) == (digest(top), digest(single))


def test_image_of_an_index_without_linux_is_malformed():
    top = encode(
        {"mediaType": OCI_INDEX, "manifests": [{"digest": "sha256:w", "platform": {"os": "windows"}}]}
    )
    assert isinstance(serve(OCI_INDEX, top).image("mysql", "8.0"), Malformed)


def test_manifest_asks_for_all_four_types():
    machine = FakeMachine()
    RegistryClient(machine, "localhost:5000").manifest("mysql", "8.0")
    accepted = machine.asked[0]["headers"]["accept"]
    assert all(kind in accepted for kind in (DOCKER_MANIFEST, DOCKER_LIST, OCI_MANIFEST, OCI_INDEX))


def test_manifest_whose_bytes_differ_from_the_digest_is_malformed():
    body = manifest(DOCKER_MANIFEST)
    http = {f"{BASE}/v2/mysql/manifests/8.0": (200, {"Docker-Content-Digest": "sha256:" + "0" * 64}, body)}
    found = RegistryClient(FakeMachine(http=http), "localhost:5000").manifest("mysql", "8.0")
    assert isinstance(found, Malformed)
    assert "empreinte" in found.sentence


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[1]",
        b'{"layers": 3, "mediaType": "x"}',
        b'"text"',
        b'{"mediaType": "%s", "layers": [1]}' % OCI_MANIFEST.encode(),
    ],
)
def test_anything_else_behind_the_port_is_malformed(body):
    urls = ("/v2/mysql/manifests/8.0", "/v2/mysql/tags/list", "/v2/_catalog?n=1000")
    client = RegistryClient(FakeMachine(http={BASE + u: (200, {}, body) for u in urls}), "localhost:5000")
    assert isinstance(client.manifest("mysql", "8.0"), Malformed)
    assert isinstance(client.tags("mysql"), Malformed) or client.tags("mysql") == ()
    assert isinstance(client.catalog(), Malformed) or client.catalog() == ()


def test_ping_tells_a_registry_from_another_server():
    def ping(status, headers):
        return RegistryClient(
            FakeMachine(http={f"{BASE}/v2/": (status, headers, b"")}), "localhost:5000"
        ).ping()

    assert ping(200, V2).is_registry
    assert ping(401, V2).is_registry
    assert ping(401, V2).needs_login
    assert not ping(404, {}).is_registry
    assert not ping(200, {}).is_registry


def test_catalog_follows_the_pages_by_their_path_only():
    machine = FakeMachine(
        http={
            f"{BASE}/v2/_catalog?n=1000": (
                200,
                {"Link": '<http://hub-api/v2/_catalog?last=b&n=2>; rel="next"'},
                encode({"repositories": ["a", "b"]}),
            ),
            f"{BASE}/v2/_catalog?last=b&n=2": (200, {}, encode({"repositories": ["c"]})),
        }
    )
    assert RegistryClient(machine, "localhost:5000").catalog() == ("a", "b", "c")


def test_catalog_that_never_ends_is_malformed():
    url = f"{BASE}/v2/_catalog?n=1000"
    machine = FakeMachine(
        http={url: (200, {"Link": f'<{url}>; rel="next"'}, encode({"repositories": ["a"]}))}
    )
    assert isinstance(RegistryClient(machine, "localhost:5000").catalog(), Malformed)


def test_tags_of_a_repository_emptied_or_unknown():
    machine = FakeMachine(
        http={f"{BASE}/v2/vide/tags/list": (200, {}, encode({"name": "vide", "tags": None}))}
    )
    client = RegistryClient(machine, "localhost:5000")
    assert client.tags("vide") == ()
    assert client.tags("autre") == Absent("localhost:5000", "autre")


@pytest.mark.parametrize("status", [401, 403])
def test_refusal_is_a_value(status):
    machine = FakeMachine(http={f"{BASE}/v2/_catalog?n=1000": (status, V2, b"{}")})
    found = RegistryClient(machine, "localhost:5000").catalog()
    assert found == Refused("localhost:5000", status)
    assert not found
    assert str(status) in found.sentence


@pytest.mark.parametrize("code", ["refused", "timeout", "dns", "tls", "reset", "eof"])
def test_silence_is_a_value_with_its_reason(code):
    found = RegistryClient(FakeMachine(http={f"{BASE}/v2/": code}), "localhost:5000").ping()
    assert isinstance(found, Unreachable)
    assert found.code == code
    assert "localhost:5000" in found.sentence


def test_a_registry_that_hangs_costs_one_deadline_only():
    machine = FakeMachine(http={f"{BASE}/v2/": "timeout"})
    client = RegistryClient(machine, "localhost:5000")
    client.ping()
    assert isinstance(client.catalog(), Unreachable)
    assert len(machine.asked) == 1


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("localhost:5000", "http://localhost:5000/v2/"),
        ("127.0.0.1:5000", "http://127.0.0.1:5000/v2/"),
        ("registre.atelier.test", "https://10.213.0.4/v2/"),
        ("http://registre.atelier.test:5000", "http://10.213.0.4:5000/v2/"),
    ],
)
def test_address_is_asked_as_docker_would(address, url):
    machine = FakeMachine(names={"registre.atelier.test": ["fd00::4", "10.213.0.4"]})
    RegistryClient(machine, address).ping()
    asked = machine.asked[-1]
    assert asked["url"] == url
    assert asked["headers"]["host"] == address.partition("://")[2] or address


def test_name_that_the_learners_world_does_not_know():
    found = RegistryClient(FakeMachine(), "registre.atelier.test").ping()
    assert (type(found), found.code) == (Unreachable, "dns")


def test_name_of_the_learners_world_keeps_its_virtual_host():
    machine = FakeMachine(
        names={"registre.atelier.test": ["10.213.0.4"]},
        http={"https://registre.atelier.test/v2/": (200, V2, b"{}")},
    )
    assert RegistryClient(machine, "registre.atelier.test").ping().is_registry
    assert machine.asked[-1]["server_name"] == "registre.atelier.test"


def test_login_and_authority_reach_the_probe():
    machine = FakeMachine()
    RegistryClient(machine, "https://127.0.0.1", user="a", password="b", ca_pem="PEM").ping()
    assert machine.asked[0]["headers"]["authorization"] == "Basic YTpi"
    assert machine.asked[0]["ca_pem"] == "PEM"


def test_require_turns_a_trouble_into_a_failure():
    with pytest.raises(Failure) as caught:
        require(
            Unreachable("localhost:5000", "refused"), expected="Un registre répond.", advice="Vérifiez -p."
        )
    assert "connexion refusée" in caught.value.observed
    with pytest.raises(Failure):
        require(None, expected="e", advice="a")
    assert require((), expected="e", advice="a") == ()


def test_wait_for_returns_the_first_true_value_else_the_last():
    values = iter([Unreachable("x", "refused"), 0, 7])
    assert wait_for(lambda: next(values)) == 7
    assert wait_for(lambda: None, timeout_s=0) is None
