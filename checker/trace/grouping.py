"""Takes a dialogue apart into operations."""

from __future__ import annotations

from checker.grading.reference import parse_reference
from checker.trace.dialogue import read_dialogue, span_of
from checker.trace.evidence import Evidence
from checker.trace.exchange import HUB, TOKENS, Broken, Exchange, Verdict
from checker.trace.operation import DOCKER, Operation, reference, scoped

NEXT_S = 2.0
"""An engine that tries HTTPS, then HTTP, does so at once."""
LOGIN_S = 5.0
WAITING_S = 30.0
"""How long after its first request an operation may still say what it is about."""
GOING_S = 120.0
"""How long a transfer may be silent."""
MOST_OPERATIONS = 20
RELAY = "Go-http-client"
"""What a registry that is a cache calls itself when it asks the Hub."""
ENGINES = ("docker", "buildkit")


def read_operations(evidence: Evidence) -> list[Operation]:
    """The operations of the learner, in the order in which they ended; a bounded number of the newest."""
    groups = _Groups()
    for span, event in read_dialogue(evidence):
        groups.add(span, event)
    operations = [o for o in groups.operations if o.items]
    operations += _unseen(evidence, operations)
    return sorted(operations, key=lambda operation: operation.end)[-MOST_OPERATIONS:]


class _Groups:
    def __init__(self) -> None:
        self.operations: list[Operation] = []

    def add(self, span: int, event: Exchange | Broken | Verdict) -> None:
        if isinstance(event, Verdict):
            near = self._last(span, "docker", event.time, NEXT_S)
            if near:
                near.words.append(event)
            return
        operation = self._of_broken(span, event) if isinstance(event, Broken) else self._of(span, event)
        if operation is None:
            client = (
                event.client
                if isinstance(event, Exchange)
                else ("docker" if event.seen_by == "engine" else "")
            )
            operation = Operation(client, span)
            self.operations.append(operation)
        operation.add(event)

    def _of(self, span: int, exchange: Exchange) -> Operation | None:
        if exchange.client == RELAY and (asking := self._asking(span, exchange)):
            asking.relay = asking.relay or asking.servers[0]
            return asking
        if exchange.client == "skopeo":
            return self._of_skopeo(span, exchange)
        if exchange.client not in DOCKER:
            return self._last(span, exchange.client, exchange.time, GOING_S)
        kind, server = exchange.target.kind, _registry(exchange)
        if kind == "ping":
            return self._of_ping(span, exchange, server)
        if kind == "token" and not exchange.scopes:
            return self._last(span, exchange.client, exchange.time, LOGIN_S, server, is_open=True)
        if kind == "search":
            return None
        return self._of_repository(span, exchange, server)

    def _asking(self, span: int, exchange: Exchange) -> Operation | None:
        """The pull from a cache for which the cache asks the Hub."""
        names = {exchange.target.repository, *scoped(exchange.scopes)[:1]} - {""}
        for operation in reversed(self.operations):
            near = operation.span == span and exchange.time - operation.end < NEXT_S
            if near and operation.client in ENGINES and operation.servers and operation.servers[0] != HUB:
                known = set(operation.repositories)
                return operation if not names or not known or names & known else None
        return None

    def _of_ping(self, span: int, ping: Exchange, server: str) -> Operation | None:
        """A ping begins an operation, except a login's second one and the one after a vain try over HTTPS."""
        before = self._last(span, ping.client, ping.time, LOGIN_S, server, is_open=True)
        if before is None:
            return None
        if not before.exchanges:
            return before if ping.time - before.end < NEXT_S else None
        is_answer = ping.status == 200 or bool(ping.user)
        return before if (is_answer and before.exchanges[-1].status != 200) or _awaits_ping(before) else None

    def _of_repository(self, span: int, exchange: Exchange, server: str) -> Operation | None:
        names = [exchange.target.repository] if exchange.target.repository else scoped(exchange.scopes)[:1]
        same = [
            o
            for o in self._all(span, exchange.client, server)
            if set(names) & set(o.repositories) and exchange.time - o.end < GOING_S
        ]
        waiting = self._last(span, exchange.client, exchange.time, WAITING_S, server, is_open=True)
        return waiting or next(iter(reversed(same)), None)

    def _of_skopeo(self, span: int, exchange: Exchange) -> Operation | None:
        before = self._last(span, "skopeo", exchange.time, GOING_S)
        if before is None or exchange.target.kind != "ping":
            return before
        is_over = any(e.target.kind == "tags" or _closes(e) for e in before.exchanges)
        return None if is_over else before

    def _of_broken(self, span: int, broken: Broken) -> Operation | None:
        if broken.seen_by == "registry":
            return next((o for o in reversed(self._all(span, "", broken.server))), None)
        near = self._last(span, "docker", broken.time, NEXT_S, broken.server)
        if near is None or (broken.is_first and near.exchanges):
            return None
        return near

    def _all(self, span: int, client: str, server: str) -> list[Operation]:
        return [
            o
            for o in self.operations
            if (o.span, o.client) == (span, client) and server in (o.servers or [""])
        ]

    def _last(
        self,
        span: int,
        client: str,
        moment: float,
        within_s: float,
        server: str = "",
        *,
        is_open: bool = False,
    ) -> Operation | None:
        """The newest operation of a client; `is_open`: it has not said yet what it is about."""
        for operation in reversed(self.operations):
            if (operation.span, operation.client) != (span, client) or (
                server and server not in operation.servers
            ):
                continue
            if moment - operation.end > within_s or (is_open and operation.repositories):
                continue
            return operation
        return None


def _awaits_ping(operation: Operation) -> bool:
    """A login to the Hub: the token comes first, then the registry is asked again."""
    last = operation.exchanges[-1]
    return last.target.kind == "token" and not last.scopes


def _closes(exchange: Exchange) -> bool:
    return exchange.method == "PUT" and exchange.target.kind == "manifest"


def _registry(exchange: Exchange) -> str:
    return HUB if exchange.server == TOKENS else exchange.server


def _unseen(evidence: Evidence, operations: list[Operation]) -> list[Operation]:
    """Pulls and pushes that succeeded, of which no registry tells: its container is gone, for instance."""
    told = {(o.verb, name) for o in operations if o.exchanges and not o.relay for name in _names(o)}
    found: list[Operation] = []
    for machine in evidence.machines:
        for moment, verb, name in machine.events:
            span = span_of(moment, evidence.spans)
            if span is None or (verb, _bare(name)) in told or _is_cached(operations, verb, name, moment):
                continue
            begun = _begun(operations, verb, name, moment)
            if begun:
                begun.unseen = (verb, name)
            else:
                found.append(Operation("docker", span, unseen=(verb, name), time=moment))
    return found


def _is_cached(operations: list[Operation], verb: str, name: str, moment: float) -> bool:
    """Whether a cache gave it in the Hub's place; the operation then takes the image's name."""
    wanted = parse_reference(name)
    for operation in reversed(operations):
        near = operation.start <= moment <= operation.end + WAITING_S
        alike = (operation.client, operation.verb) == ("docker", verb)
        if near and alike and wanted.registry == HUB and wanted.repository in operation.repositories:
            operation.alias = name
            return True
    return False


def _begun(operations: list[Operation], verb: str, name: str, moment: float) -> Operation | None:
    """The operation of which only the first vain try over HTTPS was written down."""
    return next(
        (
            o
            for o in operations
            if not o.exchanges
            and not o.unseen[0]
            and o.verb in (verb, "knock")
            and name.startswith(tuple(f"{server}/" for server in o.servers))
            and 0 <= moment - o.end < GOING_S
        ),
        None,
    )


def _names(operation: Operation) -> set[str]:
    return {reference(server, name) for server in operation.servers for name in operation.repositories}


def _bare(name: str) -> str:
    """An image's name without tag or digest."""
    name = name.partition("@")[0]
    head, slash, last = name.rpartition("/")
    return head + slash + last.partition(":")[0]
