import shutil
import sys
from pathlib import Path

import pytest

from checker.grading.grader import Grader

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def course_root():
    """The throw-away course of these tests."""
    return HERE


@pytest.fixture(scope="session")
def fake_command():
    return (sys.executable, "-I", str(HERE / "fake_worker.py"))


@pytest.fixture(scope="session")
def grader(fake_command):
    with Grader(command=fake_command) as shared:
        yield shared


@pytest.fixture
def scratch_course(tmp_path):
    """A copy of the throw-away course whose criteria a test may rewrite."""
    shutil.copytree(HERE / "labs", tmp_path / "labs")
    return tmp_path
