"""How the course begins and ends: a taken port, Ctrl+C, a killed process, a folder that is not the course."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import psutil
import pytest

from checker.sandbox.sweep import sweep


@pytest.fixture
def opened(start_course):
    """A course with one notebook open: its kernel has a sandbox."""
    course = start_course()
    with course.api() as api:
        answer = api.post("/api/kernels", json={"name": "bac-a-sable"})
    assert answer.status_code == 201
    course.wait_runs()
    return course


def test_ctrl_c_ends_in_order_and_removes_the_sandboxes(opened):
    runs = opened.runs()
    family = psutil.Process(opened.process.pid).children(recursive=True)
    assert opened.stop() == 0
    assert "Le cours est arrêté" in opened.said[-1]
    assert "Traceback" not in "".join(opened.said)
    assert [p for p in family if p.is_running() and p.status() != psutil.STATUS_ZOMBIE] == []
    assert opened.remains_of(runs) == []


def test_a_closed_terminal_ends_it_too(opened):
    runs = opened.runs()
    assert opened.stop(signal.SIGHUP) == 0
    assert opened.remains_of(runs) == []


def test_jupyterlab_does_not_outlive_a_killed_command(opened):
    runs = opened.runs()
    family = psutil.Process(opened.process.pid).children(recursive=True)
    opened.process.kill()
    opened.process.wait()
    _, alive = psutil.wait_procs(family, timeout=60)
    assert alive == []
    sweep()
    assert opened.remains_of(runs) == []


def test_a_taken_port_leads_to_the_next_one(start_course):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        course = start_course(port=port)
        assert urlsplit(course.address).port != port
        assert f"Le port {port} est déjà pris" in "".join(course.said)


def test_a_folder_that_is_not_the_course_is_said_in_french(tmp_path):
    done = subprocess.run(
        [sys.executable, "-I", "-m", "checker", "cours", "--no-browser"],
        env=os.environ | {"REGISTRES_COURSE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "n'existe pas" in done.stderr and "Traceback" not in done.stderr
