"""An owner is told from a later process with the same number, from another boot and from another host."""

import dataclasses
import subprocess
import sys
import time

import pytest

from checker.sandbox import labels
from checker.sandbox.labels import CREATED, OWNER, Owner


def marks(owner: Owner, *, age_s: float = 0) -> dict[str, str]:
    return {OWNER: str(owner), CREATED: str(int(time.time() - age_s))}


def test_this_process_is_alive_and_its_label_reads_back():
    owner = Owner.current()
    assert owner.is_alive()
    assert Owner.parse(str(owner)) == owner
    assert labels.is_owner_alive(labels.make_labels("0" * 12, "machine", owner))


def test_a_later_process_with_the_same_number_is_not_the_owner():
    recycled = dataclasses.replace(Owner.current(), started="1")
    assert not recycled.is_alive()
    assert not labels.is_owner_alive(marks(recycled))


def test_a_process_that_has_ended_is_dead_even_before_it_is_buried():
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    owner = Owner.of(process.pid)
    assert owner.is_alive()
    process.kill()
    deadline = time.monotonic() + 10
    while owner.is_alive() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not owner.is_alive()
    process.stdin.close()
    process.wait()
    assert not owner.is_alive()
    with pytest.raises(ProcessLookupError):
        Owner.of(process.pid)


def test_an_owner_from_before_a_reboot_is_dead():
    here = Owner.current()
    before = dataclasses.replace(here, host=here.host.rpartition("-")[0] + "-" + "0" * 32)
    assert not labels.is_owner_alive(marks(before))


def test_another_host_that_shares_the_engine_is_left_alone_for_two_days():
    foreign = Owner(1, "1", "ailleurs-" + "0" * 32)
    assert labels.is_owner_alive(marks(foreign))
    assert labels.is_owner_alive(marks(foreign, age_s=47 * 3600))
    assert not labels.is_owner_alive(marks(foreign, age_s=49 * 3600))


def test_labels_that_say_nothing_readable_are_treated_as_foreign():
    now = str(int(time.time()))
    assert labels.is_owner_alive({OWNER: "n'importe quoi", CREATED: now})
    assert not labels.is_owner_alive({OWNER: "n'importe quoi", CREATED: "1000"})
    assert not labels.is_owner_alive({})
