import base64
import json

import pytest

from checker.grading.criterion import Failure
from checker.grading.durability import describe_mount, require_restart
from checker.grading.engine import Engine
from checker.grading.engine_state import read_container
from checker.grading.files import Files
from checker.grading.history import read_history
from checker.grading.hub_state import HubState
from checker.grading.logins import Logins
from checker.grading.reference import parse_reference, same_reference
from checker.grading.testing import FakeHub, FakeMachine

ANONYMOUS = "a" * 64
CONTAINER = {
    "Id": "c1",
    "Name": "/registry",
    "Image": "sha256:r",
    "Created": "2026-11-24T10:00:00Z",
    "RestartCount": 5,
    "State": {"Status": "restarting", "ExitCode": 1, "StartedAt": "2026-11-24T10:00:01Z"},
    "Config": {
        "Image": "registry:2",
        "Env": ["REGISTRY_HTTP_ADDR=0.0.0.0:5000", "EMPTY="],
        "Cmd": None,
        "Labels": None,
    },
    "HostConfig": {
        "RestartPolicy": {"Name": "always"},
        "PortBindings": {"5000/tcp": [{"HostIp": "", "HostPort": "443"}], "5001/tcp": None},
    },
    "NetworkSettings": {"Ports": {}},
    "Mounts": [
        {
            "Type": "volume",
            "Name": "registry-data",
            "Source": "/v/registry-data",
            "Destination": "/var/lib/registry",
            "RW": True,
        },
        {"Type": "bind", "Source": "/home/apprenant/certificats", "Destination": "/certs/", "RW": False},
        {"Type": "volume", "Name": ANONYMOUS, "Source": "/v/a", "Destination": "/tmp", "RW": True},
    ],
}
IMAGE = {
    "Id": "sha256:r",
    "RepoTags": ["registry:2", "localhost:5000/registre:1"],
    "RepoDigests": ["registry@sha256:d"],
    "RootFS": {"Layers": ["sha256:l1"]},
    "Config": {"Labels": None, "Env": ["NGINX_VERSION=1.28.0", "EMPTY="]},
    "Size": 12,
}


@pytest.fixture
def machine():
    return FakeMachine(
        engine={
            "/containers/json?all=1": [{"Id": "c1"}, {"Id": "gone"}],
            "/containers/c1/json": CONTAINER,
            "/containers/registry/json": CONTAINER,
            "/images/json?all=0": [{"Id": "sha256:r"}],
            "/images/sha256:r/json": IMAGE,
            "/images/registry:2/json": IMAGE,
            "/volumes": {"Volumes": [{"Name": "registry-data", "Driver": "local"}, {"Name": ANONYMOUS}]},
        },
        logs={"registry": "one\ntwo\nfatal: open /certs/registry.crt\n"},
    )


def test_container_is_read_whole(machine):
    found = Engine(machine).container("registry")
    assert (found.name, found.image, found.repository, found.tag) == (
        "registry",
        "registry:2",
        "registry",
        "2",
    )
    assert (found.state, found.exit_code, found.restart_count, found.restart_policy) == (
        "restarting",
        1,
        5,
        "always",
    )
    assert not found.is_running
    assert found.env == {"REGISTRY_HTTP_ADDR": "0.0.0.0:5000", "EMPTY": ""}
    assert found.publishes(443, 5000)
    assert found.publishes(443)
    assert not found.publishes(443, 443)
    assert found.published_ports == (443,)
    assert found.mount_at("/var/lib/registry/").is_named
    assert found.mount_at("/certs").read_only
    assert not found.mount_at("/certs").is_named
    assert not found.mount_at("/tmp").is_named
    assert found.mount_at("/autre") is None


def test_running_ports_prevail_over_the_asked_ones(machine):
    live = {
        **CONTAINER,
        "NetworkSettings": {
            "Ports": {
                "5000/tcp": [
                    {"HostIp": "0.0.0.0", "HostPort": "32768"},
                    {"HostIp": "::", "HostPort": "32768"},
                ],
                "9/tcp": None,
            }
        },
    }
    machine.engine = {**machine.engine, "/containers/registry/json": live}
    assert [p.host_port for p in Engine(machine).container("registry").ports] == [32768]


def test_container_that_vanishes_between_two_readings_is_left_out(machine):
    assert [c.name for c in Engine(machine).containers] == ["registry"]


def test_containers_of_finds_a_container_run_under_another_name(machine):
    engine = Engine(machine)
    assert len(engine.containers_of("registry")) == 1
    assert len(engine.containers_of("localhost:5000/registre")) == 1
    assert engine.containers_of("nginx") == ()


def test_image_volume_and_logs(machine):
    engine = Engine(machine)
    assert engine.image("registry:2").diff_ids == ("sha256:l1",)
    assert engine.image("registry:2").env == {"NGINX_VERSION": "1.28.0", "EMPTY": ""}
    assert engine.image("registry:2").has_tag("docker.io/library/registry:2")
    assert engine.image("mysql:8.0") is None
    assert [v.is_anonymous for v in engine.volumes] == [False, True]
    assert engine.volume("autre") is None
    assert engine.logs("registry", tail=1) == ("fatal: open /certs/registry.crt",)


@pytest.mark.parametrize(
    ("log", "words"),
    [
        (
            'level=info msg="redis"\nlevel=fatal msg="open \\"x\\": none"\nlevel=info msg="go"',
            'open \\"x\\": none',
        ),
        (
            "panic: realm must be set\n\ngoroutine 1 [running]:\nlevel=error msg=late",
            "panic: realm must be set",
        ),
        ("level=error msg=trouble", "level=error msg=trouble"),
        ("listening on :5000", ""),
        ("", ""),
    ],
)
def test_last_words_are_the_last_fault(machine, log, words):
    machine.logs = {"registry": log}
    assert Engine(machine).last_words("registry") == words


def test_a_path_of_a_container_leads_to_the_machine(machine):
    container = Engine(machine).container("registry")
    assert container.source_of("/certs/registry.crt") == "/home/apprenant/certificats/registry.crt"
    assert container.source_of("/certs") == "/home/apprenant/certificats"
    assert container.source_of("/certsx/registry.crt") is None
    assert container.source_of("/etc/passwd") is None


def test_engine_is_read_once_until_refreshed(machine):
    engine = Engine(machine)
    assert engine.containers
    assert engine.containers
    asked = len(machine.asked)
    engine.refresh()
    assert engine.containers
    assert len(machine.asked) == 2 * asked


def test_engine_that_is_down_fails_the_criterion_in_french():
    engine = Engine(FakeMachine(engine_down="refused"))
    for ask in (lambda: engine.containers, lambda: engine.image("a"), lambda: engine.volumes):
        with pytest.raises(Failure, match="Le moteur Docker"):
            ask()


def event(kind, action, id_, **attributes):
    return {
        "Type": kind,
        "Action": action,
        "Actor": {"ID": id_, "Attributes": attributes},
        "timeNano": 1_500_000_000,
    }


def test_history_answers_in_order():
    history = read_history(
        [
            event("image", "pull", "mysql:8.0", name="mysql"),
            event("image", "tag", "sha256:m", name="localhost:5000/mysql:8.0"),
            event("image", "push", "localhost:5000/mysql:8.0", name="localhost:5000/mysql"),
            event("image", "untag", "sha256:m", name="sha256:m"),
            event("image", "delete", "sha256:m", name="sha256:m"),
            event("image", "pull", "localhost:5000/mysql:8.0", name="localhost:5000/mysql"),
            event("container", "destroy", "c1", name="registry"),
            event("volume", "destroy", "registry-data"),
        ]
    )
    gone = history.deleted("sha256:m").last
    assert history.after(gone).pulled("localhost:5000/mysql:8.0")
    assert not history.before(gone).pulled("localhost:5000/mysql:8.0")
    assert history.pulled("docker.io/library/mysql:8.0").first.time == 1.5
    assert not history.pulled("mysql")
    assert len(history.untagged()) == len(history.tagged("localhost:5000/mysql:8.0")) == 1
    assert history.pushed("localhost:5000/mysql:8.0")
    assert history.container("destroy", "registry")
    assert history.volume("destroy", "registry-data")
    assert not history.container("destroy", "autre")
    assert history.pushed("autre").first is None


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("mysql", "mysql:latest"),
        ("library/mysql:8.0", "mysql:8.0"),
        ("docker.io/library/mysql:8.0", "mysql:8.0"),
        ("jeremy/site:1", "jeremy/site:1"),
        ("localhost:5000/mysql", "localhost:5000/mysql:latest"),
        ("localhost/mysql", "localhost/mysql:latest"),
        ("registre.atelier.test/a/b:1", "registre.atelier.test/a/b:1"),
        ("mysql@sha256:00", "mysql@sha256:00"),
        ("", ":latest"),
    ],
)
def test_reference_is_read_as_the_engine_reads_it(text, short):
    assert str(parse_reference(text)) == short if text else parse_reference(text).tag == "latest"


def test_two_spellings_of_one_image_are_the_same():
    assert same_reference("mysql", "index.docker.io/library/mysql:latest")
    assert not same_reference("mysql", "localhost:5000/mysql")


def test_hub_history_is_asked_by_account():
    base = {"repository": "library/mysql", "tag": "8.0", "digest": "sha256:d", "time": "t"}
    hub = HubState(
        FakeHub(
            [
                {**base, "action": "pull", "actor": ""},
                {**base, "action": "push", "repository": "apprenant/x", "actor": "apprenant"},
            ]
        )
    )
    assert hub.pulls("mysql", "8.0", actor="")
    assert not hub.pulls("mysql", "8.0", actor="apprenant")
    assert hub.pushes("apprenant/x", actor="apprenant")


def test_hub_tells_what_it_holds_and_who_logged_in():
    config = {"config": {"Labels": {"a": "b"}}, "rootfs": {"diff_ids": ["sha256:l1"]}}
    hub = HubState(
        FakeHub(
            history=[{"action": "login-refused", "actor": "x"}, {"action": "login", "actor": "apprenant"}],
            content=[{"name": "apprenant/x", "private": True, "tags": ["1.0"]}],
            images={
                "apprenant/x:1.0": {"digest": "sha256:d", "config": config},
                "library/busybox:1": {"digest": "sha256:b", "config": {}},
                "apprenant/x:2.0": {"digest": "sha256:e", "config": {"rootfs": "?"}},
            },
        )
    )
    assert [login.actor for login in hub.logins] == ["apprenant"]
    assert hub.repositories["apprenant/x"].is_private
    assert hub.repositories["apprenant/x"].tags == ("1.0",)
    image = hub.image("apprenant/x", "1.0")
    assert (image.digest, image.diff_ids, image.labels) == ("sha256:d", ("sha256:l1",), {"a": "b"})
    assert hub.image("busybox", "1").diff_ids == ()
    # Anything can be pushed as a configuration: no image is no fault of ours.
    assert hub.image("apprenant/x", "2.0") is None
    assert hub.image("apprenant/x", "3.0") is None


def logins(text):
    return Logins(Files(FakeMachine(files={"/home/apprenant/.docker/config.json": text.encode()})))


def test_logins_are_read_by_registry():
    auth = base64.b64encode(b"apprenant:a:b").decode()
    both = {"https://index.docker.io/v1/": {"auth": auth}, "registre.atelier.test:5000": {"auth": auth}}
    found = logins(json.dumps({"auths": both}))
    assert [login.server for login in found] == ["docker.io", "registre.atelier.test:5000"]
    assert (found().user, found().secret) == ("apprenant", "a:b")
    assert "a:b" not in repr(found())
    assert found("localhost:5000") is None


@pytest.mark.parametrize("text", ["", "[]", "{", "{}", '{"auths": 3}', '{"auths": {}}', '{"auths": null}'])
def test_a_broken_configuration_holds_no_login(text):
    assert logins(text)() is None


@pytest.mark.parametrize("entry", ["3", "{}", '{"auth": "é"}', '{"auth": 3}', '{"auth": "/w=="}'])
def test_a_login_that_cannot_be_read_is_nobodys(entry):
    assert logins(f'{{"auths": {{"docker.io": {entry}}}}}')().user == ""


def test_files_are_read_from_the_learners_home():
    files = Files(FakeMachine(files={"/home/apprenant/certificats/registry.crt": "é".encode()}))
    assert files("~/certificats/registry.crt").text == "é"
    assert files("~/certificats").kind == "directory"
    assert files.list("~/certificats") == ("registry.crt",)
    assert not files("/etc/absent").exists


@pytest.mark.parametrize("policy", ["always", "unless-stopped"])
def test_what_restarts_by_itself_is_let_through(policy):
    require_restart(read_container(CONTAINER | {"HostConfig": {"RestartPolicy": {"Name": policy}}}))


@pytest.mark.parametrize(("policy", "shown"), [("", "no"), ("no", "no"), ("on-failure", "on-failure")])
def test_what_stays_down_is_told_by_its_policy(policy, shown):
    container = read_container(CONTAINER | {"HostConfig": {"RestartPolicy": {"Name": policy}}})
    with pytest.raises(Failure) as failure:
        require_restart(container)
    assert f"«\u202f{shown}\u202f»" in failure.value.observed
    assert "registry" in failure.value.observed


def test_what_is_mounted_is_told_in_a_clause():
    container = read_container(CONTAINER)
    assert describe_mount(container, "/srv") == "rien n'est monté sur /srv"
    assert describe_mount(container, "/tmp") == "un volume anonyme est monté sur /tmp"
    assert "le volume «\u202fregistry-data\u202f» est" in describe_mount(container, "/var/lib/registry")
    assert "le dossier «\u202f/home/apprenant/certificats\u202f»" in describe_mount(container, "/certs")
