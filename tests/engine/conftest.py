import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from checker.sandbox import daemon


@pytest.fixture
def folder():
    """A folder for an engine apart, which is stopped at the end; its path is short, as a socket's must be."""
    path = Path(tempfile.mkdtemp(prefix="registres-apart-", dir="/tmp"))
    yield path
    daemon.stop(path)
    # An engine that was killed leaves the mount that it makes of its data on themselves.
    while f" {path}/data " in Path("/proc/mounts").read_text():
        subprocess.run(["umount", path / "data"], check=True)
    shutil.rmtree(path)


@pytest.fixture
def no_choice(monkeypatch, tmp_path):
    """An environment in which nobody chose an engine, with a state folder of its own."""
    for name in ("DOCKER_HOST", "DOCKER_CONTEXT", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "docker"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("REGISTRES_STATE", str(tmp_path / "state"))
