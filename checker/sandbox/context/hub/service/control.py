"""The host's own door: a Unix socket, JSON lines; nothing of it can be reached over the network."""

import contextlib
import json
import os
import socketserver
import time
from collections.abc import Callable

from journal import Journal
from registry import Registry
from repositories import Repositories
from visits import Visits

_LONGEST_LINE = 65536


class Control(socketserver.ThreadingUnixStreamServer):
    """Answers each line `{"op": …}` with a line `{"ok": …}` or `{"error": …}`."""

    daemon_threads = True

    def __init__(
        self, path: str, repositories: Repositories, journal: Journal, registry: Registry, visits: Visits
    ) -> None:
        self._repositories = repositories
        self._journal = journal
        self._registry = registry
        self._operations: dict[str, Callable[[dict], object]] = {
            "events": self._events,
            "visits": lambda _: {"now": time.time(), "visits": visits.kept()},
            "tags": lambda request: self._repositories.tags(str(request["repository"])),
            "repositories": self._list,
            "image": lambda request: self._registry.image(str(request["repository"]), str(request["tag"])),
            "fetch": lambda request: self._registry.fetch(request["requests"]),
            "set-private": self._set_private,
        }
        os.umask(0o077)
        super().__init__(path, _Lines)

    def answer(self, line: bytes) -> dict:
        """The answer to one line."""
        try:
            request = json.loads(line)
            return {"ok": self._operations[request["op"]](request)}
        except (ValueError, KeyError, TypeError) as exc:
            return {"error": f"{type(exc).__name__}: {exc}"}

    def _events(self, _: dict) -> list[dict]:
        self._repositories.catch_up()
        return self._journal.events()

    def _list(self, request: dict) -> list[dict]:
        if not request.get("tags", True):
            return [
                {"name": n, "private": self._repositories.is_private(n)} for n in self._repositories.all()
            ]
        return [
            {
                "name": name,
                "private": self._repositories.is_private(name),
                "tags": self._repositories.tags(name),
            }
            for name in self._repositories.all()
        ]

    def _set_private(self, request: dict) -> bool:
        name = str(request["repository"])
        if not self._repositories.exists(name):
            self._repositories.create(name, private=bool(request["private"]))
        self._repositories.set_private(name, private=bool(request["private"]))
        return True


class _Lines(socketserver.StreamRequestHandler):
    server: Control

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            while line := self.rfile.readline(_LONGEST_LINE):
                self.wfile.write(json.dumps(self.server.answer(line)).encode() + b"\n")
