"""Scripts in the learner's machine: exact, bounded in time and output, never hanging."""

import threading
import time

import pytest


@pytest.fixture
def machine(sandbox):
    yield sandbox.machine
    sandbox.machine.run(
        "pkill sleep; cd /tmp && rm -rf /tmp/essai; find ~ -mindepth 1 -not -name '.*' -delete"
    )


def test_a_script_runs_as_root_of_its_world_in_its_home(machine):
    result = machine.run("id -un; pwd; echo erreur >&2; exit 3")
    assert result.output == "root\n/home/apprenant\nerreur\n"
    assert result.exit_code == 3
    assert not result.timed_out
    assert not result.truncated


def test_a_script_killed_by_a_signal_has_the_shell_s_status(machine):
    assert machine.run("kill -TERM $$").exit_code == 143


def test_input_reaches_the_script(machine):
    assert machine.run("tr a-z A-Z", stdin="été\n".encode()).output == "éTé\n"
    assert machine.run("cat").output == ""
    assert machine.run("wc -c", stdin=b"x" * 3_000_000).output == "3000000\n"
    assert machine.run("true", stdin=b"x" * 3_000_000).exit_code == 0


def test_a_script_may_be_longer_than_an_argument(machine):
    result = machine.run("# é\n" * 60_000 + "echo fini; cat", stdin=b"lu")
    assert result.output == "fini\nlu"


def test_bytes_that_are_no_text_do_no_harm(machine):
    result = machine.run("head -c 20000 /dev/urandom; printf '\\0fin'")
    assert result.exit_code == 0
    assert result.output.endswith("\0fin")


def test_a_flood_keeps_its_two_ends(machine):
    result = machine.run("echo debut; yes spam | head -c 100M; echo fin")
    assert result.exit_code == 0
    assert result.truncated
    assert result.output.startswith("debut\nspam")
    assert result.output.endswith("fin\n")
    assert "octets omis" in result.output
    assert len(result.output) < 300_000


def test_what_is_late_is_killed_with_all_that_descends_from_it(machine):
    script = "trap '' TERM INT HUP; setsid sleep 7001 & (sleep 7002 &) ; echo debut; sleep 7003"
    began = time.monotonic()
    result = machine.run(script, timeout_s=1)
    assert result.timed_out
    assert result.exit_code is None
    assert result.output == "debut\n"
    assert time.monotonic() - began < 20
    assert machine.run("pgrep -f 'sleep 700[123]'").output == ""


def test_an_endless_flood_ends_with_its_time(machine):
    result = machine.run("yes", timeout_s=1)
    assert result.timed_out
    assert result.truncated


def test_what_a_script_leaves_running_goes_on_and_may_speak(machine):
    script = "(for n in 1 2 3 4 5 6; do sleep 0.2; echo bavardage; done; echo fini > ~/preuve) & echo lance"
    result = machine.run(script)
    assert result.output.startswith("lance\n")
    assert result.exit_code == 0
    deadline = time.monotonic() + 20
    while machine.read_file("~/preuve") != b"fini\n" and time.monotonic() < deadline:
        time.sleep(0.1)
    assert machine.read_file("~/preuve") == b"fini\n"


def test_several_threads_are_answered_each(machine):
    results: dict[int, str] = {}
    threads = [
        threading.Thread(
            target=lambda n=n: results.update({n: machine.run(f"sleep 0.{n % 4}; echo {n}").output})
        )
        for n in range(24)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {n: f"{n}\n" for n in range(24)}


def test_a_fork_bomb_leaves_room_for_the_next_script(machine):
    result = machine.run("bomb() { bomb | bomb & }; bomb; sleep 30", timeout_s=3)
    assert result.timed_out
    assert machine.probe("engine", path="/_ping", timeout_s=20).get("status") == 200
    assert machine.run("echo vivant", timeout_s=30).output.endswith("vivant\n")


def test_killing_everything_kills_only_the_learner_s_world(machine):
    machine.run("kill -9 -1")
    assert machine.probe("ready", timeout_s=30).get("ready")
    assert machine.run("echo vivant").output == "vivant\n"


def test_a_reload_of_the_engine_leaves_no_program_behind(sandbox):
    done = sandbox.machine.run("for _ in 1 2 3 4 5 6; do systemctl reload docker; done; pgrep -c -x curl")
    assert done.output.strip() == "0"
