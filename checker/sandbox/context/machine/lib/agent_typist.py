"""Decides when somebody has to type, and types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agent_waits import Wait, waits

if TYPE_CHECKING:
    from agent_shell import Bash

PASSWORD = re.compile(rb"(?i)(password|passphrase|mot de passe|passcode)")
ESCAPE = re.compile(rb"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|[^\[])")
QUESTION = re.compile(rb"[]:?>#$%)]$")
# Silence after which programs are looked at; after which doubtful ones count as waiting; likewise when
# nobody is there to type; and when this system does not say what programs wait for.
STEP_S, DOUBT_S, NOBODY_DOUBT_S, BLIND_S = 0.12, 0.5, 1.5, 0.7


class Typist:
    """What one cell's programs show last, and what was typed for them."""

    def __init__(self) -> None:
        self._line = b""
        self._echo = b""

    def saw(self, data: bytes) -> bytes:
        """Follow the output; give it back without the echo of what was typed."""
        if self._echo:
            data = self._swallow_echo(data)
        self._line = (self._line + data).rpartition(b"\n")[2][-4096:]
        return data

    def type(self, bash: Bash, line: bytes) -> None:
        """Type a line; its echo, which the kernel shows already, will be swallowed."""
        canonical, echo = bash.modes()
        if echo or not canonical:
            self._echo = line + b"\n"
        bash.type(line + (b"\n" if canonical else b"\r"))

    def waits(self, bash: Bash, quiet_s: float) -> Wait:
        """Whether a program waits for a line: SURE, POLLS when it only may, NO.

        A wrong SURE opens a box that the learner has to close: `docker pull` is silent for seconds, in the
        middle of a line, with threads that poll.
        """
        canonical, _ = bash.modes()
        found = waits(bash.foreground(), bash.name)
        line = ESCAPE.sub(b"", self._line).strip()
        if found is Wait.SURE:
            asks = canonical or quiet_s > DOUBT_S
        elif found is Wait.UNKNOWN:
            asks = quiet_s > BLIND_S and QUESTION.search(line) is not None
        else:
            likely = found is Wait.READS or (found is Wait.POLLS and not canonical)
            asked = found is Wait.READS and QUESTION.search(line) is not None
            asks = likely and bool(line) and (asked or quiet_s > DOUBT_S)
        if asks:
            return Wait.SURE
        return Wait.POLLS if found in (Wait.READS, Wait.POLLS) and quiet_s > NOBODY_DOUBT_S else Wait.NO

    def is_password(self, bash: Bash) -> bool:
        """Whether what is typed must not be seen."""
        canonical, echo = bash.modes()
        return not echo and (canonical or PASSWORD.search(self._line) is not None)

    def _swallow_echo(self, data: bytes) -> bytes:
        """Drop the echo of what was just typed, if that is how the output goes on."""
        ends = (b"\r\n", b"\n") if self._echo.endswith(b"\n") else (b"",)
        for end in ends:
            echo = self._echo.rstrip(b"\n") + end
            if data.startswith(echo):
                self._echo, self._line = b"", b""
                return data[len(echo) :]
            if echo.startswith(data):
                self._echo = echo[len(data) :].replace(b"\r\n", b"\n")
                return b""
        self._echo = b""
        return data
