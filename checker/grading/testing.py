"""A machine and a Hub that answer from a dictionary, shipped for tests of criteria and of probes."""

from __future__ import annotations

import base64
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

HttpAnswer = tuple[int, Mapping[str, str], bytes]


@dataclass
class FakeMachine:
    """Implements `probe`; what is not listed is absent (404, no such file, connection refused).

    Args:
        engine: path of the Engine API → body, or an integer status.
        http: URL → (status, headers, body), or a string: why it is unreachable.
        files: absolute path → content.
        events: events of the engine, oldest first.
        logs: container → text.
        tls: "name:port" → DER certificates presented, or a string: why it is unreachable.
        names: host name → addresses.
        engine_down: why the engine does not answer, empty when it does.
    """

    engine: Mapping[str, Any] = field(default_factory=dict)
    http: Mapping[str, HttpAnswer | str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    events: Sequence[dict[str, Any]] = ()
    logs: Mapping[str, str] = field(default_factory=dict)
    tls: Mapping[str, Sequence[bytes] | str] = field(default_factory=dict)
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    engine_down: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    """Every question, in order."""

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def probe(self, op: str, **args: Any) -> dict[str, Any]:
        """Answer as the real probe would."""
        with self._lock:
            self.asked.append({"op": op, **args})
        answer: dict[str, Any] = getattr(self, f"_{op}")(args)
        return answer

    def _engine(self, args: dict[str, Any]) -> dict[str, Any]:
        if self.engine_down:
            return {"unreachable": self.engine_down}
        body = self.engine.get(args["path"], 404)
        return {"status": body, "body": ""} if isinstance(body, int) else {"status": 200, "body": body}

    def _http(self, args: dict[str, Any]) -> dict[str, Any]:
        # Like a virtual host: the address differs, the Host header keeps the name.
        scheme, _, rest = args["url"].partition("://")
        name = args["headers"].get("host", rest.partition("/")[0])
        url = f"{scheme}://{name}/{rest.partition('/')[2]}"
        found = self.http.get(url)
        if isinstance(found, str):
            return {"unreachable": found, "detail": ""}
        if found is None:
            if not any(known.startswith(f"{scheme}://{name}/") for known in self.http):
                return {"unreachable": "refused", "detail": ""}
            found = (404, {}, b"{}")
        status, headers, body = found
        return {
            "status": status,
            "headers": {k.lower(): v for k, v in headers.items()},
            "body_b64": base64.b64encode(body).decode(),
            "truncated": False,
        }

    def _tls(self, args: dict[str, Any]) -> dict[str, Any]:
        found = self.tls.get(f"{args['server_name']}:{args['port']}", "refused")
        if isinstance(found, str):
            return {"unreachable": found, "detail": ""}
        chain = [base64.b64encode(der).decode() for der in found]
        return {"chain_der_b64": chain, "verified": False, "verify_error": ""}

    def _resolve(self, args: dict[str, Any]) -> dict[str, Any]:
        return {"addresses": list(self.names.get(args["name"], ()))}

    def _file(self, args: dict[str, Any]) -> dict[str, Any]:
        content = self.files.get(args["path"])
        if content is not None:
            encoded = base64.b64encode(content).decode()
            return {"kind": "file", "size": len(content), "mode": 0o644, "content_b64": encoded}
        inside = any(path.startswith(args["path"].rstrip("/") + "/") for path in self.files)
        return {"kind": "directory" if inside else "absent"}

    def _list(self, args: dict[str, Any]) -> dict[str, Any]:
        folder = args["path"].rstrip("/") + "/"
        names = {p[len(folder) :].partition("/")[0] for p in self.files if p.startswith(folder)}
        return {"names": sorted(names)}

    def _events(self, args: dict[str, Any]) -> dict[str, Any]:
        return {"events": list(self.events)}

    def _logs(self, args: dict[str, Any]) -> dict[str, Any]:
        return {"text": self.logs.get(args["container"], "")}


@dataclass
class FakeHub:
    """A Hub whose history and content are given.

    Args:
        history: its events, oldest first.
        content: its repositories.
        images: "repository:tag" → digest and configuration.
    """

    history: Sequence[dict[str, Any]] = ()
    content: Sequence[dict[str, Any]] = ()
    images: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    def events(self) -> list[dict[str, Any]]:
        """Give the notifications."""
        return list(self.history)

    def repositories(self) -> list[dict[str, Any]]:
        """Give the repositories."""
        return list(self.content)

    def image(self, repository: str, tag: str) -> dict[str, Any] | None:
        """Give what a tag points to."""
        return self.images.get(f"{repository}:{tag}")
