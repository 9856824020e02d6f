"""Runs a script as the learner, in the learner's world, within bounds of time and output."""

import base64
import ctypes
import os
import selectors
import signal
import subprocess
import time

import probe_world

LEARNER = 1000
NOBODY = 65534
ENTER = "/usr/lib/registres/enter"
HEAD = 192 * 1024
TAIL = 64 * 1024
#: The longest script that fits in an argument of a program.
LONGEST_ARGUMENT = 100_000
#: How long the output of a script that has ended is waited for, when something it left behind holds it open.
AFTERGLOW_S = 0.15
#: How long a machine full of processes is given to make room.
CROWDED_S = 3.0
KILL_S = 2.0
PR_SET_CHILD_SUBREAPER = 36

_left_open: list[int] = []


class Output:
    """The beginning and the end of what a script says."""

    def __init__(self) -> None:
        self.head, self.tail, self.omitted = bytearray(), bytearray(), 0

    def add(self, data: bytes) -> None:
        """Take in a piece."""
        room = HEAD - len(self.head)
        self.head += data[:room]
        self.tail += data[room:]
        if len(self.tail) > 4 * TAIL:
            self.shorten()

    def shorten(self) -> None:
        """Forget what is neither beginning nor end."""
        excess = len(self.tail) - TAIL
        if excess > 0:
            self.omitted += excess
            del self.tail[:excess]

    def answer(self) -> dict:
        """Give both ends as text, and how many bytes lie between them."""
        self.shorten()
        if not self.omitted:
            self.head, self.tail = self.head + self.tail, bytearray()
        head, tail = self.head.decode(errors="replace"), self.tail.decode(errors="replace")
        return {"head": head, "tail": tail, "omitted": self.omitted}


class Follower:
    """Carries a script's input and output until it has ended, or its time is over."""

    def __init__(self, process: subprocess.Popen, stdin: bytes, deadline: float) -> None:
        self.process, self.stdin, self.deadline = process, memoryview(stdin), deadline
        self.output = Output()
        self.ended_at: float | None = None
        self.selector = selectors.DefaultSelector()
        self.end = os.pidfd_open(process.pid)
        self.selector.register(self.end, selectors.EVENT_READ)
        self.out = process.stdout.fileno()
        self.selector.register(self.out, selectors.EVENT_READ)
        self.out_open = True
        if process.stdin is not None:
            os.set_blocking(process.stdin.fileno(), False)
            self.selector.register(process.stdin.fileno(), selectors.EVENT_WRITE)

    def follow(self) -> bool:
        """Carry on until the end; True when the time was over first."""
        while True:
            now = time.monotonic()
            if self.ended_at is not None and (not self.out_open or now >= self.ended_at + AFTERGLOW_S):
                return False
            if now >= self.deadline:
                return self.ended_at is None
            limit = (
                self.deadline if self.ended_at is None else min(self.deadline, self.ended_at + AFTERGLOW_S)
            )
            for key, _ in self.selector.select(max(0.0, limit - now)):
                self.handle(key.fd)

    def handle(self, fd: int) -> None:
        """Do what is possible on one handle."""
        if fd == self.end:
            self.ended_at = time.monotonic()
            self.selector.unregister(fd)
        elif fd == self.out:
            data = os.read(fd, 65536)
            self.output.add(data)
            if not data:
                self.out_open = False
                self.selector.unregister(fd)
        else:
            self.feed(fd)

    def feed(self, fd: int) -> None:
        """Give the script some more of its input."""
        try:
            self.stdin = self.stdin[os.write(fd, self.stdin[:65536]) :]
        except BlockingIOError:
            return
        except OSError:
            self.stdin = self.stdin[:0]
        if not self.stdin:
            self.selector.unregister(fd)
            self.process.stdin.close()


def run(request: dict) -> dict:
    """Run a script; ends with the script, not with what it leaves running."""
    # The alarm is for questions that look; here the loop keeps the time, because it has to clean up.
    signal.setitimer(signal.ITIMER_REAL, 0)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    deadline = time.monotonic() + float(request.get("timeout_s") or 60)
    stdin = base64.b64decode(request.get("stdin_b64") or "")
    try:
        process = start(str(request["script"]), bool(stdin))
    except OSError as error:
        return {"unreachable": "process", "detail": str(error)}
    follower = Follower(process, stdin, deadline)
    timed_out = follower.follow()
    if timed_out:
        kill_all(process.pid)
    elif follower.out_open:
        _left_open.append(os.dup(follower.out))
    code = None if timed_out else process.wait()
    if code is not None and code < 0:
        code = 128 - code
    return {"exit_code": code, "timed_out": timed_out, **follower.output.answer()}


def start(script: str, has_stdin: bool) -> subprocess.Popen:
    """Start the learner's shell on the script.

    Raises:
        OSError: there is no room for one more process.
    """
    argv, passed = [ENTER, "bash", "-c", script], ()
    if len(script.encode()) > LONGEST_ARGUMENT:
        passed = (os.memfd_create("script", 0),)
        os.fchmod(passed[0], 0o444)
        with open(passed[0], "w", closefd=False) as memory:
            memory.write(script)
        argv = [ENTER, "bash", "-c", f". /dev/fd/{passed[0]}"]
    kept = {name: os.environ[name] for name in ("REGISTRES_PROCESSES", "PATH", "LANG") if name in os.environ}
    last_try = time.monotonic() + CROWDED_S
    while True:
        try:
            return subprocess.Popen(
                argv,
                stdin=subprocess.PIPE if has_stdin else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                bufsize=0,
                env={**kept, "TERM": "dumb"},
                user=LEARNER,
                group=LEARNER,
                extra_groups=[],
                start_new_session=True,
                pass_fds=passed,
                cwd="/",
            )
        except BlockingIOError:
            if time.monotonic() >= last_try:
                raise
            time.sleep(0.1)


def kill_all(leader: int) -> None:
    """Kill a script and everything that descends from it, sessions of their own included."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except OSError:
        pass
    end = time.monotonic() + KILL_S
    while (found := descendants()) and time.monotonic() < end:
        for pid in found:
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
        bury()
        time.sleep(0.01)


def descendants() -> list[int]:
    """List this process's descendants that are not dead yet."""
    children: dict[int, list[int]] = {}
    dead = set()
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as status:
                    state, parent = status.read().rpartition(b")")[2].split()[:2]
            except OSError:
                continue
            children.setdefault(int(parent), []).append(int(name))
            if state == b"Z":
                dead.add(int(name))
    found, reached = [], [os.getpid()]
    while reached:
        below = children.get(reached.pop(), [])
        reached += below
        found += [pid for pid in below if pid not in dead]
    return found


def bury() -> None:
    """Collect what has ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def linger() -> None:
    """Keep reading what the programs left behind say: a closed output would kill them."""
    if not _left_open:
        return
    probe_world.become(NOBODY)
    while os.read(_left_open[0], 65536):
        bury()
