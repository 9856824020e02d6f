import shutil
import sys
from functools import partial
from pathlib import Path

import pytest

from checker.grading.grader import Grader
from checker.grading.worker_process import start_worker

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def course_root():
    """The throw-away course of these tests."""
    return HERE


@pytest.fixture(scope="session")
def fake_command():
    return (sys.executable, "-I", str(HERE / "fake_worker.py"))


@pytest.fixture(scope="session")
def start_fake(fake_command):
    return partial(start_worker, fake_command)


@pytest.fixture(scope="session")
def grader(start_fake):
    with Grader(start=start_fake) as shared:
        yield shared


@pytest.fixture
def scratch_course(tmp_path):
    """A copy of the throw-away course whose criteria a test may rewrite."""
    shutil.copytree(HERE / "labs", tmp_path / "labs")
    return tmp_path
