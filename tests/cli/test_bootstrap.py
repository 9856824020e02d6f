import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checker import bootstrap
from checker.sandbox import platform

ROOT = Path(bootstrap.__file__).parents[1]


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A clone of which only what the environment depends on is there; commands are noted, not run."""
    (tmp_path / "checker").mkdir()
    for name in ("pyproject.toml", "checker/constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    venv = tmp_path / ".venv"
    for name, value in {"ROOT": tmp_path, "VENV": venv, "STAMP": venv / ".installed"}.items():
        monkeypatch.setattr(bootstrap, name, value)
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    commands = []
    monkeypatch.setattr(bootstrap, "_run", commands.append)
    return tmp_path, commands


def test_libraries_are_installed_once_with_their_pinned_versions(course, capsys):
    _folder, commands = course
    bootstrap.main()
    [command] = commands
    assert command[-4:] == ["-c", "checker/constraints.txt", "-e", ".[dev]"]
    assert "bibliothèques" in capsys.readouterr().out
    bootstrap.main()
    assert len(commands) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", ["pyproject.toml", "checker/constraints.txt"])
def test_they_are_installed_again_when_what_they_depend_on_changes(course, name):
    folder, commands = course
    bootstrap.main()
    with (folder / name).open("a") as file:
        file.write("\n# a change\n")
    bootstrap.main()
    assert len(commands) == 2


def test_a_broken_environment_is_made_again(course, monkeypatch):
    folder, commands = course
    monkeypatch.setattr(bootstrap, "PYTHON", folder / ".venv/bin/python")
    (folder / ".venv/bin").mkdir(parents=True)
    (folder / ".venv/bin/python").symlink_to("/nowhere/python3")
    bootstrap.main()
    assert commands[0] == [sys.executable, "-m", "venv", str(folder / ".venv")]
    assert not (folder / ".venv/bin").exists()


def test_an_old_python_hands_over_or_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit) as ended:
        bootstrap.main()
    assert ended.value.code == 1
    assert "Python 3.9.2 est trop ancien" in capsys.readouterr().err
    handed = []
    monkeypatch.setattr(
        bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}" if name == "python3.12" else None
    )

    def replace_process(program, arguments):
        handed.append((program, arguments))
        raise SystemExit(0)

    monkeypatch.setattr(bootstrap.os, "execv", replace_process)
    with pytest.raises(SystemExit):
        bootstrap.main()
    assert handed == [("/usr/bin/python3.12", ["/usr/bin/python3.12", "-m", "checker.bootstrap"])]


def test_a_debian_python_without_its_venv_module_is_completed_or_explained(course, monkeypatch, capsys):
    folder, _commands = course
    monkeypatch.setattr(bootstrap, "PYTHON", folder / ".venv/bin/python")
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(platform, "is_root", lambda: False)
    with pytest.raises(SystemExit) as ended:
        bootstrap.main()
    assert ended.value.code == 1
    assert "sudo apt-get install -y python3-venv" in capsys.readouterr().err.replace("\u202f", " ")
    installed = []
    monkeypatch.setattr(platform, "is_root", lambda: True)
    monkeypatch.setattr(platform, "is_debian", lambda: True)
    monkeypatch.setattr("checker.sandbox.packages.install", lambda names, _progress: installed.append(names))
    bootstrap.main()
    assert installed == [["python3-venv"]]


def test_a_failed_installation_ends_with_french_advice_and_is_tried_again(course, monkeypatch, capsys):
    folder, _commands = course
    monkeypatch.undo()
    monkeypatch.setattr(bootstrap, "ROOT", folder)
    with pytest.raises(SystemExit):
        bootstrap._run([sys.executable, "-c", "import sys; sys.exit('no network')"])
    said = capsys.readouterr().err
    assert said.startswith("no network")
    assert "a échoué" in said
    assert not (folder / ".venv/.installed").exists()


def test_make_without_a_target_lists_the_commands():
    done = subprocess.run(["make", "-C", str(ROOT)], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    for target in ("cours", "prepare", "test", "lint", "bench", "clean"):
        assert f"make {target} " in done.stdout


def test_make_without_python_says_so_in_french():
    done = subprocess.run(
        ["make", "-C", str(ROOT), "environment", "PYTHON=python-absent"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "Python est introuvable" in done.stderr


def test_the_bootstrap_needs_nothing_but_python():
    done = subprocess.run(
        [sys.executable, "-S", "-c", "import checker.bootstrap"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
