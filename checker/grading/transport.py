"""HTTP through the machine's probe: the host needs no route to the sandbox, only `exec`."""

from __future__ import annotations

import base64
from typing import Any

import httpx

from checker.grading.probing import Probing, route_to

ANSWER_S = 8.0
"""How long a server of the learner may take: longer than the probe's default, for a busy machine."""


class ProbeError(httpx.TransportError):
    """No HTTP answer came; `code` says why (`refused`, `timeout`, `dns`, `tls`, `reset`, `eof`)."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class ProbeTransport(httpx.BaseTransport):
    """An httpx transport whose requests leave from inside the sandbox.

    Names are resolved as the learner's world does, its /etc/hosts included; the Host header keeps them.

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
        self._routes: dict[str, str | None] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request.

        Raises:
            ProbeError: nothing usable answered in the learner's world.
            checker.errors.SandboxError: the sandbox itself is lost.
        """
        host = request.url.host
        if host not in self._routes:
            self._routes[host] = route_to(self._machine, host)
        route = self._routes[host]
        if route is None:
            raise ProbeError("dns", host)
        url = request.url.copy_with(host=route)
        answer = self._machine.probe("http", **self._question(request, url))
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

    def _question(self, request: httpx.Request, url: httpx.URL) -> dict[str, Any]:
        question: dict[str, Any] = {
            "method": request.method,
            "url": str(url),
            "headers": {
                k: v for k, v in request.headers.items() if k not in ("accept-encoding", "connection")
            },
            "ca_pem": self._ca_pem,
            "timeout_s": ANSWER_S,
        }
        if url.scheme == "https":
            question["server_name"] = self._server_name or request.url.host
        return question
