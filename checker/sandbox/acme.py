"""The training certification authority of a sandbox, which plays Let's Encrypt."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping

import docker
from docker.errors import DockerException
from requests.exceptions import RequestException

from checker.errors import SandboxError
from checker.messages import acme as say
from checker.sandbox.channel import Channel
from checker.sandbox.labels import container_name
from checker.sandbox.service_container import ServiceContainer, ServiceOrder

ROLE = "acme"
_LOG_LINES = 15
_FAULTS = (DockerException, RequestException, OSError)
_END_OF_PEM = b"-----END CERTIFICATE-----\n"


class Acme:
    """A running authority; made by `start_acme`, or over the container of another process's sandbox.

    Args:
        client: the outer engine.
        run_id: the sandbox's identity.
    """

    def __init__(self, client: docker.DockerClient, run_id: str) -> None:
        self._client = client
        self._name = container_name(run_id, ROLE)

    def is_alive(self) -> bool:
        """Whether its container runs."""
        try:
            return bool(self._client.api.inspect_container(self._name)["State"]["Running"])
        except _FAULTS:
            return False

    def root_pem(self, timeout_s: float = 30) -> str:
        """The root that issues, PEM, once the authority answers.

        It is new at each start, and machines must trust it before their engine runs.

        Raises:
            SandboxError: it does not in time; the end of its log is in the message.
        """
        end = time.monotonic() + timeout_s
        received = b""
        try:
            line = Channel.open(self._client, self._name, ["acmectl"])
            with contextlib.closing(line):
                while not received.endswith(_END_OF_PEM):
                    part = line.receive(timeout_s=max(0.0, end - time.monotonic()))
                    if not part:
                        raise EOFError
                    received += part
        except (SandboxError, OSError, EOFError) as exc:
            raise SandboxError(say.not_ready(self._log()), do=say.START_AGAIN) from exc
        return received.decode("ascii", errors="replace")

    def _log(self) -> str:
        with contextlib.suppress(*_FAULTS):
            return str(self._client.api.logs(self._name, tail=_LOG_LINES).decode(errors="replace")).strip()
        return ""


def start_acme(client: docker.DockerClient, *, run_id: str, labels: Mapping[str, str]) -> Acme:
    """Start the authority of a sandbox whose Hub is started; `root_pem` waits until it answers.

    Args:
        client: the outer engine.
        run_id: the sandbox's identity.
        labels: owner and creation time; run and role are added.

    Raises:
        SandboxError: it does not start.
    """
    try:
        ServiceContainer(client, ROLE, ServiceOrder(run_id, labels)).start()
    except _FAULTS as exc:
        why = str(getattr(exc, "explanation", None) or exc)
        raise SandboxError(say.not_started(why), do=say.START_AGAIN) from exc
    return Acme(client, run_id)
