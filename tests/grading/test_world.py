"""The other server of a lab is looked at as the machine is."""

from __future__ import annotations

import pytest

from checker.errors import LabError
from checker.grading.testing import FakeHub, FakeMachine
from checker.grading.world import World

HERE = FakeMachine(files={"/etc/nom": b"poste"}, names={"registre.test": ["10.0.0.4"]})
THERE = FakeMachine(
    engine={"/containers/vitrine/json": {"Name": "/vitrine", "State": {"Status": "running"}}},
    files={"/etc/nom": b"machine2"},
    http={"https://registre.test/v2/": (401, {"Docker-Distribution-Api-Version": "registry/2.0"}, b"")},
    names={"registre.test": ["10.0.0.4"]},
)


def test_the_other_server_has_its_own_engine_files_and_network():
    world = World(HERE, FakeHub(), THERE)
    assert world.engine.container("vitrine") is None
    assert world.server.engine.container("vitrine").is_running
    assert (world.files("/etc/nom").text, world.server.files("/etc/nom").text) == ("poste", "machine2")
    assert not world.registry("registre.test").ping()
    assert world.server.registry("registre.test").ping().needs_login
    assert world.server is world.server


def test_a_lab_without_another_server_is_told_its_own_fault():
    with pytest.raises(LabError, match="second serveur"):
        _ = World(HERE, FakeHub()).server
