"""Requests of one operation that do the same thing: « three layers looked for », « three layers sent »."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from checker.trace.exchange import Exchange, Target
from checker.trace.operation import Operation

_ASKS_TOKEN = "authorization token required"
_ASKS_PASSWORD = "basic authentication challenge"
_CONFIG_FIRST = ("skopeo", "buildkit", "docker-cli")
"""Clients that read the configuration right after the manifest."""


@dataclass
class Phase:
    """One step's requests."""

    kind: str
    exchanges: list[Exchange] = field(default_factory=list)
    configs: frozenset[str] = frozenset()
    """Digests among them that are configurations, not layers."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """Upload to the bytes that it brought."""
    knows_config: bool = True
    """False when a configuration may be among them, and nobody can say which."""

    @property
    def start(self) -> float:
        """When the first of them ended."""
        return self.exchanges[0].time

    @property
    def digests(self) -> tuple[str, ...]:
        """The blobs that they are about."""
        return tuple(dict.fromkeys(e.target.digest for e in self.exchanges if e.target.digest))

    @property
    def layers(self) -> int:
        """How many layers they are about."""
        return len([d for d in self.digests if d not in self.configs])

    @property
    def has_config(self) -> bool:
        """Whether one of them is about a configuration."""
        return any(d in self.configs for d in self.digests)

    @property
    def target(self) -> Target:
        """What the first of them is about."""
        return self.exchanges[0].target

    @property
    def size(self) -> int:
        """Bytes of the answers; what was asked for twice counts once."""
        sizes: dict[str, int] = {}
        for exchange in self.exchanges:
            digest = exchange.target.digest
            if exchange.method == "GET":
                sizes[digest] = max(sizes.get(digest, 0), exchange.size)
        return sum(sizes.values())

    @property
    def uploaded(self) -> int:
        """Bytes that were sent, as far as the registry says so."""
        return sum(self.sizes.get(upload, 0) for upload in {e.target.reference for e in self.exchanges})


def phases_of(operation: Operation, images: frozenset[str]) -> list[Phase]:
    """The phases of an operation, each request in exactly one, in the order in which they began.

    What a cache asks in the client's place is apart.
    """
    sorter = _Sorter(operation, images)
    phases: dict[tuple[str, tuple[object, ...]], Phase] = {}
    for exchange in sorted(operation.exchanges, key=lambda e: e.time):
        key = sorter.key(exchange)
        phase = phases.setdefault(
            (exchange.client, key),
            Phase(str(key[0]), configs=sorter.configs, sizes=sorter.sizes, knows_config=sorter.knows_config),
        )
        phase.exchanges.append(exchange)
    return sorted(phases.values(), key=lambda phase: phase.start)


class _Sorter:
    def __init__(self, operation: Operation, images: frozenset[str]) -> None:
        exchanges = sorted(operation.exchanges, key=lambda e: e.time)
        self._client = operation.client
        self._is_push = operation.verb in ("push", "copy")
        self._arrived: set[tuple[str, str]] = set()
        pushed = _pushed_config(exchanges)
        read = _read_config(operation.client, exchanges)
        self.configs = frozenset(images | {digest for digest in (pushed, read) if digest})
        blobs = {e.target.digest for e in exchanges if e.target.kind == "blob" and e.method == "GET"}
        self.knows_config = not blobs or bool(blobs & self.configs)
        self._config_uploads = {
            e.target.reference for e in exchanges if e.method == "PUT" and e.target.digest in self.configs
        } - {""}
        # The state that closes an upload says how far it had come.
        self.sizes = {e.target.reference: e.uploaded for e in exchanges if e.method == "PUT"}
        self._config_opening = _opening(exchanges, self._config_uploads)

    def key(self, exchange: Exchange) -> tuple[object, ...]:
        """What it shares with the other requests of its phase."""
        kind, server = exchange.target.kind, exchange.server
        if kind in ("ping", "token"):
            return _entrance(exchange)
        if exchange.status == 401:
            asked = _asks(exchange)
            return (asked or "denied", server, exchange.target.repository)
        if kind == "manifest":
            return self._manifest(exchange)
        if kind == "blob":
            return self._blob(exchange)
        if kind == "upload":
            return self._upload(exchange)
        if kind in ("tags", "catalog", "search") and exchange.method in ("GET", "HEAD"):
            return (kind, server, exchange.target.repository, exchange.status)
        return _other(exchange)

    @staticmethod
    def _manifest(exchange: Exchange) -> tuple[object, ...]:
        target = exchange.target
        if exchange.method == "DELETE":
            return ("delete", exchange.server, exchange.status)
        if exchange.status == 404:
            return ("no-manifest", exchange.server, target.repository, target.reference)
        names = {"PUT": "put-manifest", "HEAD": "head-manifest", "GET": "get-manifest"}
        if exchange.is_fine and exchange.method in names:
            return (names[exchange.method], exchange.server, target.repository, target.reference)
        return _other(exchange)

    def _blob(self, exchange: Exchange) -> tuple[object, ...]:
        target, server = exchange.target, exchange.server
        is_config = target.digest in self.configs
        if exchange.method == "GET":
            if not exchange.is_fine:
                return ("no-blob", server, exchange.status)
            return ("get-config" if is_config else "get-layers", server, target.repository)
        if exchange.method != "HEAD" or exchange.status not in (200, 404):
            return _other(exchange)
        if is_config and self._config_uploads:
            return ("config", server, target.repository)
        if exchange.status == 404:
            return ("absent", server, target.repository)
        # Who reads, a cache for instance, only makes sure; who pushes would send what is not there.
        is_sent = self._is_push and exchange.client == self._client
        is_new = (server, target.digest) in self._arrived
        return ("present" if is_sent and not is_new else "verified", server, target.repository)

    def _upload(self, exchange: Exchange) -> tuple[object, ...]:
        target, server = exchange.target, exchange.server
        if exchange.is_fine and exchange.method in ("PUT", "POST") and exchange.status == 201:
            self._arrived.add((server, target.digest))
        if target.mounted_from:
            kind = {201: "mounted", 202: "not-mounted"}.get(exchange.status)
            return (kind, server, target.mounted_from) if kind else _other(exchange)
        if target.reference in self._config_uploads or exchange is self._config_opening:
            return ("config", server, target.repository)
        names = {"POST": "opens", "PATCH": "sends", "PUT": "closes"}
        if exchange.is_fine and exchange.method in names:
            return (names[exchange.method], server, target.repository)
        return _other(exchange)


def _entrance(exchange: Exchange) -> tuple[object, ...]:
    if exchange.target.kind == "token":
        return ("token", exchange.scopes, exchange.granted, exchange.status, exchange.user)
    if exchange.status == 401:
        asked = _asks(exchange)
        return (asked, exchange.server) if asked else ("wrong-password", exchange.server, exchange.user)
    return ("ping", exchange.server, exchange.status)


def _asks(exchange: Exchange) -> str:
    """What the registry wants to be shown first; empty when what it was shown is not enough."""
    if exchange.reason.startswith(_ASKS_TOKEN):
        return "asks-token"
    if exchange.reason.startswith(_ASKS_PASSWORD) and not exchange.user:
        return "asks-password"
    return ""


def _other(exchange: Exchange) -> tuple[object, ...]:
    return ("other", exchange.server, exchange.method, exchange.target.kind, exchange.status)


def _pushed_config(exchanges: list[Exchange]) -> str:
    """A client sends the configuration last of all, right before the manifest."""
    last = ""
    for exchange in exchanges:
        target = exchange.target
        if target.kind == "manifest" and exchange.method == "PUT":
            return last
        if target.digest and target.kind in ("blob", "upload") and exchange.method != "GET":
            last = target.digest
    return ""


def _read_config(client: str, exchanges: list[Exchange]) -> str:
    if client not in _CONFIG_FIRST:
        return ""
    blobs = (e.target.digest for e in exchanges if e.target.kind == "blob" and e.method == "GET")
    return next(blobs, "")


def _opening(exchanges: list[Exchange], uploads: set[str]) -> Exchange | None:
    """The request that opened the upload of the configuration: the last one before its first bytes."""
    sent = next((e.time for e in exchanges if e.method == "PATCH" and e.target.reference in uploads), None)
    if sent is None:
        return None
    opened = [e for e in exchanges if e.method == "POST" and e.target.kind == "upload" and e.time < sent]
    return next((e for e in reversed(opened) if not e.target.mounted_from), None)
