"""What `checker prepare --tests` installs for the tests, on which machines."""

import pytest

from checker.cli import tooling
from checker.sandbox import packages, platform

PROGRAMS = {"postgresql": "initdb"}


class Machine:
    """A Debian without anything; its apt-get puts a program there that does nothing."""

    def __init__(self, folder):
        self.folder = folder
        self.there = {}
        self.asked = []
        self.exit_code = 0

    def install(self, names, _progress):
        self.asked.append(tuple(names))
        name = PROGRAMS.get(names[0], names[0])
        program = self.folder / name
        program.write_text(f"#!/bin/sh\nexit {self.exit_code}\n")
        program.chmod(0o755)
        self.there[name] = str(program)

    def prepare(self):
        """What the preparation says in the end of each tool."""
        said = []
        tooling.prepare(lambda _: None, said.append)
        return said


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine whose administrator runs the preparation."""
    machine = Machine(tmp_path)
    monkeypatch.setattr(packages, "find", machine.there.get)
    monkeypatch.setattr(tooling.Path, "glob", lambda *_: iter(()))
    monkeypatch.setattr(packages, "install", machine.install)
    monkeypatch.setattr(platform, "is_debian", lambda: True)
    monkeypatch.setattr(platform, "is_root", lambda: True)
    return machine


def test_what_is_missing_is_installed_once(machine):
    assert not any("avant" in line for line in machine.prepare())
    machine.prepare()
    assert machine.asked == [tool.packages for tool in tooling.TOOLS]


@pytest.mark.parametrize("who", ["is_debian", "is_root"])
def test_nothing_is_installed_where_we_may_not(machine, who, monkeypatch):
    monkeypatch.setattr(platform, who, lambda: False)
    assert all("avant" in line for line in machine.prepare())
    assert machine.asked == []


def test_a_dictionary_without_french_is_told(machine):
    machine.exit_code = 1
    assert any("hunspell ou son français manque" in line for line in machine.prepare())
