"""One interactive bash on a terminal of its own, and the descriptors that steer it (see shell.bash)."""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import signal
import struct
import sys
import termios
import time

ROWS, COLUMNS = 30, 100
RC_FILE = os.path.join(os.path.dirname(os.path.realpath(__file__)), "shell.bash")
STATE, CODE, TERMINAL, REPORTS, GO = 195, 196, 197, 198, 199
# Constant and short: a line typed in a terminal is cut at 4095 bytes, and the cell is never typed.
# The two branches keep $? (0 or not) for the cell without waking an ERR trap. The first word is no reserved
# word: after a syntax error in eval, bash 5.2 does not know one at the start of the next line.
RUN_LINE = (
    b' :; if __registres_begin; then eval -- "$__registres_code"; else eval -- "$__registres_code"; fi;'
    b" { __registres_end; } 2>/dev/null; exec <&197 >&197 2>&197\n"
)
END_LINE = b" { __registres_end; } 2>/dev/null; exec <&197 >&197 2>&197\n"
# Programs must not open a pager or a full-screen editor of their own accord.
ENVIRONMENT = {
    "TERM": "xterm-256color",
    "LANG": "C.UTF-8",
    "PAGER": "cat",
    "MANPAGER": "cat",
    "SYSTEMD_PAGER": "cat",
    "GIT_PAGER": "cat",
    "PYTHON_BASIC_REPL": "1",
    "PYTHONUNBUFFERED": "1",
}


def new_state() -> int:
    """A file in memory for the state that outlives one bash: a full disk cannot hurt it."""
    return os.memfd_create("state")


class Bash:
    """A bash: typed lines in, terminal bytes and reports out."""

    def __init__(self, state: int, last_code: int, folder: str) -> None:
        self._marker = f"\x1b]777;registres-{os.urandom(8).hex()}\x07".encode()
        self._pending = self._words = b""
        self.master, slave = os.openpty()
        self.name = os.ttyname(slave)
        self._code = os.memfd_create("code")
        self.reports, reports_in = os.pipe()
        self._go_out, self._go_in = os.pipe()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._sane = termios.tcgetattr(slave)
        self._sane[0] &= ~(termios.IXON | termios.IXOFF)  # ^S would freeze the cell
        # With OPOST the terminal writes line by line: a flood of short lines is 25 times slower.
        self._sane[1] &= ~termios.OPOST
        self._sane[3] |= termios.ECHO | termios.ICANON | termios.ISIG
        termios.tcsetattr(slave, termios.TCSANOW, self._sane)
        private = {STATE: state, CODE: self._code, TERMINAL: slave, REPORTS: reports_in, GO: self._go_out}
        self.pid = _fork()
        if self.pid == 0:
            self._become_bash(slave, private, last_code, folder)
        self._slave = slave
        os.close(reports_in)
        for descriptor in (self.master, self.reports):
            os.set_blocking(descriptor, False)

    def _become_bash(self, slave: int, private: dict[int, int], last_code: int, folder: str) -> None:
        try:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            # Parked high first: a destination number may be in use as a source.
            parked = {number: fcntl.fcntl(fd, fcntl.F_DUPFD, 300) for number, fd in private.items()}
            for number, fd in parked.items():
                os.dup2(fd, number)
            for number in (0, 1, 2):
                os.dup2(slave, number)
            os.closerange(3, STATE)
            os.closerange(GO + 1, 400)
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGPIPE, signal.SIGINT, signal.SIGCHLD, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            with contextlib.suppress(OSError):
                os.chdir(folder)
            environment = {**os.environ, **ENVIRONMENT, "REGISTRES_MARKER": self._marker.decode()}
            environment["__registres_last"] = str(last_code)
            environment.pop("OLDPWD", None)
            os.execvpe("bash", ["bash", "--noediting", "--rcfile", RC_FILE, "-i"], environment)
        finally:
            sys.stderr.flush()
            os._exit(127)

    def read_terminal(self) -> tuple[bytes, bool]:
        """What the terminal shows since the last time, and whether the prompt came with it."""
        pieces: list[bytes] = []
        # A terminal gives 4 KiB at a time: together they are handled faster.
        with contextlib.suppress(OSError):  # nothing more yet, or the shell is gone
            while len(pieces) < 64 and (piece := os.read(self.master, 65536)):
                pieces.append(piece)
        if not pieces:
            return b"", False
        data = self._pending + b"".join(pieces)
        before, marker, after = data.partition(self._marker)
        if marker:
            self._pending = b""
            return before + after.replace(self._marker, b""), True
        cut = len(data) - _partial_suffix(data, self._marker)
        self._pending = data[cut:]
        return data[:cut], False

    def read_reports(self) -> list[bytes]:
        """The words that bash says to us since the last time."""
        with contextlib.suppress(BlockingIOError):
            self._words += os.read(self.reports, 65536)
        *words, rest = self._words.split(b"\0")
        self._words = rest[-65536:]
        return words

    def load(self, code: bytes) -> None:
        """Put the next cell's code where bash will read it; drop go-aheads that nobody took."""
        # Not by O_NONBLOCK: bash shares the open file.
        if select.select([self._go_out], [], [], 0)[0]:
            os.read(self._go_out, 4096)
        os.ftruncate(self._code, 0)
        os.pwrite(self._code, code + b"\0", 0)

    def go(self) -> None:
        """Let the waiting bash continue."""
        os.write(self._go_in, b"g")

    def type(self, data: bytes) -> None:
        """Type on the keyboard; what does not fit in the terminal's buffer is dropped."""
        with contextlib.suppress(OSError):
            os.write(self.master, data)

    def echo(self, on: bool) -> None:
        """Bring the terminal back to ordinary settings, with or without echo."""
        settings = [*self._sane[:3], self._sane[3] if on else self._sane[3] & ~termios.ECHO, *self._sane[4:]]
        with contextlib.suppress(termios.error):
            termios.tcsetattr(self.master, termios.TCSANOW, settings)

    def forget_input(self) -> None:
        """Drop what was typed and that no program read."""
        with contextlib.suppress(termios.error):
            termios.tcflush(self._slave, termios.TCIFLUSH)

    def modes(self) -> tuple[bool, bool]:
        """Whether the terminal is canonical (line by line), and whether it echoes."""
        try:
            local = termios.tcgetattr(self.master)[3]
        except termios.error:
            return True, True
        return bool(local & termios.ICANON), bool(local & termios.ECHO)

    def foreground(self) -> int:
        """The process group that the keyboard speaks to."""
        try:
            return os.tcgetpgrp(self.master)
        except OSError:
            return self.pid

    def signal_foreground(self, number: int) -> None:
        """Signal the foreground group, or bash itself when it is in the foreground."""
        group = self.foreground()
        with contextlib.suppress(OSError):
            if group in (0, self.pid):
                os.kill(self.pid, number)
            else:
                os.killpg(group, number)

    def ended(self) -> int | None:
        """The exit code once bash has ended (128 + n for signal n), as bash itself would put it."""
        try:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
        except ChildProcessError:
            return 137
        if pid == 0:
            return None
        code = os.waitstatus_to_exitcode(status)
        return code if code >= 0 else 128 - code

    def close(self) -> None:
        """Hang up: the jobs get SIGHUP; bash is killed if it lingers."""
        with contextlib.suppress(OSError):
            os.kill(self.pid, signal.SIGHUP)
            os.kill(self.pid, signal.SIGCONT)
        for descriptor in (self._slave, self.master, self.reports, self._code, self._go_in, self._go_out):
            with contextlib.suppress(OSError):
                os.close(descriptor)


def _fork() -> int:
    """Fork, with patience: a cell may have used up all processes for a moment."""
    for _ in range(40):
        with contextlib.suppress(BlockingIOError):
            return os.fork()
        time.sleep(0.05)
    return os.fork()


def _partial_suffix(data: bytes, marker: bytes) -> int:
    """How many bytes at the end of data may be the start of the marker."""
    at = data.rfind(marker[:1], max(0, len(data) - len(marker) + 1))
    return len(data) - at if at >= 0 and marker.startswith(data[at:]) else 0
