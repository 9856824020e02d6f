"""Runs a script as the learner, in the learner's world, within bounds of time and output."""

import base64
import ctypes
import fcntl
import os
import selectors
import signal
import subprocess
import time

LEARNER = 1000
ENTER = "/usr/lib/registres/enter"
HEAD = 192 * 1024
TAIL = 64 * 1024
#: The longest script that fits in an argument of a program.
LONGEST_ARGUMENT = 100_000
#: How long the output of a script that has ended is waited for, when something it left behind holds it open.
AFTERGLOW_S = 0.15
PR_SET_CHILD_SUBREAPER = 36


class Output:
    """The beginning and the end of what a script says."""

    def __init__(self) -> None:
        self.head, self.tail, self.omitted = bytearray(), bytearray(), 0

    def add(self, data: bytes) -> None:
        """Take in a piece."""
        room = HEAD - len(self.head)
        self.head += data[:room]
        self.tail += data[room:] if room < len(data) else b""
        if len(self.tail) > 2 * TAIL:
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
        head, tail = bytes(self.head), bytes(self.tail)
        if not self.omitted:
            head, tail = head + tail, b""
        return {
            "head": head.decode(errors="replace"),
            "tail": tail.decode(errors="replace"),
            "omitted": self.omitted,
        }


def run(request: dict) -> dict:
    """Run a script; ends with the script, not with what it leaves running."""
    # The alarm is for questions that look; here, time is kept by the loop, which has to clean up.
    signal.setitimer(signal.ITIMER_REAL, 0)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    deadline = time.monotonic() + float(request.get("timeout_s") or 60)
    stdin = base64.b64decode(request.get("stdin_b64") or "")
    try:
        process, handles = start(str(request["script"]), bool(stdin))
    except OSError as error:
        return {"unreachable": "process", "detail": str(error)}
    output = Output()
    timed_out = follow(process, stdin, output, deadline)
    if timed_out:
        kill_descendants(process.pid)
    answer = {"exit_code": None if timed_out else exit_code(process), "timed_out": timed_out, **output.answer()}
    if not timed_out and handles is not None:
        linger(process.stdout.fileno(), answer)
    return answer


def start(script: str, has_stdin: bool) -> tuple[subprocess.Popen, object]:
    """Start the learner's shell on the script."""
    argv, passed = [ENTER, "bash", "-c", script], ()
    if len(script.encode()) > LONGEST_ARGUMENT:
        handle = os.memfd_create("script", 0)
        os.write(handle, script.encode())
        os.fchmod(handle, 0o444)
        argv, passed = [ENTER, "bash", "-c", f". /dev/fd/{handle}"], (handle,)
    environment = {name: os.environ[name] for name in ("REGISTRES_PROCESSES", "PATH", "LANG") if name in os.environ}
    process = subprocess.Popen(
        argv,
        stdin=subprocess.PIPE if has_stdin else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**environment, "TERM": "dumb"},
        user=LEARNER,
        group=LEARNER,
        extra_groups=[],
        start_new_session=True,
        pass_fds=passed,
        cwd="/",
    )
    return process, process.stdout
