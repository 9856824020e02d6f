"""HTTP through the machine's probe: the host needs no route to the sandbox, only `exec`."""

from __future__ import annotations

import base64
from typing import Any

import httpx

from checker.grading.engine import Probing


class ProbeError(httpx.TransportError):
    """No HTTP answer came; `code` says why (`refused`, `timeout`, `dns`, `tls`, `reset`, `eof`)."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class ProbeTransport(httpx.BaseTransport):
    """An httpx transport whose requests leave from inside the sandbox.

    Args:
        machine: what answers `probe`.
        ca_pem: authority to trust instead of the machine's own store, PEM.
        server_name: name to ask for in the TLS handshake, by default the URL's host.
    """

    def __init__(
        self, machine: Probing, *, ca_pem: str | None = None, server_name: str | None = None
    ) -> None:
        self._machine = machine
        self._ca_pem = ca_pem
        self._server_name = server_name

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request.

        Raises:
            ProbeError: nothing usable answered in the learner's world.
            checker.errors.SandboxError: the sandbox itself is lost.
        """
        answer = self._machine.probe("http", **self._question(request))
        if "unreachable" in answer:
            raise ProbeError(answer["unreachable"], answer.get("detail", ""))
        return httpx.Response(
            answer["status"],
            # The probe has already undone any chunking; its body is what counts.
            headers={
                k: v
                for k, v in answer["headers"].items()
                if k not in ("transfer-encoding", "content-encoding")
            },
            content=base64.b64decode(answer["body_b64"]),
            extensions={"truncated": bool(answer.get("truncated"))},
        )

    def _question(self, request: httpx.Request) -> dict[str, Any]:
        question: dict[str, Any] = {
            "method": request.method,
            "url": str(request.url),
            "headers": {
                k: v for k, v in request.headers.items() if k not in ("accept-encoding", "connection")
            },
            "ca_pem": self._ca_pem,
        }
        if self._server_name:
            question["server_name"] = self._server_name
        return question
