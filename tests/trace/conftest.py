"""What these tests share: logs that were really written, read again."""

import json
import time
from pathlib import Path

import pytest

from checker.trace.account import tell
from checker.trace.evidence import Evidence
from checker.trace.grouping import read_operations
from checker.trace.step import Tls

GOLDEN = Path(__file__).parent / "golden"
# What a look at the certificates of these recordings would say.
TRUSTED = "registre.atelier.test"


@pytest.fixture(autouse=True)
def utc(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def read_recording(name):
    return Evidence.from_dict(json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8")))


def judge(server):
    return Tls(True, "") if server == TRUSTED else None


@pytest.fixture
def recording():
    """Evidence by the name of its recording."""
    return read_recording


@pytest.fixture
def told(recording):
    """The accounts of a recording, oldest first."""

    def tell_all(name):
        evidence = recording(name)
        images = frozenset(image for machine in evidence.machines for image in machine.images)
        return [tell(operation, images, judge) for operation in read_operations(evidence)]

    return tell_all
