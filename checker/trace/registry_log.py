"""Reads the log of a `registry:2`: a structured line per request, and an access line when that is on."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from checker.trace.exchange import LONGEST_TEXT, OURS, Broken, Exchange, client_of, printable, split_uri
from checker.trace.log_line import fields_of, moment_of, stamped_lines

_ACCESS = re.compile(
    r'\S+ \S+ \S+ \[[^\]]*\] "([A-Z]+) (\S+) HTTP/[\d.]+" (\d{3}) (\d+|-) '
    r'"(?:[^"\\]|\\.)*" "((?:[^"\\]|\\.)*)"'
)
_HANDSHAKE = re.compile(r"\d{4}/\d\d/\d\d [\d:]+ http: TLS handshake error from (\S+): (.*)")
_DONE = ("response completed", "response completed with error")
_NOT_LOGGED_IN = "error authorizing context"
_WRONG_PASSWORD = re.compile(r'error authenticating user "([^"]*)"')
_STATUS_OF_CODE = {"unsupported": 405, "denied": 403, "unauthorized": 401, "toomanyrequests": 429}


@dataclass(frozen=True)
class _Access:
    time: float
    method: str
    uri: str
    status: int
    size: int
    agent: str


class RegistryLog:
    """What one registry wrote down, its lines in front of which the engine put their moment.

    Args:
        text: the log.
        server: what to call the registry, whatever its log says; empty: as its clients called it.
        address: what to call it when its log does not say how it was called.
        own_address: address of our own service, whose requests are left out.
    """

    def __init__(self, text: str, *, server: str = "", address: str = "", own_address: str = "") -> None:
        self._server = server
        self._address = address
        self._own_address = own_address
        self._told: dict[str, Exchange] = {}
        """By the identifier that the registry gave the request."""
        self._uris: dict[str, tuple[str, str]] = {}
        self._hidden: set[str] = set()
        self._users: dict[str, str] = {}
        self._access: list[_Access] = []
        self._broken: list[Broken] = []
        self.speaks_tls = False
        """Whether it said that it listens with TLS, or failed a handshake."""
        for moment, line in stamped_lines(text):
            self._read(moment, line)

    @property
    def exchanges(self) -> list[Exchange]:
        """Requests with their answers, oldest first; ours are left out."""
        found = [
            replace(exchange, user=exchange.user or self._users.get(id_, ""))
            for id_, exchange in self._told.items()
            if id_ not in self._hidden
        ]
        return sorted(found + self._access_only(), key=lambda exchange: exchange.time)

    @property
    def broken(self) -> list[Broken]:
        """Handshakes that failed, oldest first."""
        return [replace(broken, server=self._name()) for broken in self._broken]

    def _read(self, moment: float, line: str) -> None:
        if line.startswith("time="):
            self._read_fields(fields_of(line))
        elif found := _ACCESS.match(line):
            method, uri, status, size, agent = found.groups()
            if not agent.startswith(OURS):
                size_ = int(size) if size.isdigit() else 0
                self._access.append(_Access(moment, method, uri, int(status), size_, agent))
        elif found := _HANDSHAKE.match(line):
            self.speaks_tls = True
            self._broken.append(Broken(moment, "", "registry", printable(found[2])))

    def _read_fields(self, fields: dict[str, str]) -> None:
        message, id_ = fields.get("msg", ""), fields.get("http.request.id", "")
        if message.startswith("listening on ") and message.endswith(", tls"):
            self.speaks_tls = True
        if not id_:
            return
        self._uris.setdefault(
            id_, (fields.get("http.request.method", ""), fields.get("http.request.uri", ""))
        )
        if fields.get("http.request.useragent", "").startswith(OURS) or self._is_own(fields):
            self._hidden.add(id_)
        if user := fields.get("auth.user.name"):
            self._users[id_] = printable(user)
        if refused := _WRONG_PASSWORD.match(message):
            self._users[id_] = printable(refused[1])
        if message in _DONE:
            self._tell(id_, fields, _status(fields), fields.get("err.code", ""))
        elif message.startswith(_NOT_LOGGED_IN):
            self._tell(id_, fields, 401, message.partition(": ")[2])

    def _is_own(self, fields: dict[str, str]) -> bool:
        return (
            bool(self._own_address) and _host(fields.get("http.request.remoteaddr", "")) == self._own_address
        )

    def _tell(self, id_: str, fields: dict[str, str], status: int, reason: str) -> None:
        moment = moment_of(fields.get("time", ""))
        if moment is None or not status:
            return
        path, query = split_uri(fields.get("http.request.uri", ""))
        size = fields.get("http.response.written", "")
        self._told.setdefault(
            id_,
            Exchange(
                time=moment,
                server=self._server or printable(fields.get("http.request.host", ""))[:100],
                client=client_of(fields.get("http.request.useragent", "")),
                method=printable(fields.get("http.request.method", ""))[:10],
                path=path,
                query=query,
                status=status,
                size=int(size) if size.isdigit() else 0,
                media_type=printable(fields.get("http.response.contenttype", "")).partition(";")[0],
                reason=printable(reason),
            ),
        )

    def _name(self) -> str:
        return self._server or next((e.server for e in reversed(self._told.values())), self._address)

    def _access_only(self) -> list[Exchange]:
        """The requests of which there is an access line alone (a registry that logs nothing else)."""
        known = Counter(pair for id_, pair in self._uris.items() if id_ in self._told or id_ in self._hidden)
        found, name = [], self._name()
        for access in self._access:
            pair = (access.method, access.uri)
            if known[pair]:
                known[pair] -= 1
                continue
            path, query = split_uri(access.uri)
            client = client_of(access.agent)
            found.append(
                Exchange(access.time, name, client, access.method, path, query, access.status, access.size)
            )
        return found


def _status(fields: dict[str, str]) -> int:
    status = fields.get("http.response.status", "")
    return int(status) if status.isdigit() else _STATUS_OF_CODE.get(fields.get("err.code", ""), 404)


def _host(address: str) -> str:
    return address.rpartition(":")[0].strip("[]")[:LONGEST_TEXT]
