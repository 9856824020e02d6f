"""The training Hub of a sandbox: started, asked what happened on it, stopped."""

from __future__ import annotations

import contextlib
import json
import secrets
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any, Self

import docker
from docker.errors import DockerException
from requests.exceptions import RequestException

from checker.errors import SandboxError
from checker.messages import hub as say
from checker.sandbox.channel import Channel
from checker.sandbox.labels import container_name
from checker.sandbox.service_container import ServiceContainer, ServiceOrder
from checker.sandbox.word import says

ROLE = "hub"
USER = "1000:1000"
READY = b"hub: pret"
REQUEST_TIMEOUT_S = 20.0
_LOG_LINES = 15
_FAULTS = (DockerException, RequestException, OSError)


class Hub:
    """A running Hub. Made by `start_hub` or `attach`; may be used by several threads.

    Args:
        client: the outer engine.
        run_id: the sandbox's identity.
        owned: whether `stop` ends it, or only hangs up.
    """

    def __init__(self, client: docker.DockerClient, run_id: str, *, owned: bool) -> None:
        self._client = client
        self.run_id = run_id
        self._owned = owned
        self._line: Channel | None = None
        self._asking = threading.Lock()
        self._container = container_name(run_id, ROLE)

    @classmethod
    def attach(cls, client: docker.DockerClient, run_id: str) -> Self:
        """Take hold of the Hub of a sandbox that another process started; nothing is asked of it yet."""
        return cls(client, run_id, owned=False)

    def is_alive(self) -> bool:
        """Whether its container runs."""
        try:
            return bool(self._client.api.inspect_container(self._container)["State"]["Running"])
        except _FAULTS:
            return False

    def events(self) -> list[dict[str, Any]]:
        """What happened, oldest first: all that the registry did before this call is in it (last 5000).

        Each has `action` (push, pull, login, login-refused), `repository` (`library/mysql`), `tag`, `digest`,
        `media_type`, `method`, `actor` ("" for nobody) and `time` (ISO 8601).

        Raises:
            SandboxError: the Hub is lost.
        """
        return list(self._ask("events"))

    def visits(self) -> dict[str, Any]:
        """Who asked the token service and the Hub's API for what: `visits`, oldest first, and `now`.

        Each visit has `time` (seconds since the epoch, by the same clock as `now`), `client`, `host`,
        `agent`, `method`, `path`, `status`, `user` ("" for nobody), `scopes` and `granted`.

        Raises:
            SandboxError: the Hub is lost.
        """
        return dict(self._ask("visits"))

    def registry_log(self, *, tail: int) -> str:
        """The end of what the registry itself wrote, a line per request, each with its moment in front.

        Raises:
            SandboxError: the Hub is lost.
        """
        try:
            log = self._client.api.logs(self._container, tail=tail, timestamps=True)
        except _FAULTS as exc:
            raise SandboxError(say.lost(str(exc)), do=say.START_AGAIN) from exc
        return str(log.decode(errors="replace"))

    def repositories(self) -> list[dict[str, Any]]:
        """Every repository, private ones too: `name`, `private`, `tags`.

        Raises:
            SandboxError: the Hub is lost.
        """
        return list(self._ask("repositories"))

    def names(self) -> list[dict[str, Any]]:
        """Every repository, private ones too: `name`, `private`; quicker than `repositories`.

        Raises:
            SandboxError: the Hub is lost.
        """
        return list(self._ask("repositories", tags=False))

    def fetch(self, requests: Sequence[tuple[str, str, Mapping[str, str]]]) -> list[dict[str, Any]]:
        """Read manifests, configurations and lists of tags, over one connection; no event tells of it.

        Args:
            requests: repository, what is asked below it (`manifests/8.0`, `tags/list`), headers; at most 100.

        Returns:
            For each one `status`, `headers`, `body_b64` and `truncated`, or `unreachable` and `detail`.

        Raises:
            SandboxError: the Hub is lost.
        """
        return list(self._ask("fetch", requests=requests))

    def tags(self, repository: str) -> list[str]:
        """The tags of a repository (`library/mysql`), in order; none when there is no such repository.

        Raises:
            SandboxError: the Hub is lost.
        """
        return list(self._ask("tags", repository=repository))

    def image(self, repository: str, tag: str) -> dict[str, Any] | None:
        """What a tag points to: `digest` of its manifest, `config` of its Linux image; None without one.

        Raises:
            SandboxError: the Hub is lost.
        """
        found: dict[str, Any] | None = self._ask("image", repository=repository, tag=tag)
        return found

    def set_private(self, repository: str, private: bool) -> None:
        """Hide a repository from all but its owner, or show it; it is created when it is not there.

        Raises:
            SandboxError: the Hub is lost.
        """
        self._ask("set-private", repository=repository, private=private)

    def wait_ready(self, timeout_s: float = 30) -> None:
        """Wait until registry, token service and name server answer.

        Raises:
            SandboxError: they do not in time; the end of their logs is in the message.
        """
        if not says(self._client, self._container, READY, timeout_s):
            raise SandboxError(say.not_ready(self._logs()), do=say.START_AGAIN)

    def close(self) -> None:
        """Hang up; the Hub goes on."""
        with self._asking:
            self._hang_up()

    def stop(self) -> None:
        """Remove its container if it is ours, else hang up; nothing happens the second time."""
        self.close()
        if self._owned:
            with contextlib.suppress(*_FAULTS):
                self._client.api.remove_container(self._container, v=True, force=True)

    def _ask(self, op: str, *, timeout_s: float = REQUEST_TIMEOUT_S, **arguments: object) -> Any:
        line = json.dumps({"op": op, **arguments}).encode() + b"\n"
        with self._asking:
            # A line that was lost since the last time is opened again, once.
            for is_last in (self._line is None, True):
                try:
                    answer = json.loads(self._exchange(line, timeout_s))
                    break
                except (SandboxError, OSError, ValueError) as exc:
                    self._hang_up()
                    if is_last:
                        raise SandboxError(say.lost(str(exc)), do=say.START_AGAIN) from exc
        if "error" in answer:
            raise SandboxError(say.refused(op, answer["error"]), do=say.START_AGAIN)
        return answer["ok"]

    def _exchange(self, line: bytes, timeout_s: float) -> bytes:
        end = time.monotonic() + timeout_s
        if self._line is None:
            # Its door is open to the service's own user only, root without its powers left out.
            self._line = Channel.open(self._client, self._container, ["hubctl"], user=USER)
        self._line.send(line, timeout_s)
        parts: list[bytes] = []
        while not (parts and parts[-1].endswith(b"\n")):
            parts.append(self._line.receive(timeout_s=max(0.0, end - time.monotonic())))
            if not parts[-1]:
                raise EOFError(self._line.stderr.decode(errors="replace").strip())
        return b"".join(parts)

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None

    def _logs(self) -> str:
        with contextlib.suppress(*_FAULTS):
            return str(self._client.api.logs(self._container, tail=_LOG_LINES).decode(errors="replace"))
        return ""


def start_hub(
    client: docker.DockerClient,
    *,
    run_id: str,
    labels: Mapping[str, str],
) -> Hub:
    """Start the Hub of a sandbox, and the network with it; `wait_ready` waits until it answers.

    Args:
        client: the outer engine.
        run_id: the sandbox's identity.
        labels: owner and creation time; run and role are added.

    Raises:
        SandboxError: it does not start; nothing is left of it.
    """
    order = ServiceOrder(run_id, labels, secrets.token_hex(24))
    hub = Hub(client, run_id, owned=True)
    try:
        ServiceContainer(client, ROLE, order).start()
    except _FAULTS as exc:
        hub.stop()
        why = str(getattr(exc, "explanation", None) or exc)
        raise SandboxError(say.not_started(ROLE, why), do=say.START_AGAIN) from exc
    return hub
