"""However its owner ends, nothing of a sandbox stays; what is not ours, or is alive, is not touched."""

import json
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from checker.sandbox import labels
from checker.sandbox.inventory import list_runs
from checker.sandbox.labels import Owner
from checker.sandbox.sandbox import Sandbox
from checker.sandbox.sweep import sweep

#: A run with a container and a volume, of a process that then waits.
SMALL_RUN = """
import sys
from checker.sandbox import engine, labels, ownership
client, run_id = engine.connect(), labels.new_run_id()
marks = labels.make_labels(run_id, "test", labels.Owner.current())
if sys.argv[2] == "hold":
    ownership.hold(run_id)
volume = client.volumes.create(f"registres-{run_id}", labels=marks)
client.containers.run(sys.argv[1], ["sleep", "600"], detach=True, labels=marks, network_mode="none",
                      volumes={volume.name: {"bind": "/donnees"}})
print(run_id, flush=True)
if input() == "sys.exit":
    sys.exit(3)
"""
WHOLE_SANDBOX = """
from checker.sandbox.sandbox import Sandbox
print(Sandbox.start().run_id, flush=True)
input()
"""
STARTING = """
import sys, threading
from checker.sandbox import ownership
from checker.sandbox.sandbox import Sandbox
ownership.heed_signals()
print("now", flush=True)
threading.Thread(target=Sandbox.start, kwargs={"run_id": sys.argv[1]}, daemon=True).start()
input()
"""
TWO_SWEEPS = """
from checker.sandbox.sweep import sweep
input()
print(sweep())
"""


def what_is_left(client, run_id: str) -> list[str]:
    return [role for run in list_runs(client) if run.run_id == run_id for role in run.roles]


@pytest.fixture
def small_run(python, base_image):
    def start(how: str):
        process = python(SMALL_RUN, base_image, how)
        return process, process.stdout.readline().strip()

    return start


def test_a_killed_owner_leaves_things_that_the_next_sweep_removes(client, small_run):
    process, run_id = small_run("hold")
    sweep(client)
    assert what_is_left(client, run_id) == ["test"]
    process.kill()
    process.wait()
    assert what_is_left(client, run_id) == ["test"]
    sweep(client)
    assert what_is_left(client, run_id) == []


def test_a_killed_owner_of_a_whole_sandbox(client, python, course_images):
    process = python(WHOLE_SANDBOX)
    run_id = process.stdout.readline().strip()
    process.kill()
    process.wait()
    assert len(what_is_left(client, run_id)) == 2
    # The next start removes it, from another process, by itself.
    with Sandbox.start():
        deadline = time.monotonic() + 60
        while what_is_left(client, run_id) and time.monotonic() < deadline:
            time.sleep(0.2)
    assert what_is_left(client, run_id) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_an_owner_that_is_told_to_end_cleans_up_and_ends_by_that_signal(client, small_run, number):
    process, run_id = small_run("hold")
    process.send_signal(number)
    assert process.wait(60) == -number
    assert what_is_left(client, run_id) == []


@pytest.mark.parametrize("moment_s", [0.1, 0.2, 0.3, 0.5])
def test_an_owner_that_is_told_to_end_in_the_middle_of_a_start_leaves_nothing(
    client, python, course_images, moment_s
):
    run_id = labels.new_run_id()
    process = python(STARTING, run_id)
    assert process.stdout.readline() == "now\n"
    time.sleep(moment_s)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == -signal.SIGTERM
    assert what_is_left(client, run_id) == []


@pytest.mark.parametrize("how", ["return", "sys.exit"])
def test_an_owner_that_forgets_to_stop_cleans_up_at_its_end(client, small_run, how):
    process, run_id = small_run("hold")
    process.stdin.write(f"{how}\n")
    process.stdin.flush()
    assert process.wait(60) == (3 if how == "sys.exit" else 0)
    assert what_is_left(client, run_id) == []


def test_a_forked_child_does_not_clean_up_for_its_parent(client, python, base_image):
    forking = "import os\nif os.fork() == 0:\n    sys.exit(0)\nos.wait()\nprint(run_id, flush=True)"
    process = python(SMALL_RUN.replace("print(run_id, flush=True)", forking), base_image, "hold")
    run_id = process.stdout.readline().strip()
    assert what_is_left(client, run_id) == ["test"]


def test_sweeps_at_once_do_not_trip_over_each_other(client, small_run, python):
    runs = [small_run("let go") for _ in range(3)]
    sweepers = [python(TWO_SWEEPS) for _ in range(2)]
    for process, _ in runs:
        process.kill()
        process.wait()
    for sweeper in sweepers:
        sweeper.stdin.write("\n")
        sweeper.stdin.flush()
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: sweep(), range(3)))
    assert [sweeper.wait(60) for sweeper in sweepers] == [0, 0]
    assert all(what_is_left(client, run_id) == [] for _, run_id in runs)


def test_what_is_not_ours_or_is_alive_is_not_touched(client, base_image, container, run_id):
    dead = str(Owner(2**22 - 1, "1", Owner.current().host))
    marks = {"registres.role": "test", "registres.owner": dead, "registres.created": "1000"}
    others = [
        client.containers.create(base_image, ["true"]),
        client.containers.create(base_image, ["true"], labels=marks),
        client.containers.create(
            base_image, ["true"], labels={**marks, "registres.run": "pas-un-identifiant"}
        ),
    ]
    volume = client.volumes.create(labels={"autre": "chose"})
    try:
        sweep(client)
        for other in others:
            other.reload()
        volume.reload()
        assert json.dumps(client.api.inspect_container(container)["State"]["Running"]) == "true"
    finally:
        for other in others:
            other.remove(force=True)
        volume.remove()
    assert labels.is_run_id(run_id)
