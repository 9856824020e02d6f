"""The agent: runs cells in a persistent bash, on behalf of a kernel that speaks frames on stdin and stdout.

From the kernel: `X` run a cell (JSON code, stdin) · `I` a typed line · `D` end of file · `C` interrupt.
To the kernel: `R` ready · `O` output · `T` that many bytes were omitted · `P` a program waits (JSON
password) · `F` a full-screen program was stopped (JSON program) · `E` the cell ended (JSON code, cwd,
shell: same or new).

It runs as the learner: nothing it says can be trusted. It ends when its stdin does.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
import time

# Isolated mode leaves this program's own folder out.
sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

from agent_ladder import Ladder  # noqa: E402
from agent_output import Flood, Tail  # noqa: E402
from agent_screen import Screen  # noqa: E402
from agent_shell import END_LINE, RUN_LINE, Bash, new_state  # noqa: E402
from agent_typist import STEP_S, Typist  # noqa: E402
from agent_waits import Wait, waits  # noqa: E402
from agent_wire import Wire  # noqa: E402

# A bash that does not come up, a report that is not followed by a prompt, a typed line that bash ignores.
START_S, PROMPT_S, LINE_S = 5.0, 2.0, 1.0


class Agent:
    """One shell, one cell at a time.

    Phases: starting (bash comes up) → idle → typed (our line is typed, bash has not begun) → running →
    reported (bash said how the cell ended, its prompt is not there yet) → idle.
    """

    def __init__(self) -> None:
        self.wire = Wire()
        self.state = new_state()
        self.code = 0
        self.folder = os.environ.get("HOME", "/")
        self.queue: list[dict[str, object]] = []
        self.idle = Tail(65536)
        self.wake, wake_in = os.pipe()
        for descriptor in (self.wake, wake_in):
            os.set_blocking(descriptor, False)
        signal.set_wakeup_fd(wake_in, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.start_shell()
        self.new_cell(stdin=False)

    # The shell

    def start_shell(self) -> None:
        """Start a bash that takes over the saved state."""
        self.bash = Bash(self.state, self.code, self.folder)
        self.phase = "starting"
        self.since = time.monotonic()
        self.report = (0, "")
        self.marked = False

    def replace_shell(self, code: int) -> None:
        """The shell is gone, or useless: report the cell, start another one."""
        self.drain()
        running = self.phase in ("typed", "running", "reported")
        if self.phase == "starting" and time.monotonic() - self.since < START_S:
            # What was saved may be what kills it.
            os.ftruncate(self.state, 0)
        with contextlib.suppress(OSError):
            os.kill(self.bash.pid, signal.SIGKILL)
        self.bash.close()
        self.code = code
        self.start_shell()
        if running:
            self.finish("new")

    # Orders

    def obey(self, kind: bytes, body: bytes) -> None:
        """Carry one order out."""
        if kind == b"X":
            self.queue.append(json.loads(body))
        elif kind == b"C" and self.phase in ("typed", "running"):
            self.ladder.interrupt()
        elif kind == b"C":
            while self.queue:  # not begun yet, and now never
                self.queue.pop()
                self.tell_end(130, "same")
        elif kind in (b"I", b"D") and self.phase == "running":
            self.asked = False
            self.quiet_since = time.monotonic()
            if kind == b"I":
                self.typist.type(self.bash, body)
            else:
                self.bash.type(b"\x04")

    def new_cell(self, *, stdin: bool) -> None:
        """Forget the last cell."""
        self.stdin = stdin
        self.flood = Flood()
        self.typist = Typist()
        self.ladder = Ladder()
        self.screen = Screen(self.bash, self.ladder)
        self.asked = self.marked = self.ended_typed = False
        self.quiet_since = time.monotonic()

    def begin(self, order: dict[str, object]) -> None:
        """Type the line that runs a cell."""
        self.new_cell(stdin=bool(order.get("stdin")))
        self.wire.emit(self.flood.add(*self.idle.take()))
        self.bash.load(str(order.get("code", "")).replace("\0", "").encode(errors="replace"))
        self.bash.echo(False)
        self.phase = "typed"
        self.bash.type(RUN_LINE)

    def finish(self, shell: str) -> None:
        """Tell that the cell has ended."""
        self.wire.emit(self.flood.flush())
        self.tell_end(self.code, shell)

    def tell_end(self, code: int, shell: str) -> None:
        """Send the last frame of a cell."""
        self.wire.say(b"E", {"code": code, "cwd": self.folder, "shell": shell})

    # What bash and its programs say

    def read_reports(self) -> None:
        """What bash says: begin, done, or broken."""
        for word in self.bash.read_reports():
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
                self.phase, self.since = "reported", time.monotonic()
                self.bash.forget_input()
                self.bash.echo(False)
                self.bash.go()

    def read_output(self) -> bool:
        """Take what the terminal shows; False when there is nothing."""
        data, marked = self.bash.read_terminal()
        self.marked = self.marked or marked
        self.show(data)
        return bool(data) or marked

    def drain(self) -> None:
        """Read what a dead shell left in its terminal."""
        deadline = time.monotonic() + 0.2
        while self.read_output() and time.monotonic() < deadline:
            pass

    def show(self, data: bytes) -> None:
        """Pass output on: at once during a cell, kept for the next one otherwise."""
        if self.phase in ("starting", "idle"):
            self.idle.add(data)
            return
        data = self.screen.drawn(data)
        if data:
            self.quiet_since = time.monotonic()
            self.asked = False
            self.ladder.something_happened()
            self.wire.emit(self.flood.add(0, self.typist.saw(data)))

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
            elif now - self.since > START_S:
                self.replace_shell(self.code)
        elif self.phase == "reported":
            self.code, self.folder = self.report
            if self.marked:
                self.phase = "idle"
                self.finish("same")
            elif now - self.since > PROMPT_S:  # the cell closed our descriptors: no prompt any more
                self.replace_shell(self.code)
        if self.phase == "idle" and self.queue:
            self.begin(self.queue.pop(0))
        elif self.phase in ("typed", "running"):
            self.watch(now)

    def watch(self, now: float) -> None:
        """A cell runs: interrupt ladder, lost prompt or line, full screen, waiting for input."""
        quiet_s = now - self.quiet_since
        if self.phase == "running" and self.ladder.climb(self.bash):
            return
        if self.marked:
            self.recover_prompt()
        elif (name := self.screen.end_program()) is not None:
            self.wire.emit(self.flood.flush())
            self.wire.say(b"F", {"program": name})
        elif self.phase == "typed":
            if quiet_s > LINE_S and waits(self.bash.foreground(), self.bash.name) is Wait.SURE:
                self.quiet_since = now
                self.bash.type(RUN_LINE)
        elif quiet_s >= STEP_S and not self.ladder:
            self.look_for_wait(quiet_s)

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
        """Ask for a line when a program waits for one, or make it give up when nobody can type."""
        if self.asked:
            return
        wait = self.typist.waits(self.bash, quiet_s)
        if wait is not Wait.NO and self.read_output():
            return  # the question itself arrived while the processes were looked at
        if not self.stdin:
            if wait is not Wait.NO:
                self.ladder.nobody_types(self.bash, mildly=wait is Wait.POLLS)
        elif wait is Wait.SURE:
            self.asked = True
            self.wire.emit(self.flood.flush())
            self.wire.say(b"P", {"password": self.typist.is_password(self.bash)})

    def pause_ms(self) -> int | None:
        """How long to sleep at most."""
        if self.phase == "idle":
            return None
        if self.phase == "running" and not self.ladder and not self.screen.suspected:
            quiet_s = time.monotonic() - self.quiet_since
            return int(1000 * (STEP_S if quiet_s < 1 else 0.4))
        return 20

    def run(self) -> None:
        """Serve until the kernel hangs up."""
        self.wire.say(b"R", {"version": 1})
        while True:
            self.tick()
            ready = self.wait()
            if self.wake in ready:
                os.read(self.wake, 4096)
            if self.bash.master in ready and (not self.read_output() or self.phase == "idle"):
                # Between cells a chatty background job is slowed down, not followed.
                time.sleep(0.05 if self.phase == "idle" else 0.001)
            if self.bash.reports in ready:
                self.read_reports()
            if 0 in ready:
                for kind, body in self.wire.heard():
                    self.obey(kind, body)

    def wait(self) -> set[int]:
        """Sleep until a descriptor has something, or until it is time; give those that have."""
        poll = select.poll()
        for descriptor in (0, self.wake, self.bash.reports, self.bash.master):
            poll.register(descriptor, select.POLLIN)
        return {descriptor for descriptor, _ in poll.poll(self.pause_ms())}


def main() -> None:
    """Run until the kernel hangs up, then hang up on the learner's shell."""
    agent = Agent()
    try:
        with contextlib.suppress(EOFError, BrokenPipeError):
            agent.run()
    finally:
        agent.bash.close()


if __name__ == "__main__":
    main()
