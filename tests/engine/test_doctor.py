import json
from dataclasses import replace

import pytest

from checker.cli import doctor
from checker.cli.main import main
from checker.errors import EngineUnavailableError
from checker.messages import doctor as messages
from checker.sandbox import health, host
from checker.sandbox.health import Condition, Status
from checker.sandbox.platform import Platform

INFO = {
    "ServerVersion": "28.0",
    "OSType": "linux",
    "KernelVersion": "6.8.0-31-generic",
    "MemTotal": 8_000_000_000,
    "MemoryLimit": True,
    "PidsLimit": True,
    "CgroupVersion": "2",
    "DockerRootDir": "/var/lib/docker",
    "SecurityOptions": ["name=seccomp,profile=default"],
}
GOOD = host.Facts(
    system="Debian",
    platform=Platform.DEBIAN,
    python=(3, 12),
    engine_host="unix:///var/run/docker.sock",
    engine_info=INFO,
    trial={"namespaces": "yes", "max_user_namespaces": "9", "apparmor": "", "free_kib": "50000000"},
    missing_images=(),
    dead_runs=0,
)


def with_info(**changes):
    return replace(GOOD, engine_info={**INFO, **changes})


def with_trial(**changes):
    return replace(GOOD, trial={**GOOD.trial, "namespaces": "", **changes})


def test_a_good_machine_passes_every_condition():
    conditions = health.judge(GOOD)
    assert {each.id for each in conditions} == messages.TITLES.keys() - {"kernelspec"}
    assert {each.status for each in conditions} == {Status.OK}
    assert [each.remedy for each in conditions if each.remedy] == []


@pytest.mark.parametrize(
    ("facts", "id_", "status", "remedy"),
    [
        pytest.param(
            replace(GOOD, platform=Platform.WINDOWS), "system", "failed", "wsl --install", id="windows"
        ),
        pytest.param(replace(GOOD, python=(3, 10)), "python", "failed", "Python 3.11", id="old python"),
        pytest.param(
            replace(GOOD, engine_error=EngineUnavailableError("Trop ancien.", do="Mettez à jour.")),
            "engine",
            "failed",
            "Mettez à jour.",
            id="no engine",
        ),
        pytest.param(
            with_info(OSType="windows"), "engine", "failed", "Linux containers", id="windows containers"
        ),
        pytest.param(
            with_info(SecurityOptions=["name=rootless"]),
            "rights",
            "warning",
            "docker context",
            id="rootless engine",
        ),
        pytest.param(with_info(KernelVersion="4.19.0"), "kernel", "failed", "5.11", id="old kernel"),
        pytest.param(
            with_trial(apparmor="1"),
            "apparmor",
            "failed",
            "apparmor_restrict_unprivileged_userns = 0",
            id="apparmor",
        ),
        pytest.param(
            with_trial(unprivileged_userns_clone="0"),
            "namespaces",
            "failed",
            "unprivileged_userns_clone = 1",
            id="clone",
        ),
        pytest.param(
            with_trial(max_user_namespaces="0"),
            "namespaces",
            "failed",
            "max_user_namespaces = 28633",
            id="max",
        ),
        pytest.param(with_trial(), "namespaces", "failed", "dmesg", id="refused otherwise"),
        pytest.param(
            replace(GOOD, trial=None, trial_error="x"), "namespaces", "failed", "docker run", id="no trial"
        ),
        pytest.param(replace(GOOD, trial=None), "namespaces", "unknown", "checker prepare", id="not yet"),
        pytest.param(
            with_info(MemoryLimit=False), "cgroups", "warning", "cgroup_enable=memory", id="no limits"
        ),
        pytest.param(with_info(MemTotal=1_000_000_000), "memory", "failed", "2.0 Go", id="too little memory"),
        pytest.param(with_info(MemTotal=3_000_000_000), "memory", "warning", "4.0 Go", id="little memory"),
        pytest.param(
            replace(GOOD, trial={**GOOD.trial, "free_kib": "1000"}),
            "disk",
            "failed",
            "images prune",
            id="full disk",
        ),
        pytest.param(
            replace(GOOD, missing_images=("hub",)), "images", "failed", "checker prepare", id="no images"
        ),
        pytest.param(
            replace(GOOD, dead_runs=2), "leftovers", "warning", "checker sandbox sweep", id="leftovers"
        ),
    ],
)
def test_each_condition_that_fails_gives_its_remedy(facts, id_, status, remedy):
    judged = {each.id: each for each in health.judge(facts)}
    assert judged[id_].status == status
    assert remedy in judged[id_].remedy.replace(",", ".")
    assert judged[id_].observed


def test_an_older_kernel_keeps_images_on_the_disk_and_is_no_failure():
    judged = {each.id: each for each in health.judge(with_info(KernelVersion="6.1.0-21-amd64"))}
    assert judged["kernel"].status == "ok"
    assert "disque" in judged["kernel"].observed


def test_the_disk_of_a_remote_engine_is_unknown_until_the_trial():
    facts = replace(GOOD, trial=None, engine_host="ssh://ailleurs")
    assert {each.id: each.status for each in health.judge(facts)}["disk"] == "unknown"


@pytest.fixture
def judged(monkeypatch):
    """Make `checker doctor` find these conditions."""

    def judged(*conditions):
        monkeypatch.setattr(host, "gather", lambda: GOOD)
        monkeypatch.setattr(health, "judge", lambda _facts: list(conditions))
        monkeypatch.setattr(doctor, "_kernelspec", lambda: Condition("kernelspec", Status.OK, "installé"))

    return judged


@pytest.mark.parametrize(
    ("status", "code", "conclusion"),
    [
        pytest.param(Status.OK, 0, "peut faire tourner le cours.", id="ok"),
        pytest.param(Status.WARNING, 0, "méritent attention", id="warning"),
        pytest.param(Status.UNKNOWN, 0, "peut faire tourner le cours.", id="unknown"),
        pytest.param(Status.FAILED, 1, "ne peut pas encore", id="failed"),
    ],
)
def test_the_exit_code_says_whether_the_course_can_run(status, code, conclusion, judged, capsys):
    judged(Condition("leftovers", status, "constat", "" if status == Status.OK else "checker sandbox sweep"))
    assert main(["doctor"]) == code
    said = capsys.readouterr().out
    assert conclusion in said
    assert "Restes d'anciens bacs à sable" in said
    assert ("→ checker sandbox sweep" in said) == (status != Status.OK)


def test_the_same_in_json(judged, capsys):
    judged(Condition("leftovers", Status.FAILED, "un", "checker sandbox sweep"))
    assert main(["doctor", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["version"] == 1
    assert report["conditions"][0] == {
        "title": "Restes d'anciens bacs à sable",
        "id": "leftovers",
        "status": "failed",
        "observed": "un",
        "remedy": "checker sandbox sweep",
    }


def test_without_an_engine_the_table_says_what_to_do(monkeypatch, capsys):
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    assert main(["doctor"]) == 1
    captured = capsys.readouterr()
    assert "unset DOCKER_HOST" in captured.out
    assert captured.err == ""


def test_this_very_machine_is_judged_by_a_trial_that_leaves_nothing(course_images, capsys):
    from checker.sandbox import engine

    assert main(["doctor", "--json"]) in (0, 1)
    report = {each["id"]: each for each in json.loads(capsys.readouterr().out)["conditions"]}
    assert report.keys() == messages.TITLES.keys()
    assert report["namespaces"]["status"] == "ok"
    assert engine.connect().api.containers(all=True, filters={"label": "registres.trial"}) == []
