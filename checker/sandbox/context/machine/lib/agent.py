"""The agent: runs cells in a persistent bash, on behalf of a kernel that speaks frames on stdin and stdout.

Frame: one byte of type, four bytes of length (big endian), data. From the kernel:
`X` run a cell (JSON code, stdin) · `I` a typed line · `D` end of file · `C` interrupt.
To the kernel: `R` ready · `O` output · `T` that many bytes were omitted · `P` a program waits (JSON password) ·
`F` a full-screen program was stopped (JSON program) · `E` the cell ended (JSON code, cwd, shell: same | new).

It runs as the learner: nothing it says can be trusted. It ends when its stdin does.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
import struct
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from agent_output import Flood, Tail, after_screen, find_screen
from agent_shell import END_LINE, RUN_LINE, Bash, new_state
from agent_waits import Wait, program, waits

STEP_S = 0.12
PASSWORD = re.compile(rb"(?i)(password|passphrase|mot de passe|passcode)")
# Interrupt: what is done how long after the first ^C, as long as the cell runs.
LADDER = ((0.0, "int"), (2.0, "term"), (3.0, "kill"), (4.0, "shell"))
SCREEN_LADDER = ((0.0, "int"), (0.3, "term"), (0.8, "kill"), (1.8, "shell"))
# Nobody will type (nbclient): end of file, then ^C, then death, one step at a time while it still waits.
# Output in between starts again with an end of file, but not for ever.
NOBODY = (*["eof"] * 8, "int", "int", "kill", "shell")
MOST_ENDS = 20


class Agent:
    """One shell, one cell at a time."""

    def __init__(self) -> None:
        self.buffer = b""
        self.state = new_state()
        self.code = 0
        self.folder = os.environ.get("HOME", "/")
        self.queue: list[dict] = []
        self.idle = Tail(65536)
        self.wake, wake_in = os.pipe()
        for descriptor in (self.wake, wake_in):
            os.set_blocking(descriptor, False)
        signal.set_wakeup_fd(wake_in, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.start_shell()

    # The shell

    def start_shell(self) -> None:
        """Start a bash that takes over the saved state."""
        self.bash = Bash(self.state, self.code, self.folder)
        self.phase = "starting"  # starting, idle, typed, running, reported
        self.since = time.monotonic()
        self.pending = b""
        self.reports = b""
        self.report: tuple[int, str] | None = None
        self.marked = self.ended_typed = False
        self.ladder: list[tuple[float, str]] = []

    def replace_shell(self, code: int) -> None:
        """The shell is gone, or useless: report the cell, start another one."""
        self.drain()
        running = self.phase in ("typed", "running", "reported")
        if self.phase == "starting" and time.monotonic() - self.since < 5:
            # What was saved may be what kills it.
            os.ftruncate(self.state, 0)
        with contextlib.suppress(OSError):
            os.kill(self.bash.pid, signal.SIGKILL)
        self.bash.close()
        self.code = code
        self.start_shell()
        if running:
            self.finish("new")

    def finish(self, shell: str) -> None:
        """Tell that the cell has ended."""
        self.flush_output()
        self.say(b"E", {"code": self.code, "cwd": self.folder, "shell": shell})

    # Frames

    def say(self, kind: bytes, data: object) -> None:
        """Send a frame; blocks while the kernel is slow, which slows the cell down."""
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        view = memoryview(kind + struct.pack(">I", len(body)) + body)
        while view:
            view = view[os.write(1, view) :]

    def heard(self) -> bool:
        """Take what the kernel sent; False at its end."""
        data = os.read(0, 65536)
        if not data:
            return False
        self.buffer += data
        while len(self.buffer) >= 5:
            (length,) = struct.unpack(">I", self.buffer[1:5])
            if len(self.buffer) < 5 + length:
                break
            kind, body = self.buffer[:1], self.buffer[5 : 5 + length]
            self.buffer = self.buffer[5 + length :]
            self.obey(kind, body)
        return True

    def obey(self, kind: bytes, body: bytes) -> None:
        """Carry one order out."""
        if kind == b"X":
            self.queue.append(json.loads(body))
        elif kind == b"C":
            self.interrupt()
        elif kind in (b"I", b"D") and self.phase == "running":
            self.waiting = 0
            self.quiet_since = time.monotonic()
            if kind == b"I":
                self.answer(body)
            else:
                self.bash.type(b"\x04")

    def answer(self, line: bytes) -> None:
        """Type a line; its echo, which the kernel shows already, will be swallowed."""
        canonical, echo = self.bash.modes()
        if echo or not canonical:
            self.echoed = line + b"\n"
        self.bash.type(line + (b"\n" if canonical else b"\r"))

    def interrupt(self) -> None:
        """Start the ladder, or climb one step when it has been started."""
        now = time.monotonic()
        if self.phase not in ("typed", "running"):
            for _ in self.queue:  # not begun yet, and now never
                self.say(b"E", {"code": 130, "cwd": self.folder, "shell": "same"})
            self.queue.clear()
        elif not self.ladder:
            self.ladder = [(now + delay, step) for delay, step in LADDER]
        elif now > self.ladder[0][0] - LADDER[1][0] + 0.3:
            shift = self.ladder[0][0] - now
            self.ladder = [(at - shift, step) for at, step in self.ladder]

    # One cell

    def begin(self, order: dict) -> None:
        """Type the line that runs a cell."""
        self.stdin = bool(order.get("stdin"))
        self.flood = Flood()
        self.tail = b""
        self.echoed = b""
        self.screen = False
        self.muted = 0
        self.waiting = self.ends = 0
        self.report = None
        self.marked = self.ended_typed = False
        self.ladder = []
        omitted, rest = self.idle.take()
        self.emit(self.flood.add(omitted, rest))
        self.bash.load(str(order.get("code", "")).replace("\0", "").encode(errors="replace"))
        self.bash.echo(False)
        self.phase = "typed"
        self.quiet_since = time.monotonic()
        self.bash.type(RUN_LINE)

    def read_reports(self) -> None:
        """What bash says: begin, done, or broken."""
        with contextlib.suppress(BlockingIOError):
            self.reports += os.read(self.bash.reports, 65536)
        *words, self.reports = self.reports.split(b"\0")
        self.reports = self.reports[-65536:]
        for word in words:
            if word == b"B" and self.phase == "typed":
                self.bash.echo(True)
                self.phase = "running"
                self.quiet_since = time.monotonic()
                self.bash.go()
            elif word == b"X":
                self.replace_shell(1)
                return
            elif word[:1] == b"D" and self.phase == "running":
                code, _, folder = word[1:].partition(b" ")
                self.report = (int(code) & 255 if code.isdigit() else 1, os.fsdecode(folder))
                self.phase, self.since, self.ladder = "reported", time.monotonic(), []
                self.bash.forget_input()
                self.bash.echo(False)
                self.bash.go()

    def read_output(self) -> bool:
        """Take what the terminal shows; False when there is nothing."""
        pieces: list[bytes] = []
        # A terminal gives 4 KiB at a time: together they are handled faster.
        with contextlib.suppress(OSError):  # nothing more yet, or the shell is gone
            while len(pieces) < 64 and (piece := os.read(self.bash.master, 65536)):
                pieces.append(piece)
        if not pieces:
            return False
        data, self.pending = self.pending + b"".join(pieces), b""
        before, marker, after = data.partition(self.bash.marker)
        if marker:
            self.marked = True
            data = before + after.replace(self.bash.marker, b"")
        else:
            cut = _partial_suffix(data, self.bash.marker)
            data, self.pending = data[: len(data) - cut], data[len(data) - cut :]
        self.show(data)
        return True

    def show(self, data: bytes) -> None:
        """Pass output on: at once during a cell, kept for the next one otherwise."""
        if self.phase in ("starting", "idle"):
            self.idle.add(data)
            return
        if self.muted:
            data = self.mute(data)
        if not data:
            return
        self.quiet_since = time.monotonic()
        self.waiting = 0 if self.stdin or self.ends < MOST_ENDS else self.waiting
        if self.echoed:
            data = self.swallow_echo(data)
        if not self.screen:
            start = find_screen(data)
            self.screen = start >= 0
            if self.screen and self.stop_screen():
                data = data[:start]
        self.tail = (self.tail + data).rpartition(b"\n")[2][-4096:]
        self.emit(self.flood.add(0, data))

    def stop_screen(self) -> bool:
        """End the program that took the whole screen, if there is one: in raw mode, and not bash."""
        canonical, _ = self.bash.modes()
        group = self.bash.foreground()
        if canonical or group in (0, self.bash.pid):
            return False
        self.muted = group
        now = time.monotonic()
        self.ladder = [(now + delay, step) for delay, step in SCREEN_LADDER]
        self.flush_output()
        self.say(b"F", {"program": program(group)})
        return True

    def mute(self, data: bytes) -> bytes:
        """Drop what a full-screen program still draws; what follows its end is kept."""
        if self.bash.foreground() == self.muted:
            return b""
        self.muted = 0
        self.screen = False
        return after_screen(data)

    def swallow_echo(self, data: bytes) -> bytes:
        """Drop the echo of what was just typed, if that is how the output goes on."""
        ends = (b"\r\n", b"\n") if self.echoed.endswith(b"\n") else (b"",)
        for end in ends:
            echo = self.echoed.rstrip(b"\n") + end
            if data.startswith(echo):
                self.echoed, self.tail = b"", b""
                return data[len(echo) :]
            if echo.startswith(data):
                self.echoed = echo[len(data) :].replace(b"\r\n", b"\n")
                return b""
        self.echoed = b""
        return data

    def emit(self, pieces: list[tuple[int, bytes]]) -> None:
        """Send output, and how much of it is missing."""
        for omitted, data in pieces:
            if omitted:
                self.say(b"T", {"omitted": omitted})
            if data:
                self.say(b"O", data)

    def flush_output(self) -> None:
        """Send the end of a flood."""
        self.emit(self.flood.flush())

    def drain(self) -> None:
        """Read what a dead shell left in its terminal."""
        deadline = time.monotonic() + 0.2
        while self.read_output() and time.monotonic() < deadline:
            pass
        self.show(self.pending)
        self.pending = b""

    # Time

    def tick(self) -> None:
        """Everything that happens because of time or of a change of state."""
        code = self.bash.ended()
        if code is not None:
            self.replace_shell(code)
            return
        now = time.monotonic()
        if self.phase == "starting":
            if self.marked:
                self.phase = "idle"
            elif now - self.since > 5:
                self.replace_shell(self.code)
        if self.phase == "reported" and self.report:
            self.code, self.folder = self.report
            if self.marked:
                self.phase = "idle"
                self.finish("same")
            elif now - self.since > 2:  # the cell closed our descriptors: no prompt any more
                self.replace_shell(self.code)
                return
        if self.phase == "idle" and self.queue:
            self.begin(self.queue.pop(0))
        elif self.phase in ("typed", "running"):
            self.watch(now)

    def watch(self, now: float) -> None:
        """A cell runs: interrupt ladder, lost prompt, full screen, waiting for input."""
        if self.phase == "running" and self.ladder and now >= self.ladder[0][0]:
            self.strike(self.ladder.pop(0)[1])
        elif self.marked:
            self.recover_prompt()
        elif self.screen and not self.muted:
            self.stop_screen()
        elif self.phase == "typed" and now - self.quiet_since > 1:
            # Bash still waits for our line: it was lost.
            self.quiet_since = now
            if waits(self.bash.foreground(), self.bash.name) is Wait.SURE:
                self.bash.type(RUN_LINE)
        elif self.phase == "running" and now - self.quiet_since >= STEP_S and not self.ladder:
            self.look_for_wait(now - self.quiet_since)

    def recover_prompt(self) -> None:
        """Bash shows its prompt but has not reported: the cell broke our hook."""
        self.marked = False
        if self.ended_typed:
            self.replace_shell(1)
            return
        self.ended_typed = True
        self.phase = "running"
        self.bash.echo(False)
        self.bash.type(END_LINE)

    def look_for_wait(self, quiet_s: float) -> None:
        """Decide whether a program waits for somebody to type."""
        if self.waiting and self.stdin:
            return
        canonical, echo = self.bash.modes()
        wait = waits(self.bash.foreground(), self.bash.name)
        prompt = bool(self.tail.strip())
        sure = wait is Wait.SURE and (canonical or quiet_s > 0.5)
        likely = wait in (Wait.SURE, Wait.MAYBE) and quiet_s > 0.5 and prompt
        guess = wait is Wait.UNKNOWN and quiet_s > 0.7 and prompt
        if sure or likely or guess:
            if self.stdin:
                hidden = (canonical and not echo) or bool(PASSWORD.search(self.tail) and not echo)
                self.waiting = 1
                self.flush_output()
                self.say(b"P", {"password": hidden})
            else:
                self.nobody_types(len(NOBODY))
        elif not self.stdin and wait is Wait.MAYBE and quiet_s > 1.5:
            self.nobody_types(3)

    def nobody_types(self, steps: int) -> None:
        """The next step towards a program that waits for a person who is not there."""
        if self.waiting < steps:
            self.strike(NOBODY[self.waiting])
            self.waiting += 1

    def strike(self, step: str) -> None:
        """One step of a ladder."""
        if step == "eof":
            self.ends += 1
            self.bash.type(b"\x04")
        elif step == "int":
            self.bash.type(b"\x03")
        elif step == "term":
            self.bash.signal_foreground(signal.SIGTERM)
        elif step == "kill":
            self.bash.signal_foreground(signal.SIGKILL)
        else:
            with contextlib.suppress(OSError):
                os.kill(self.bash.pid, signal.SIGKILL)

    def pause_ms(self) -> int | None:
        """How long to sleep at most."""
        if self.phase == "idle":
            return None
        if self.phase == "running" and self.quiet_since and not self.ladder and not self.screen:
            quiet_s = time.monotonic() - self.quiet_since
            return int(1000 * (STEP_S if quiet_s < 1 else 0.4))
        return 20

    def run(self) -> None:
        """Serve until the kernel hangs up."""
        self.say(b"R", {"version": 1})
        while True:
            self.tick()
            descriptors = [0, self.wake, self.bash.reports, self.bash.master]
            ready = self.wait(descriptors)
            if self.wake in ready:
                os.read(self.wake, 4096)
            if self.bash.master in ready:
                # Between cells a chatty background job is slowed down, not followed.
                if not self.read_output() or self.phase == "idle":
                    time.sleep(0.001 if self.phase != "idle" else 0.05)
            if self.bash.reports in ready:
                self.read_reports()
            if 0 in ready and not self.heard():
                self.bash.close()
                return

    def wait(self, descriptors: list[int]) -> set[int]:
        poll = select.poll()
        for descriptor in descriptors:
            poll.register(descriptor, select.POLLIN)
        return {descriptor for descriptor, _ in poll.poll(self.pause_ms())}


def _partial_suffix(data: bytes, marker: bytes) -> int:
    """How many bytes at the end of data may be the start of the marker."""
    for size in range(min(len(marker) - 1, len(data)), 0, -1):
        if data.endswith(marker[:size]):
            return size
    return 0


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        Agent().run()
