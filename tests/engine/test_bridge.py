"""An engine apart leaves the network of the other engines alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

from checker.sandbox import daemon

INTERFACES = Path("/sys/class/net")


def test_the_bridge_of_another_engine_stays(folder):
    before = {path.name for path in INTERFACES.iterdir() if path.name.startswith("docker")}
    daemon.start(folder)
    assert (INTERFACES / daemon.bridge_name(folder)).exists()
    assert before <= {path.name for path in INTERFACES.iterdir()}
    assert daemon.stop(folder)
    assert not (INTERFACES / daemon.bridge_name(folder)).exists()


def test_the_bridge_that_a_killed_engine_left_serves_again(folder):
    name = daemon.bridge_name(folder)
    subprocess.run(["ip", "link", "add", "name", name, "type", "bridge"], check=True)
    assert daemon.start(folder).is_running
