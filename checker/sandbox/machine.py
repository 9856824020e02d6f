"""The learner's machine, seen from the host: scripts, files, programs, questions."""

from __future__ import annotations

import base64
import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import docker
from docker.errors import DockerException

from checker.errors import SandboxError
from checker.messages import sandbox as say
from checker.sandbox.channel import Channel
from checker.sandbox.machine_spec import LEARNER_PROCESSES
from checker.sandbox.probe import DEFAULT_TIMEOUT_S, LineLostError, Probe

ENTER = "/usr/lib/registres/enter"
PROBE = ("python3", "-IS", "/usr/lib/registres/probe.py")
LEARNER = "1000"
ROOT = "0"
FILE_TIMEOUT_S = 15.0
CROWDED = 0.9


@dataclass(frozen=True)
class CommandResult:
    """What came of a script.

    Args:
        exit_code: its status (128 + n when signal n killed it); None when its time was over, or
            when it could not be started.
        output: what it said, both outputs as they came; only the beginning and the end of a flood.
        timed_out: its time was over and all of it was killed.
        truncated: the middle of the output is missing.
    """

    exit_code: int | None
    output: str
    timed_out: bool
    truncated: bool


class Machine:
    """One machine that runs.

    Args:
        client: the outer engine.
        container: the container's id.
        role: `machine`, or `machine2` for the other server of some labs.
        address: its address in the sandbox's network.
    """

    def __init__(self, client: docker.DockerClient, container: str, *, role: str, address: str) -> None:
        self._client = client
        self._container = container
        self.role = role
        self.address = address
        self._probe = Probe(lambda: self.open(PROBE, as_learner=False))

    @property
    def container(self) -> str:
        """The id of its container."""
        return self._container

    def is_alive(self) -> bool:
        """Say whether its container runs."""
        try:
            return bool(self._client.api.inspect_container(self._container)["State"]["Running"])
        except (DockerException, OSError):
            return False

    def run(self, script: str, *, timeout_s: float = 60, stdin: bytes = b"") -> CommandResult:
        """Run a script with bash, as the learner, in the learner's home.

        What the script leaves running in the background goes on. A script whose time is over is
        killed with all that descends from it. Never hangs.

        Raises:
            SandboxError: the machine is lost.
        """
        question = {"script": script, "stdin_b64": base64.b64encode(stdin).decode()}
        try:
            answer = self._probe.ask("run", timeout_s=timeout_s, again=False, **question)
        except LineLostError as error:
            if not self.is_alive():
                raise SandboxError(say.MACHINE_LOST, do=say.RESTART_MACHINE) from error
            return CommandResult(None, "", timed_out=False, truncated=False)
        if answer.get("unreachable") == "process":
            return CommandResult(None, say.SCRIPT_NOT_STARTED, timed_out=False, truncated=False)
        omitted = int(answer["omitted"])
        output = answer["head"] + say.omitted(omitted) + answer["tail"] if omitted else answer["head"]
        timed_out = bool(answer["timed_out"]) or answer.get("unreachable") == "timeout"
        return CommandResult(answer["exit_code"], output, timed_out, omitted > 0)

    def open(self, argv: Sequence[str], *, as_learner: bool) -> Channel:
        """Start a program and keep a duplex channel to it, without a terminal.

        Raises:
            SandboxError: the machine is lost.
        """
        if as_learner:
            return Channel.open(self._client, self._container, [ENTER, *argv], user=LEARNER)
        return Channel.open(self._client, self._container, argv, user=ROOT)

    def open_tty(self, argv: Sequence[str]) -> Channel:
        """Start a program as the learner, on a terminal.

        Raises:
            SandboxError: the machine is lost.
        """
        environment = {"TERM": os.environ.get("TERM", "xterm-256color")}
        return Channel.open(
            self._client, self._container, [ENTER, *argv], user=LEARNER, tty=True, environment=environment
        )

    def write_file(self, path: str, data: bytes, *, mode: int = 0o644) -> None:
        """Write a file as the learner would; the folders above it are made.

        Args:
            path: absolute, or from `~`.
            data: its whole content.
            mode: its permissions.

        Raises:
            SandboxError: it cannot be written, or the machine is lost.
        """
        content = base64.b64encode(data).decode()
        answer = self._probe.ask("write", timeout_s=FILE_TIMEOUT_S, path=path, content_b64=content, mode=mode)
        if not answer.get("written"):
            why = answer.get("error_text") or answer.get("unreachable") or ""
            raise SandboxError(say.file_not_written(path, str(why)), do=say.RESTART_MACHINE)

    def read_file(self, path: str, *, limit: int = 1_000_000) -> bytes | None:
        """Read the first `limit` bytes of an ordinary file of the learner's; None when there is none.

        Raises:
            SandboxError: the machine is lost.
        """
        answer = self._probe.ask("file", timeout_s=FILE_TIMEOUT_S, path=path, limit=limit)
        content = answer.get("content_b64")
        return None if content is None else base64.b64decode(content)

    def probe(self, op: str, *, timeout_s: float = DEFAULT_TIMEOUT_S, **args: Any) -> dict[str, Any]:
        """Ask the machine's root-owned probe; what is wrong in the learner's world is in the answer.

        Raises:
            SandboxError: the machine is lost, or the probe itself failed.
        """
        return self._probe.ask(op, timeout_s=timeout_s, **args)

    def expect_questions(self) -> None:
        """Start the probe beforehand, without waiting for it.

        Raises:
            SandboxError: the machine is lost.
        """
        self._probe.open()

    def is_crowded(self) -> bool:
        """Whether the learner has next to no room for another process; False when the engine does not say."""
        with contextlib.suppress(DockerException, OSError):
            told = self._client.api.stats(self._container, stream=False, one_shot=True)
            count = told.get("pids_stats", {}).get("current", 0)
            return int(count) >= CROWDED * LEARNER_PROCESSES
        return False

    def close(self) -> None:
        """Hang up the line to the probe."""
        self._probe.close()
