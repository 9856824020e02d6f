import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from checker.cli.main import main
from checker.errors import EngineUnavailableError
from checker.sandbox import daemon, packages, platform


def checker(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "checker", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_an_engine_apart_is_started_outlives_its_starter_and_is_stopped(folder, capsys):
    starter = checker("engine", "start", "--apart", folder)
    out, err = starter.communicate(timeout=120)
    assert starter.returncode == 0, err
    assert f"DOCKER_HOST=unix://{folder}/docker.sock" in out
    running = daemon.running(folder)
    assert os.getsid(running.pid) == running.pid
    assert main(["engine", "status", "--apart", str(folder)]) == 0
    assert str(running.pid) in capsys.readouterr().out
    assert main(["engine", "stop", "--apart", str(folder)]) == 0
    assert capsys.readouterr().out == "Le moteur Docker du cours est arrêté.\n"
    assert daemon.start_time(running.pid) is None
    assert daemon.running(folder) is None
    assert main(["engine", "status", "--apart", str(folder)]) == 1
    assert main(["engine", "stop", "--apart", str(folder)]) == 0
    assert "rien n'est arrêté" in capsys.readouterr().out


def test_two_starts_at_once_start_one_engine(folder):
    starters = [checker("engine", "start", "--apart", folder) for _ in range(2)]
    said = [starter.communicate(timeout=120) for starter in starters]
    assert [starter.returncode for starter in starters] == [0, 0], said
    assert said[0][0] == said[1][0]
    assert str(daemon.running(folder).pid) in said[0][0]


def test_an_engine_that_was_killed_is_started_again(folder):
    first = daemon.start(folder)
    os.kill(first.pid, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while first.is_running and time.monotonic() < deadline:
        time.sleep(0.02)
    assert daemon.running(folder) is None
    assert daemon.start(folder).pid != first.pid
    assert daemon.log_file(folder).with_suffix(".log.1").exists()


@pytest.fixture
def said_to_be_containerd(folder):
    """Run a program, under a name, whose pid stands as that of the containerd of the engine before."""
    started = []

    def run(name, lives_s):
        program = folder / name
        shutil.copy(shutil.which("sleep"), program)
        started.append(subprocess.Popen([program, str(lives_s)]))
        pid_file = folder / "exec" / "containerd" / "containerd.pid"
        pid_file.parent.mkdir(parents=True)
        pid_file.write_text(str(started[-1].pid))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.wait()


def test_the_containerd_of_a_killed_engine_is_left_the_time_to_end(folder, said_to_be_containerd):
    # Not waited for here: a zombie from then on, as on a machine without a real init.
    said_to_be_containerd("containerd", lives_s=0.7)
    assert daemon.start(folder).is_running


def test_a_program_that_took_the_pid_of_containerd_is_not_taken_for_it(folder, said_to_be_containerd):
    other = said_to_be_containerd("another", lives_s=60)
    assert daemon.start(folder).is_running
    assert other.poll() is None


@pytest.mark.parametrize(
    "change", [{"started": "1"}, {"boot": "another"}], ids=["recycled pid", "after a reboot"]
)
def test_a_process_that_took_the_pid_is_never_stopped(folder, change):
    with subprocess.Popen(["sleep", "60"]) as other:
        try:
            record = daemon.Daemon(
                other.pid, daemon.start_time(other.pid), daemon._boot(), f"{folder}/docker.sock"
            )
            assert record.is_running
            daemon._write_record(replace(record, **change), folder)
            assert daemon.running(folder) is None
            assert daemon.stop(folder) is False
            assert other.poll() is None
        finally:
            other.kill()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}', json.dumps({"pid": 1, "started": 2, "x": 3})])
def test_a_damaged_record_is_no_engine(folder, text):
    (folder / "engine.json").write_text(text)
    assert daemon.running(folder) is None
    assert daemon.stop(folder) is False


def put_in_place(monkeypatch, program):
    """Have this program started as dockerd; the others that the engine needs stay the real ones."""
    real = packages.find
    monkeypatch.setattr(packages, "find", lambda name: str(program) if name == "dockerd" else real(name))


def test_an_engine_that_dies_at_once_is_explained_with_the_end_of_its_log(folder, monkeypatch):
    program = folder / "dockerd"
    program.write_text("#!/bin/sh\necho 'failed to start daemon: no space left' >&2\nexit 1\n")
    program.chmod(0o755)
    put_in_place(monkeypatch, program)
    with pytest.raises(EngineUnavailableError, match="no space left") as refused:
        daemon.start(folder)
    assert "dockerd.log" in refused.value.what
    assert daemon.running(folder) is None


def test_an_engine_that_never_answers_is_ended_and_explained(folder, monkeypatch):
    program = folder / "dockerd"
    program.write_text("#!/bin/sh\necho waiting\nexec sleep 60\n")
    program.chmod(0o755)
    put_in_place(monkeypatch, program)
    with pytest.raises(EngineUnavailableError, match="ne répond pas après") as refused:
        daemon.start(folder, timeout_s=0.5)
    assert "waiting" in refused.value.what


def test_only_root_starts_an_engine(folder, monkeypatch):
    monkeypatch.setattr(platform, "is_root", lambda: False)
    with pytest.raises(EngineUnavailableError, match="administrateur"):
        daemon.start(folder)


def test_a_dead_process_has_no_start_time():
    with subprocess.Popen(["true"]) as child:
        # Not waited for yet: a zombie, or gone.
        deadline = time.monotonic() + 10
        while daemon.start_time(child.pid) is not None and time.monotonic() < deadline:
            time.sleep(0.01)
        assert daemon.start_time(child.pid) is None
    assert daemon.start_time(os.getpid()) == daemon.start_time(os.getpid())
