"""The static rules of the project hold: style, types, layers, and a package that is cheap to import."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "--no-cache", "checker", "labs", "tests"],
        ["ruff", "format", "--check", "--no-cache", "checker", "labs", "tests"],
        ["mypy", "--no-error-summary"],
        ["lint-imports", "--no-cache"],
    ],
    ids=lambda command: "-".join(command[:2]),
)
def test_a_tool_finds_nothing_to_say(command):
    done = subprocess.run(
        [TOOLS / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_importing_the_package_loads_nothing_of_others():
    script = "import sys; before = set(sys.modules); import checker; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['checker']"


def test_the_help_of_the_command_line_loads_no_heavy_library():
    script = (
        "import sys; from checker.cli.main import main; main(['--help'])\n"
        "heavy = {'docker', 'testcontainers', 'pytest', 'httpx', 'ipykernel', 'nbclient', 'jupyterlab'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_a_skipped_test_fails_in_continuous_integration(tmp_path):
    (tmp_path / "conftest.py").write_text((ROOT / "tests/conftest.py").read_text(encoding="utf-8"))
    (tmp_path / "test_it.py").write_text("import pytest\n\n@pytest.mark.skip\ndef test_it(): ...\n")
    command = [sys.executable, "-m", "pytest", "-q", "-c", "/dev/null", "--rootdir", tmp_path, tmp_path]
    for setting, code in (("true", 1), ("", 0)):
        done = subprocess.run(command, env=os.environ | {"CI": setting}, capture_output=True, check=False)
        assert done.returncode == code
