"""What `checker prepare --tests` installs for the tests, on which machines."""

import pytest
from rich.console import Console
from rich.progress import Progress

from checker.cli import prepare
from checker.sandbox import packages, platform

INSTALLED = {
    prepare._prepare_browser: ("chromium", prepare.BROWSER_PACKAGES),
    prepare._prepare_speller: ("hunspell", prepare.SPELLER_PACKAGES),
}


class Machine:
    """A Debian without anything; its apt-get puts a program there that does nothing."""

    def __init__(self, folder):
        self.folder = folder
        self.there = {}
        self.asked = []
        self.exit_code = 0

    def install(self, names, _progress):
        self.asked.append(tuple(names))
        program = self.folder / names[0]
        program.write_text(f"#!/bin/sh\nexit {self.exit_code}\n")
        program.chmod(0o755)
        self.there[names[0]] = str(program)

    def run(self, step):
        """Take a step of the preparation; return what is said."""
        console = Console(record=True, width=200)
        with Progress(console=console) as bar:
            step(prepare.Steps(bar, bar.add_task("")))
        return console.export_text()


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine whose administrator runs the preparation."""
    machine = Machine(tmp_path)
    monkeypatch.setattr(packages, "find", machine.there.get)
    monkeypatch.setattr(packages, "install", machine.install)
    monkeypatch.setattr(platform, "is_debian", lambda: True)
    monkeypatch.setattr(platform, "is_root", lambda: True)
    return machine


@pytest.mark.parametrize("step", INSTALLED)
def test_what_is_missing_is_installed_once(machine, step):
    program, names = INSTALLED[step]
    assert program in machine.run(step).lower()
    machine.run(step)
    assert machine.asked == [names]


@pytest.mark.parametrize("step", INSTALLED)
@pytest.mark.parametrize("who", ["is_debian", "is_root"])
def test_nothing_is_installed_where_we_may_not(machine, step, who, monkeypatch):
    monkeypatch.setattr(platform, who, lambda: False)
    assert "avant" in machine.run(step)
    assert machine.asked == []


def test_a_dictionary_without_french_is_told(machine):
    machine.exit_code = 1
    assert "hunspell ou son français manque" in machine.run(prepare._prepare_speller)
