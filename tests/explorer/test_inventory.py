"""Which registries are read, as whom, and what is told when one cannot be."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from checker.errors import CheckerError
from checker.explorer.inventory import Inventory, parse_addresses
from checker.explorer.table import as_text

NAME = "registre.atelier.test"
HOME = "/home/apprenant/.docker/config.json"
INFO = {"RegistryConfig": {"IndexConfigs": {}, "InsecureRegistryCIDRs": ["127.0.0.0/8"]}}
V2 = {"Docker-Distribution-Api-Version": "registry/2.0"}


def look(world, *addresses):
    (shelf,) = Inventory(parse_addresses(list(addresses))).read(world)
    return shelf


def container(name, host_port, image="registry:2"):
    bindings = {"5000/tcp": [{"HostIp": "0.0.0.0", "HostPort": str(host_port)}]}
    return {
        "Id": name,
        "Name": f"/{name}",
        "Image": "sha256:i",
        "Created": "2026-11-25T08:00:00Z",
        "State": {"Status": "running", "StartedAt": "2026-11-25T08:00:00Z", "ExitCode": 0},
        "RestartCount": 0,
        "HostConfig": {"PortBindings": bindings, "RestartPolicy": {"Name": "no"}},
        "NetworkSettings": {"Ports": bindings},
        "Config": {"Image": image, "Env": [], "Labels": {}, "Cmd": []},
        "Mounts": [],
    }


def run(world, *containers):
    world.machine.engine = {"/containers/json?all=1": [{"Id": c["Id"]} for c in containers], "/info": INFO}
    world.machine.engine |= {f"/containers/{c['Id']}/json": c for c in containers}


def certificate(name=NAME):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )


def test_the_hub_shows_public_repositories_and_those_of_the_learner(world):
    run(world)
    for name in ("library/mysql", "apprenant/secret", "collegue/secret", "collegue/site"):
        world.hub.registry.push(name, "1.0")
    world.hub.private = {"apprenant/secret", "collegue/secret"}
    (shelf,) = Inventory().read(world)
    assert [r.name for r in shelf.repositories] == ["apprenant/secret", "collegue/site", "library/mysql"]
    assert [r.is_private for r in shelf.repositories] == [True, False, False]


def test_the_hub_is_not_read_again_before_a_push(world):
    run(world)
    world.hub.registry.push("library/mysql", "1.0")
    inventory = Inventory()
    inventory.read(world)
    world.hub.registry.asked.clear()
    inventory.read(world)
    assert world.hub.registry.asked == []
    world.hub.registry.push("library/mysql", "2.0")
    world.hub.history = [{"action": "push", "repository": "library/mysql", "time": "t"}]
    assert len(inventory.read(world)[0].repositories[0].tags) == 2


def test_registries_that_run_are_found_and_other_servers_are_asked_once(world, registry):
    registry.push("mysql", "8.0")
    run(world, container("registry", 5000), container("site", 8080, "nginx"))
    world.machine.http = {
        "http://localhost:5000/v2/": (200, V2, b"{}"),
        "http://localhost:8080/v2/": (404, {}, b""),
    }
    inventory = Inventory()
    hub, shelf = inventory.read(world)
    assert (hub.address, shelf.address) == ("docker.io", "localhost:5000")
    assert [r.name for r in shelf.repositories] == ["mysql"]
    inventory.read(world)
    pings = [one["url"] for one in world.machine.asked if one["op"] == "http"]
    assert pings.count("http://localhost:5000/v2/") == 1
    assert len([url for url in pings if "8080" in url]) <= 2


def test_a_registry_over_tls_is_called_by_the_name_in_its_certificate(world):
    run(world, container("registry", 443))
    der = certificate().public_bytes(serialization.Encoding.DER)
    world.machine.http = {
        "http://localhost:443/v2/": (400, {}, b"Client sent an HTTP request to an HTTPS server.\n"),
        "https://localhost:443/v2/": (200, V2, b"{}"),
        "https://localhost/v2/": (200, V2, b"{}"),
    }
    world.machine.tls = {"localhost:443": [der], f"{NAME}:443": [der]}
    world.machine.names = {NAME: ["10.9.0.4"]}
    _, shelf = Inventory().read(world)
    assert shelf.address == NAME
    assert "n'est pas connue" in shelf.trouble
    assert "x509" in shelf.advice


def test_a_certificate_that_docker_trusts_opens_the_registry(world, registry):
    run(world)
    made = certificate()
    registry.push("app", "1.0")
    world.machine.names = {NAME: ["10.9.0.4"]}
    world.machine.tls = {f"{NAME}:443": [made.public_bytes(serialization.Encoding.DER)]}
    world.machine.servers["https://10.9.0.4:443"] = registry
    assert look(world, NAME).trouble
    world.machine.files = {
        f"/etc/docker/certs.d/{NAME}/ca.crt": made.public_bytes(serialization.Encoding.PEM)
    }
    assert [r.name for r in look(world, NAME).repositories] == ["app"]


def test_plain_http_is_refused_as_docker_does_unless_declared_insecure(world, registry):
    run(world)
    registry.push("app", "1.0")
    address = f"{NAME}:5000"
    world.machine.names = {NAME: ["10.9.0.4"]}
    world.machine.tls = {address: "tls"}
    world.machine.servers["http://10.9.0.4:5000"] = registry
    assert "HTTP en clair" in look(world, address).trouble
    config = {"IndexConfigs": {address: {"Secure": False}}}
    world.machine.engine = {**world.machine.engine, "/info": {"RegistryConfig": config}}
    assert [r.name for r in look(world, address).repositories] == ["app"]


def test_a_login_is_asked_for_then_taken_from_the_learners_own_file(world, registry):
    run(world)
    registry.push("app", "1.0")
    registry.password = "jeanne:secret"
    shelf = look(world, "localhost:5000")
    assert "401" in shelf.trouble
    assert "docker login localhost:5000" in shelf.advice
    auth = base64.b64encode(b"jeanne:secret").decode()
    world.machine.files = {HOME: json.dumps({"auths": {"localhost:5000": {"auth": auth}}}).encode()}
    assert [r.name for r in look(world, "localhost:5000").repositories] == ["app"]
    registry.password = "jeanne:autre"
    assert "refuse les identifiants" in look(world, "localhost:5000").trouble


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"auths": 3}', b'{"auths": {"localhost:5000": {}}}', b"\xff"]
)
def test_a_configuration_that_is_none_is_no_login(world, registry, content):
    run(world)
    registry.password = "a:b"
    world.machine.files = {HOME: content}
    assert "401" in look(world, "localhost:5000").trouble


@pytest.mark.parametrize(
    ("address", "words"),
    [("localhost:9", "connexion refusée"), ("nulle.part.test", "nom inconnu")],
)
def test_silence_is_a_sentence_with_a_way_out(world, address, words):
    run(world)
    shelf = look(world, address)
    assert words in shelf.trouble
    assert shelf.advice


def test_a_server_that_is_no_registry_is_told(world, registry):
    run(world)
    registry.answer = lambda path, headers: registry.reply(404)
    assert "HTTP 404" in look(world, "localhost:5000").trouble


def test_an_engine_that_is_down_leaves_the_hub(world):
    world.machine.engine_down = "refused"
    world.hub.registry.push("library/mysql", "1.0")
    hub, down = Inventory().read(world)
    assert hub.repositories
    assert "moteur Docker" in down.trouble


def test_docker_io_is_the_hub_by_any_of_its_names(world):
    world.hub.registry.push("library/mysql", "1.0")
    assert look(world, "docker.io").repositories
    assert look(world, "registry-1.docker.io").address == "docker.io"


@pytest.mark.parametrize("text", ["", ":5000", "a:b", "a:99999", "a:0", "::1", "a:5000000000000000000"])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(CheckerError, match="registre"):
        parse_addresses([text])


def test_a_scheme_or_a_path_are_left_out():
    (found,) = parse_addresses(["https://Registre.atelier.test:5000/v2/", "registre.atelier.test:5000"])
    assert (found.text, found.port) == ("registre.atelier.test:5000", 5000)


def test_the_signal_follows_pushes_and_containers_only(world):
    inventory = Inventory()
    world.machine.events = [{"Type": "container", "Action": "exec_start", "timeNano": 7}]
    before = inventory.signal(world)
    world.machine.events = [*world.machine.events, {"Type": "image", "Action": "tag", "timeNano": 8}]
    assert inventory.signal(world) == before
    world.machine.events = [*world.machine.events, {"Type": "image", "Action": "push", "timeNano": 9}]
    after = inventory.signal(world)
    assert after != before
    world.hub.history = [{"action": "pull"}]
    assert inventory.signal(world) == after
    world.hub.history = [{"action": "push", "time": "t"}]
    assert inventory.signal(world) != after


def test_the_plain_text_tells_the_same(world, registry):
    run(world)
    registry.push("mysql", "8.0", layers=("base", "a"))
    registry.push("mysql", "stable", layers=("base", "a"))
    registry.push("mysql", "8.4", layers=("base", "b"))
    text = as_text(Inventory(parse_addresses(["localhost:5000", "localhost:9"])).read(world))
    assert "localhost:5000/mysql" in text
    lines = [line.split() for line in text.splitlines()]
    assert next(line for line in lines if line[:1] == ["8.0"])[-1] == "stable"
    assert "01/03/2026" in text
    assert "1 couche est partagée" in text
    assert "connexion refusée" in text


def test_a_registry_that_goes_over_to_tls_is_found_again(world, registry):
    run(world)
    registry.push("app", "1.0")
    inventory = Inventory(parse_addresses(["localhost:5000"]))
    assert inventory.read(world)[0].repositories
    world.machine.servers = {"https://localhost:5000": registry}
    assert inventory.read(world)[0].repositories
    registry.asked.clear()
    assert inventory.read(world)[0].repositories
    assert "/v2/" not in registry.asked, "what is known is not asked again"
