"""The package that pip would install carries every file that the product needs at run time."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_SHIPPED = {"__pycache__"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel built from a copy of the tracked files, so that nothing stale or local slips in."""
    source = tmp_path_factory.mktemp("source")
    listed = subprocess.run(
        [
            "git",
            "-c",
            f"safe.directory={ROOT}",
            "ls-files",
            "-z",
            "pyproject.toml",
            "README.md",
            "LICENSE",
            "checker",
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, source / name)
    target = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "-w",
            target,
            source,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = target.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return source, set(archive.namelist())


def test_every_tracked_file_of_the_package_is_in_the_wheel(wheel):
    source, names = wheel
    files = {str(p.relative_to(source)) for p in (source / "checker").rglob("*") if p.is_file()}
    assert files - names == set()


@pytest.mark.parametrize(
    "needed",
    [
        "checker/constraints.txt",
        "checker/cli/jupyter/custom.css",
        "checker/cli/jupyter/overrides.json",
        "checker/cli/jupyter/page_config.json",
        "checker/cli/jupyter/server.json",
        "checker/sandbox/context/machine/Dockerfile",
        "checker/sandbox/context/hub/Dockerfile",
        "checker/sandbox/context/hub-tools/Dockerfile",
    ],
)
def test_the_wheel_holds_the_data(wheel, needed):
    assert needed in wheel[1]


def test_the_wheel_installs_the_command_and_the_licence(wheel):
    names = wheel[1]
    assert any(name.endswith("entry_points.txt") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_brings_nothing_outside_the_package(wheel):
    assert {name.split("/")[0] for name in wheel[1] if ".dist-info" not in name} == {"checker"}
