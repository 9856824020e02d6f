"""A sandbox starts whole or not at all, is found by other processes, comes back, and goes without a trace."""

import contextlib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checker.errors import SandboxError
from checker.sandbox import images, labels, machine_container
from checker.sandbox.inventory import list_runs
from checker.sandbox.labels import Owner
from checker.sandbox.sandbox import Sandbox


def parts(client, run_id: str) -> set[str]:
    """What is left of a run on the engine."""
    filters = {"label": f"{labels.RUN}={run_id}"}
    return {
        *(c["Names"][0] for c in client.api.containers(all=True, filters=filters)),
        *(v["Name"] for v in client.api.volumes(filters=filters).get("Volumes") or []),
    }


def connections() -> int:
    """How many sockets this process has open."""
    number = 0
    for link in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            number += str(link.readlink()).startswith("socket:")
    return number


def test_all_that_a_sandbox_has_carries_our_labels(sandbox, client):
    filters = {"label": f"{labels.RUN}={sandbox.run_id}"}
    containers = client.api.containers(filters=filters)
    assert {c["Labels"][labels.ROLE] for c in containers} == {"machine", "hub"}
    for thing in containers:
        assert Owner.parse(thing["Labels"][labels.OWNER]) == Owner.current()
        assert thing["Labels"][labels.CREATED].isdigit()


def test_the_machine_reaches_the_hub_and_nothing_else(sandbox):
    assert sandbox.is_alive()
    result = sandbox.machine.run("docker pull -q busybox && docker run --rm busybox echo bonjour")
    assert result.output.endswith("bonjour\n")
    for target in ("10.213.0.1/80", "192.0.2.2/22", "1.1.1.1/443", "172.17.0.1/22"):
        assert sandbox.machine.run(f"timeout 3 bash -c '</dev/tcp/{target}'").exit_code != 0


def test_another_process_takes_hold_of_it_without_owning_it(sandbox):
    program = """
import sys
from checker.sandbox.sandbox import Sandbox
sandbox = Sandbox.attach(sys.argv[1])
print(sandbox.machine.run("hostname").output.strip(), sandbox.is_alive(), len(sandbox.hub.repositories()) > 5)
sandbox.stop()
"""
    arguments = [sys.executable, "-c", program, sandbox.run_id]
    output = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
    assert output.split() == ["poste", "True", "True"]
    assert sandbox.is_alive()


def test_a_sandbox_that_does_not_exist_is_said_in_french():
    with pytest.raises(SandboxError, match="n'existe pas, ou plus"):
        Sandbox.attach("0123456789ab")


def test_an_unknown_container_is_refused_before_anything_is_made():
    with pytest.raises(SandboxError, match="bidule"):
        Sandbox.start(containers=["bidule"])


def test_four_start_at_once_and_go_at_once(client, course_images):
    with ThreadPoolExecutor(4) as pool:
        sandboxes = list(pool.map(lambda _: Sandbox.start(), range(4)))
        list(
            pool.map(lambda s: s.machine.run(f"docker pull -q mysql:8.0 && hostname > {s.run_id}"), sandboxes)
        )
        # They have the same addresses, each in a network of its own.
        outputs = [s.machine.run("ls; docker image ls -q | wc -l").output for s in sandboxes]
        assert outputs == [f"{s.run_id}\n1\n" for s in sandboxes]
        list(pool.map(lambda s: s.stop(), sandboxes))
    assert all(parts(client, s.run_id) == set() for s in sandboxes)


def test_a_second_machine_stands_beside_the_first(client, course_images):
    with Sandbox.start(containers=["machine2"]) as sandbox:
        other = sandbox.machines["machine2"]
        sandbox.machine.run("cd ~ && echo bonjour > page && (python3 -m http.server 8000 >/dev/null 2>&1 &)")
        script = (
            "curl -s --retry 20 --retry-all-errors --retry-delay 1 http://registre.atelier.test:8000/page"
        )
        assert other.run(script).output == "bonjour\n"
        assert set(Sandbox.attach(sandbox.run_id).machines) == {"machine", "machine2"}
    assert parts(client, sandbox.run_id) == set()


def test_stopping_twice_or_what_is_half_gone_is_fine(client, course_images):
    sandbox = Sandbox.start()
    client.api.remove_container(sandbox.machine.container, force=True, v=True)
    assert not sandbox.is_alive()
    sandbox.stop()
    sandbox.stop()
    assert parts(client, sandbox.run_id) == set()
    with pytest.raises(SandboxError):
        sandbox.machine.run("true")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counted in Linux's way")
def test_a_sandbox_that_ends_leaves_no_connection_open(course_images):
    before = connections()
    with Sandbox.start(containers=["machine2"]) as sandbox:
        sandbox.machine.run("docker pull -q busybox")
        assert sandbox.hub.names()
        other = Sandbox.attach(sandbox.run_id)
        assert other.machine.run("true").exit_code == 0
        other.close()
    # What the start let run on in a thread (the sweep) has its own.
    end = time.monotonic() + 10
    while connections() > before and time.monotonic() < end:
        time.sleep(0.1)
    assert connections() <= before


def test_a_dead_machine_comes_back_blank(client, course_images):
    with Sandbox.start() as sandbox:
        sandbox.machine.run("echo ici > ~/trace")
        client.api.kill(sandbox.machine.container)
        with pytest.raises(SandboxError):
            sandbox.machine.run("true")
        assert not sandbox.is_alive()
        assert sandbox.revive()
        assert sandbox.is_alive()
        assert sandbox.machine.read_file("~/trace") is None
        assert sandbox.machine.run("docker pull -q busybox").exit_code == 0
        sandbox.hub.stop()
        assert not sandbox.revive()


def test_a_machine_that_never_answers_is_removed_and_its_log_shown(
    client, course_images, base_image, monkeypatch
):
    before = {run.run_id for run in list_runs(client)}
    real = images.image
    monkeypatch.setattr(
        images, "image", lambda name, c=None: base_image if name == "machine" else real(name, c)
    )
    monkeypatch.setattr(machine_container, "READY_TIMEOUT_S", 1.0)
    with pytest.raises(SandboxError, match="poste"):
        Sandbox.start()
    mine = {r.run_id for r in list_runs(client) if r.owner == Owner.current()}
    assert mine <= before


def test_a_hub_that_fails_takes_the_machine_with_it(client, course_images, monkeypatch):
    before = {run.run_id for run in list_runs(client)}

    def fail(*_args, **_kwargs):
        raise SandboxError("Le Hub ne démarre pas.", do="Recommencez.")

    monkeypatch.setattr("checker.sandbox.construction.start_hub", fail)
    with pytest.raises(SandboxError, match="Le Hub ne démarre pas"):
        Sandbox.start()
    assert {r.run_id for r in list_runs(client) if r.owner == Owner.current()} <= before
