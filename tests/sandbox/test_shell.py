"""`checker sandbox shell` in a real terminal."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time

import pytest

from checker.cli import terminal as terminal_module
from checker.errors import CheckerError
from checker.sandbox.inventory import list_runs

SHELL = [sys.executable, "-m", "checker", "sandbox", "shell"]


class Terminal:
    """A person at a terminal of 100 columns."""

    def __init__(self) -> None:
        self.seen = ""
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm"
            os.execv(SHELL[0], SHELL)
        self.poll = select.poll()
        self.poll.register(self.screen, select.POLLIN)
        self.resize(30, 100)

    def resize(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self.screen, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, keys: str) -> None:
        os.write(self.screen, keys.encode())

    def wait_for(self, pattern: str, timeout_s: float = 90) -> "re.Match[str]":
        deadline = time.monotonic() + timeout_s
        while (match := re.search(pattern, self.seen)) is None:
            left = deadline - time.monotonic()
            assert left > 0, f"{pattern!r} not in {self.seen!r}"
            if self.poll.poll(left * 1000):
                try:
                    self.seen += os.read(self.screen, 65536).decode(errors="replace")
                except OSError as error:
                    raise AssertionError(f"ended without {pattern!r}: {self.seen!r}") from error
        self.seen = self.seen[match.end() :]
        return match

    def wait(self) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@pytest.fixture
def terminal(course_images):
    terminal = Terminal()
    yield terminal
    os.close(terminal.screen)
    try:
        os.kill(terminal.pid, signal.SIGKILL)
        os.waitpid(terminal.pid, 0)
    except OSError:
        pass


def test_a_person_works_in_a_fresh_sandbox(terminal, client):
    run_id = terminal.wait_for(r"Bac à sable ([0-9a-f]{12})")[1]
    terminal.wait_for(r"root@poste:~# ")
    terminal.type("echo $((6*7)); stty size\r")
    terminal.wait_for(r"[\r\n]42\r")
    terminal.wait_for(r"30 100")
    terminal.resize(41, 120)
    terminal.type("sleep 0.5; stty size\r")
    terminal.wait_for(r"41 120")
    terminal.type("sleep 600\r")
    time.sleep(0.5)
    terminal.type("\x03")
    terminal.wait_for(r"\^C")
    terminal.type("docker pull -q busybox; echo code=$?\r")
    terminal.wait_for(r"code=0")
    terminal.type("exit 7\r")
    terminal.wait_for("Le bac à sable est supprimé")
    assert terminal.wait() == 7
    assert run_id not in {run.run_id for run in list_runs(client)}


def test_the_sandbox_goes_when_its_terminal_is_closed(terminal, client):
    run_id = terminal.wait_for(r"Bac à sable ([0-9a-f]{12})")[1]
    terminal.wait_for(r"root@poste:~# ")
    os.kill(terminal.pid, signal.SIGTERM)
    terminal.wait()
    assert run_id not in {run.run_id for run in list_runs(client)}


def test_without_a_terminal_it_says_so_in_french():
    result = subprocess.run(SHELL, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert result.returncode == 1
    assert "a besoin d'un terminal" in result.stderr.replace("’", "'")
    assert "Traceback" not in result.stderr


def test_where_there_is_no_such_terminal_it_says_so_too(monkeypatch):
    monkeypatch.setattr(terminal_module, "termios", None)
    with pytest.raises(CheckerError, match="a besoin d'un terminal"):
        terminal_module.require_terminal()


@pytest.mark.parametrize("verb", ["list", "sweep"])
def test_the_other_verbs_speak_french(verb, sandbox):
    result = subprocess.run([*SHELL[:-1], verb], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert (sandbox.run_id if verb == "list" else "supprim") in result.stdout
