"""A pool hands out each thing once, keeps within its room, replaces what died, and leaves nothing."""

import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from checker.errors import SandboxError
from checker.sandbox import labels
from checker.sandbox.inventory import list_runs
from checker.sandbox.pool import Pool
from checker.sandbox.sandbox import Sandbox
from checker.sandbox.sweep import sweep

EXPECTED_S = 30
OWNER_OF_A_SPARE = """
import time
from checker.sandbox.pool import Pool
from checker.sandbox.sandbox import Sandbox
with Pool(lambda key: Sandbox.start(), most=2, spares=1) as pool:
    pool.expect([0])
    while not (pool._waiting and pool._waiting[0].item.done()):
        time.sleep(0.05)
    print(pool._waiting[0].item.result().run_id, flush=True)
    input()
"""


class Thing:
    """What a pool makes, and what becomes of it."""

    def __init__(self, shop: "Shop", key: str) -> None:
        self.shop, self.key = shop, key
        self.is_paused = self.is_dead = self.is_stopped = False

    def pause(self) -> None:
        self.is_paused = True

    def resume(self) -> None:
        if self.is_dead:
            raise SandboxError("Il est mort.", do="Recommencez.")
        self.is_paused = False

    def stop(self) -> None:
        time.sleep(self.shop.takes_s)
        self.is_stopped = True
        with self.shop.lock:
            self.shop.alive -= 1


class Shop:
    """Makes things, and counts them."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.made: list[Thing] = []
        self.alive = self.most_alive = 0
        self.takes_s = 0.0
        self.fault: Exception | None = None

    def make(self, key: str) -> Thing:
        time.sleep(self.takes_s)
        if self.fault:
            raise self.fault
        with self.lock:
            self.alive += 1
            self.most_alive = max(self.alive, self.most_alive)
            self.made.append(Thing(self, key))
            return self.made[-1]


@pytest.fixture
def shop() -> Shop:
    return Shop()


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + EXPECTED_S
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)


def test_what_is_expected_waits_paused_and_is_handed_out_once(shop):
    with Pool(shop.make, most=3, spares=1) as pool:
        pool.expect(["a", "a"])
        wait_for(lambda: shop.made and shop.made[0].is_paused)
        assert len(shop.made) == 1
        first = pool.take("a")
        assert first is shop.made[0]
        assert not first.is_paused
        wait_for(lambda: len(shop.made) == 2)
        assert pool.take("a") is shop.made[1]
    assert len(shop.made) == 2


def test_nothing_is_made_for_nobody(shop):
    with Pool(shop.make, most=3, spares=1) as pool:
        pool.leave(pool.take("a"))
        time.sleep(0.1)
        assert len(shop.made) == 1
    assert shop.alive == 0


def test_what_waits_for_nobody_any_more_is_replaced(shop):
    with Pool(shop.make, most=2, spares=1) as pool:
        pool.expect(["a"])
        wait_for(lambda: shop.made and shop.made[0].is_paused)
        pool.expect(["b"])
        wait_for(lambda: len(shop.made) == 2)
        assert pool.take("b") is shop.made[1]
        wait_for(lambda: shop.made[0].is_stopped)


def test_a_spare_that_died_is_never_handed_out(shop):
    with Pool(shop.make, most=2, spares=1) as pool:
        pool.expect(["a"])
        wait_for(lambda: shop.made and shop.made[0].is_paused)
        shop.made[0].is_dead = True
        taken = pool.take("a")
        assert taken is shop.made[1]
        wait_for(lambda: shop.made[0].is_stopped)
    assert shop.alive == 1  # what was taken and not left is its user's


def test_a_start_that_fails_is_told_to_who_asks_and_takes_no_room(shop):
    shop.fault = SandboxError("Le moteur ne répond pas.", do="Lancez-le.")
    with Pool(shop.make, most=1, spares=1) as pool:
        pool.expect(["a"])
        for _ in range(3):
            with pytest.raises(SandboxError, match="moteur"):
                pool.take("a")
        shop.fault = None
        assert pool.take("a").key == "a"


@pytest.mark.parametrize(("most", "spares"), [(1, 0), (3, 0), (4, 1), (5, 2)])
def test_there_are_never_more_than_allowed_and_each_serves_once(shop, most, spares):
    shop.takes_s = 0.002
    users, takes = most - spares, 60
    with Pool(shop.make, most=most, spares=spares) as pool, ThreadPoolExecutor(users) as threads:

        def use(number: int) -> Thing:
            pool.expect(["ab"[n % 2] for n in range(number, takes)])
            taken = pool.take("ab"[number % 2])
            assert taken.key == "ab"[number % 2]
            assert not taken.is_paused
            pool.leave(taken)
            return taken

        served = list(threads.map(use, range(takes)))
    assert len(set(map(id, served))) == takes
    assert shop.most_alive <= most
    assert shop.alive == 0


def test_a_sandbox_waits_at_no_cost_and_answers_within_a_moment(client, course_images):
    with Pool(lambda _: Sandbox.start(), most=2, spares=1) as pool:
        pool.expect([0])
        paused = {"label": labels.RUN, "status": "paused"}
        wait_for(lambda: len(client.api.containers(filters=paused)) == 2)
        # Long enough for whatever would time out in there while the clock goes on.
        time.sleep(6)
        began = time.monotonic()
        sandbox = pool.take(0)
        assert sandbox.machine.run("true").exit_code == 0
        assert time.monotonic() - began < 1  # 0.05 on a machine that does nothing else
        assert sandbox.is_alive()
        script = "docker pull -q busybox && docker run --rm busybox echo bonjour"
        assert "bonjour" in sandbox.machine.run(script).output
        assert [event["action"] for event in sandbox.hub.events()] == ["pull", "pull"]
        assert not client.api.containers(filters=paused)
        pool.leave(sandbox)
    assert sandbox.run_id not in {run.run_id for run in list_runs(client)}


@pytest.mark.parametrize("role", ["machine", "hub"])
def test_a_sandbox_that_was_killed_while_it_waited_is_replaced(client, course_images, role):
    with Pool(lambda _: Sandbox.start(), most=2, spares=1) as pool:
        pool.expect([0])
        paused = {"label": [labels.RUN, f"{labels.ROLE}={role}"], "status": "paused"}
        wait_for(lambda: client.api.containers(filters=paused))
        (dead,) = client.api.containers(filters=paused)
        client.api.kill(dead["Id"])
        sandbox = pool.take(0)
        assert sandbox.run_id != dead["Labels"][labels.RUN]
        assert sandbox.machine.run("true").exit_code == 0
        pool.leave(sandbox)
    left = {run.run_id for run in list_runs(client)}
    assert not left & {sandbox.run_id, dead["Labels"][labels.RUN]}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_spare_goes_with_its_owner(client, python, course_images, number):
    process = python(OWNER_OF_A_SPARE)
    run_id = process.stdout.readline().strip()
    assert run_id in {run.run_id for run in list_runs(client)}
    process.send_signal(number)
    process.wait(60)
    if number == signal.SIGKILL:
        sweep(client)
    assert run_id not in {run.run_id for run in list_runs(client)}
