import subprocess

import pytest

from checker.errors import SandboxError
from checker.sandbox import packages, platform
from checker.sandbox.platform import Platform


@pytest.fixture
def apt(monkeypatch, tmp_path):
    """An apt-get that notes its arguments, and fails on the package `absent`."""
    program = tmp_path / "apt-get"
    program.write_text(
        f'#!/bin/sh\necho "$@ [$DEBIAN_FRONTEND $LC_ALL]" >> {tmp_path}/calls\n'
        'case "$*" in *absent*) echo "E: Unable to locate package absent"; exit 100;; esac\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return tmp_path / "calls"


def test_packages_are_installed_without_questions_after_an_update(apt):
    lines = []
    packages.install(["docker.io", "iptables"], lines.append)
    update, install = apt.read_text().splitlines()
    assert "update [noninteractive C.UTF-8]" in update
    assert "install -y --no-install-recommends docker.io iptables [" in install
    assert lines == ["Installation de docker.io, iptables (paquets Debian)…"]


def test_a_failed_installation_quotes_apt_in_a_french_error(apt):
    with pytest.raises(SandboxError, match="Unable to locate package absent") as refused:
        packages.install(["absent"], lambda _line: None)
    assert "a échoué" in refused.value.what
    assert "apt-get update" in refused.value.do


def test_a_machine_without_apt_is_told_to_install_by_hand(monkeypatch):
    def absent(*_args, **_options):
        raise FileNotFoundError("apt-get")

    monkeypatch.setattr(subprocess, "run", absent)
    with pytest.raises(SandboxError, match="apt-get est introuvable"):
        packages.install(["docker.io"], lambda _line: None)


def test_programs_of_the_administrator_are_found_whatever_the_path(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert packages.find("dockerd") == "/usr/sbin/dockerd"
    assert packages.find("a-program-that-nobody-has") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('ID=debian\nVERSION_ID="12"\n', True, id="debian"),
        pytest.param("ID=ubuntu\nID_LIKE=debian\n", True, id="ubuntu"),
        pytest.param('ID=linuxmint\nID_LIKE="ubuntu debian"\n', True, id="mint"),
        pytest.param('ID="fedora"\n', False, id="fedora"),
        pytest.param("# nothing\n", False, id="empty"),
    ],
)
def test_debian_and_what_derives_from_it_are_recognised(tmp_path, text, expected):
    path = tmp_path / "os-release"
    path.write_text(text)
    assert platform.is_debian(path) is expected
    assert platform.is_debian(tmp_path / "absent") is False


@pytest.mark.parametrize(
    ("system", "release", "expected"),
    [
        pytest.param("darwin", "23.1.0", Platform.MACOS, id="macos"),
        pytest.param("win32", "10", Platform.WINDOWS, id="windows"),
        pytest.param("linux", "5.15.90.1-microsoft-standard-WSL2", Platform.WSL, id="wsl"),
    ],
)
def test_the_kind_of_machine_is_recognised(monkeypatch, system, release, expected):
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr("platform.release", lambda: release)
    assert platform.current() is expected
