"""Who may start a sandbox now, and who waits for others: a queue of files."""

import signal
import subprocess
import sys
import threading
import time

import pytest

from checker.sandbox import admission
from checker.sandbox.admission import turn
from checker.sandbox.sandbox import Sandbox

EXPECTED_S = 20
HOLDER = """
import sys, time
from pathlib import Path
from checker.sandbox.admission import turn
with turn(most=1, folder=Path(sys.argv[1])):
    print("mine", flush=True)
    time.sleep(600)
"""


def wait_for(condition):
    end = time.monotonic() + EXPECTED_S
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)


@pytest.fixture
def queue(tmp_path):
    """Threads that ask for their turn one after another, and keep it until they are let go."""

    class Queue:
        def __init__(self):
            self.inside, self.finished, self.told = [], [], {}
            self._gates, self._threads = {}, []

        def ask(self, name, most):
            self._gates[name], self.told[name] = threading.Event(), []
            entered = threading.Event()

            def run():
                with turn(self.told[name].append, most=most, folder=tmp_path):
                    self.inside.append(name)
                    entered.set()
                    self._gates[name].wait(EXPECTED_S)
                    self.inside.remove(name)
                self.finished.append(name)

            before = self.tickets()
            self._threads.append(threading.Thread(target=run, daemon=True))
            self._threads[-1].start()
            wait_for(lambda: entered.is_set() or self.tickets() > before)

        def tickets(self):
            return len([each for each in tmp_path.iterdir() if not each.name.startswith(".")])

        def let_go(self, name):
            self._gates[name].set()
            wait_for(lambda: name in self.finished)

        def end(self):
            for gate in self._gates.values():
                gate.set()
            for thread in self._threads:
                thread.join(EXPECTED_S)

    made = Queue()
    yield made
    made.end()
    assert not list(tmp_path.iterdir())


def test_some_at_once_the_others_in_their_order_and_told_how_many_are_before(queue):
    for name in "abcde":
        queue.ask(name, 2)
    wait_for(lambda: queue.told["c"] == [1] and queue.told["d"] == [2] and queue.told["e"] == [3])
    assert sorted(queue.inside) == ["a", "b"]
    queue.let_go("b")
    wait_for(lambda: sorted(queue.inside) == ["a", "c"])
    wait_for(lambda: queue.told["e"] == [3, 2])
    queue.let_go("a")
    wait_for(lambda: sorted(queue.inside) == ["c", "d"] and queue.told["e"] == [3, 2, 1])
    queue.let_go("c")
    wait_for(lambda: sorted(queue.inside) == ["d", "e"])
    assert queue.told == {"a": [], "b": [], "c": [1, 0], "d": [2, 1, 0], "e": [3, 2, 1, 0]}


def test_a_failed_start_gives_its_turn_back(queue, tmp_path):
    with pytest.raises(ValueError, match="essai"), turn(most=1, folder=tmp_path):
        raise ValueError("essai")
    queue.ask("a", 1)
    wait_for(lambda: queue.inside == ["a"])


def test_one_that_was_killed_is_no_more_in_the_way(queue, tmp_path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "mine\n"
        queue.ask("a", 1)
        wait_for(lambda: queue.told["a"] == [1])
        holder.send_signal(signal.SIGKILL)
    wait_for(lambda: queue.inside == ["a"])
    assert queue.tickets() == 1


def test_where_no_ticket_can_be_kept_nobody_waits(tmp_path):
    (tmp_path / "fichier").write_text("")
    nowhere = tmp_path / "fichier" / "departs"
    with turn(most=1, folder=nowhere), turn(most=1, folder=nowhere):
        pass


def test_the_folder_may_be_removed_meanwhile(tmp_path):
    folder = tmp_path / "departs"
    with turn(most=1, folder=folder):
        for entry in folder.iterdir():
            entry.unlink()
        folder.rmdir()
    with turn(most=1, folder=folder):
        assert len(list(folder.iterdir())) == 1


def test_a_sandbox_waits_for_its_turn_and_says_so(course_images, tmp_path, monkeypatch):
    monkeypatch.setattr(admission, "state_folder", lambda: tmp_path)
    monkeypatch.setattr(admission, "at_once", lambda: 1)
    told, made = [], []
    with turn():
        thread = threading.Thread(target=lambda: made.append(Sandbox.start(queued=told.append)))
        thread.start()
        wait_for(lambda: told == [1])
        time.sleep(1)
        assert not made
    thread.join(60)
    with made[0]:
        assert told == [1, 0]
        assert made[0].is_alive()
