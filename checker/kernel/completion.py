"""Tab completion: `%` commands here, everything else by a second bash in the machine."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import Any

from checker.course.lab import read_labs
from checker.errors import CheckerError
from checker.kernel.commands import COMMANDS
from checker.kernel.session import SandboxSession

HELPER = ["bash", "--noprofile", "--norc", "/usr/lib/registres/completion.bash"]
FIRST_ANSWER_TIMEOUT_S = 8.0
"""For a helper that is being started: on a busy disk, bash, docker and its completion are slow to load."""
ANSWER_TIMEOUT_S = 2.0
"""For one that has answered before. The next cell waits for the answer too."""
LONGEST_ANSWER = 200_000
Completion = tuple[int, list[str]]
"""Where the completed word starts, and what may stand there."""


class Completer:
    """Completes what stands before the cursor; blocking, one request at a time."""

    def __init__(self, session: SandboxSession) -> None:
        self._session = session
        self._lock = threading.Lock()
        self._channel: Any = None

    def complete(self, text: str) -> Completion:
        """Complete the end of the text; no match when the sandbox is not there or does not answer."""
        line = text.rpartition("\n")[2]
        offset = len(text) - len(line)
        start, matches = _commands(line) if line.lstrip().startswith("%") else self._words(line)
        return offset + start, matches

    def close(self) -> None:
        """Hang up."""
        channel, self._channel = self._channel, None
        if channel is not None:
            with contextlib.suppress(Exception):
                channel.close()

    def _words(self, line: str) -> Completion:
        if not self._session.is_ready or "\0" in line:
            return len(line), []
        with self._lock:
            # Once more with a new helper: the learner may have killed the first.
            for _ in range(2):
                try:
                    return self._ask(line)
                except TimeoutError:
                    self.close()  # its late answer would be taken for the next one
                    break
                except (CheckerError, OSError, ValueError):
                    self.close()
        return len(line), []

    def _ask(self, line: str) -> Completion:
        timeout_s = ANSWER_TIMEOUT_S
        if self._channel is None:
            self._channel = self._session.wait().machine.open(HELPER, as_learner=True)
            timeout_s = FIRST_ANSWER_TIMEOUT_S
        self._channel.send(f"{self._session.folder}\0{line}\0".encode(errors="replace"))
        answer = bytearray()
        end = time.monotonic() + timeout_s
        while not answer.endswith(b"\0"):
            data = self._channel.receive(65536, max(0.0, end - time.monotonic()))
            if not data or len(answer) > LONGEST_ANSWER:
                raise ValueError("no answer")
            answer += data
        first, *matches = answer[:-1].decode(errors="replace").split("\n")
        start = min(max(int(first), 0), len(line))
        return start, [m for m in dict.fromkeys(matches) if m and m.isprintable()]


def _commands(line: str) -> Completion:
    """Names of commands, and of exercises after the two commands that take one."""
    name, blank, argument = line.lstrip().partition(" ")
    if not blank:
        start = len(line) - len(name)
        return start, [f"%{known}" for known in COMMANDS if f"%{known}".startswith(name)]
    if name.lstrip("%") not in ("exercice", "verifier"):
        return len(line), []
    argument = argument.lstrip()
    try:
        ids = [exercise.id for lab in read_labs() for exercise in lab.exercises]
    except (CheckerError, OSError):
        ids = []
    return len(line) - len(argument), [i for i in ids if i.startswith(argument)]
