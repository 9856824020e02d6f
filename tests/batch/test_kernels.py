"""Kernels that are forked: they run cells apart from each other, and none outlives who asked for it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile

import psutil
import pytest

from checker.batch.nursery import Nursery
from checker.batch.replay import Replay
from checker.errors import SandboxError

TWO_KERNELS = """
import os, sys
from checker.batch.nursery import Nursery
from checker.batch.replay import Replay
nursery = Nursery()
for _ in range(2):
    replay = Replay({**os.environ, "REGISTRES_SANDBOX": sys.argv[1]}, nursery)
    print(replay._client.km.provisioner.pid, flush=True)
    globals()[f"kept{_}"] = replay
sys.stdin.read()
"""


@pytest.fixture
def replay(nursery, sandbox):
    replay = Replay({**os.environ, "REGISTRES_SANDBOX": sandbox.run_id}, nursery)
    yield replay
    replay.close()


def pid_of(replay: Replay) -> int:
    return replay._client.km.provisioner.pid


def test_kernels_of_one_nursery_share_nothing(nursery, sandbox, wait_until_gone):
    replays = [Replay({**os.environ, "REGISTRES_SANDBOX": sandbox.run_id}, nursery) for _ in range(2)]
    pids = [pid_of(each) for each in replays]
    try:
        assert psutil.Process(pids[0]).ppid() == psutil.Process(pids[1]).ppid()
        for rank, each in enumerate(replays, 1):
            assert not each.run(f"rang={rank}", timeout_s=30).failed
        assert [each.run('echo "$rang"', timeout_s=30).output for each in replays] == ["1", "2"]
    finally:
        for each in replays:
            each.close()
    wait_until_gone(*pids)


def test_a_kernel_has_the_variables_and_the_folder_that_it_is_given(nursery, sandbox):
    env = {"REGISTRES_SANDBOX": sandbox.run_id, "PATH": os.environ["PATH"], "REGISTRES_COURSE": "/nulle/part"}
    replay = Replay(env, nursery)
    try:
        outcome = replay.run("%exercice 00-prise-en-main/01-premier-verdict", timeout_s=30)
        assert outcome.failed  # it looks for the course where it is told
        assert psutil.Process(pid_of(replay)).cwd().startswith(tempfile.gettempdir())
    finally:
        replay.close()


def test_a_killed_kernel_is_told_and_costs_the_others_nothing(nursery, replay, sandbox, wait_until_gone):
    other = Replay({**os.environ, "REGISTRES_SANDBOX": sandbox.run_id}, nursery)
    pid = pid_of(other)
    other.kill()
    with pytest.raises(SandboxError):
        other.run("echo non", timeout_s=30)
    other.close()
    wait_until_gone(pid)
    assert replay.run("echo oui", timeout_s=30).output == "oui"


def test_a_nursery_that_died_is_replaced(nursery, replay, sandbox, wait_until_gone):
    old = psutil.Process(pid_of(replay)).parent()
    old.kill()
    wait_until_gone(pid_of(replay))
    other = Replay({**os.environ, "REGISTRES_SANDBOX": sandbox.run_id}, nursery)
    assert other.run("echo oui", timeout_s=30).output == "oui"
    other.close()


def test_a_nursery_that_says_nothing_any_more_is_replaced(monkeypatch, sandbox, wait_until_gone):
    monkeypatch.setattr("checker.batch.nursery.ANSWER_S", 8.0)
    env = {**os.environ, "REGISTRES_SANDBOX": sandbox.run_id}
    with contextlib.closing(Nursery()) as nursery:
        first = Replay(env, nursery)
        psutil.Process(pid_of(first)).parent().suspend()
        with pytest.raises(SandboxError):
            Replay(env, nursery)
        wait_until_gone(pid_of(first))
        first.close()
        second = Replay(env, nursery)
        assert second.run("echo oui", timeout_s=30).output == "oui"
        second.close()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_kernels_go_with_who_asked_for_them(sandbox, number, wait_until_gone):
    command = [sys.executable, "-c", TWO_KERNELS, sandbox.run_id]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        pids = [int(process.stdout.readline()) for _ in range(2)]
        pids.append(psutil.Process(pids[0]).ppid())
        process.send_signal(number)
        process.wait()
        wait_until_gone(*pids)
