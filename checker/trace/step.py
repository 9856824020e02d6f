"""The steps of an operation: what belongs together is one step, with one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from checker.messages import trace_steps as say
from checker.messages import trace_tls as tls_say
from checker.trace.exchange import HUB, TOKENS, Broken, Exchange
from checker.trace.failure import certificate_cause, connection_cause, handshake_cause
from checker.trace.label import request_label, short_label
from checker.trace.operation import Operation
from checker.trace.phase import Phase, phases_of
from checker.trace.sentence import sentence_of

MOST_STEPS = 40
ENGINES = ("docker", "buildkit")
_HUB_APIS = ("hub.docker.com", "index.docker.io")
"""Of the Hub's names, those that are no registry: its own API, and the search."""
_BREAKS = ("x509:", "tls:")


@dataclass(frozen=True)
class Step:
    """One line of the diagram."""

    source: str
    """Who speaks: `client`, or the name of a server."""
    target: str
    short: str
    """`HEAD blobs/…`, what fits on an arrow."""
    request: str
    """`HEAD /v2/mysql/blobs/sha256:6f0bb0bd…`."""
    answer: str
    """`404 absent`; empty when there was none."""
    outcome: str
    """`fine`, `asks` (who are you?), `no` (not there, which is no failure), `refused` or `broken`."""
    sentence: str
    quotes: tuple[str, ...] = ()
    """What logs say, word for word."""
    count: int = 1
    """How many requests it stands for."""


@dataclass(frozen=True)
class Tls:
    """What a look at a server's certificate says, afterwards."""

    is_trusted: bool
    sentence: str
    """Why it would be refused."""


Judge = Callable[[str], Tls | None]
"""A server's name to what TLS looks like there; None: it speaks HTTP, or nobody can tell."""


def steps_of(
    operation: Operation, images: frozenset[str] = frozenset(), judge: Judge | None = None
) -> list[Step]:
    """The steps, in the order in which they began.

    Args:
        operation: what happened.
        images: digests of configurations of the engine's images.
        judge: looks at certificates.
    """
    steps: list[tuple[float, Step]] = []
    steps += [(item.time, step) for item, step in _broken_steps(operation)]
    for phase in phases_of(operation, images):
        steps.append((phase.start, _step(operation, phase)))
    steps += _handshakes(operation, judge)
    return [step for _, step in sorted(steps, key=lambda pair: pair[0])]


def _step(operation: Operation, phase: Phase) -> Step:
    statuses = list(dict.fromkeys(e.status for e in phase.exchanges))
    return Step(
        source=_speaker(operation, phase.exchanges[0]),
        target=phase.exchanges[0].server,
        short=short_label(phase),
        request=request_label(phase),
        answer=" · ".join(say.status(code) for code in statuses),
        outcome=_outcome(phase),
        sentence=sentence_of(operation, phase),
        count=len(phase.exchanges),
    )


def _speaker(operation: Operation, exchange: Exchange) -> str:
    return operation.relay if operation.relay and exchange.client != operation.client else "client"


def _outcome(phase: Phase) -> str:
    if phase.kind in ("asks-token", "asks-password"):
        return "asks"
    if phase.kind in ("absent", "config"):
        return "no" if phase.kind == "absent" else "fine"
    if phase.kind == "token" and phase.exchanges[0].status == 200:
        return "fine"
    return "fine" if all(e.is_fine for e in phase.exchanges) else "refused"


def _broken_steps(operation: Operation) -> list[tuple[Broken, Step]]:
    """A step for each connection that came to nothing; the same failure over HTTPS and HTTP is one."""
    found: list[tuple[Broken, Step]] = []
    for broken in operation.broken:
        same = [
            n
            for n, (other, _) in enumerate(found)
            if (other.server, other.words) == (broken.server, broken.words)
        ]
        if same:
            continue
        later = [e for e in operation.exchanges if e.server == broken.server and e.time >= broken.time]
        follows = bool(later or operation.unseen[0])
        sentence = _broken_sentence(operation, broken, follows)
        found.append(
            (
                broken,
                Step(
                    source="client",
                    target=broken.server,
                    short="TLS" if _is_about_tls(broken) else tls_say.CONNECTION,
                    request="TLS" if _is_about_tls(broken) else tls_say.CONNECTION,
                    answer=tls_say.IN_CLEAR if broken.is_plain_http else "",
                    outcome="no" if follows and broken.is_plain_http else "broken",
                    sentence=sentence,
                    quotes=_quotes(broken),
                ),
            )
        )
    return found


def _broken_sentence(operation: Operation, broken: Broken, follows: bool) -> str:
    client = operation.client
    if broken.seen_by == "registry":
        return tls_say.handshake(handshake_cause(broken.words))
    if broken.is_plain_http:
        return tls_say.falls_back(client, broken.server) if follows else tls_say.plain_http(client)
    if _is_about_tls(broken):
        return tls_say.tls_refused(client, tls_say.certificate(certificate_cause(broken.words)))
    return tls_say.connection(client, broken.server, connection_cause(broken.words))


def _is_about_tls(broken: Broken) -> bool:
    told = broken.seen_by == "registry" or broken.is_plain_http
    return told or (broken.secure and any(sign in broken.words for sign in _BREAKS))


def _quotes(broken: Broken) -> tuple[str, ...]:
    if broken.seen_by == "registry":
        return (tls_say.registry_wrote(broken.words),)
    mine = (tls_say.engine_wrote(broken.words),)
    return (*mine, tls_say.registry_wrote(broken.echo)) if broken.echo else mine


def _handshakes(operation: Operation, judge: Judge | None) -> list[tuple[float, Step]]:
    """The handshakes that went well, of which no log tells: requests came after them."""
    found = []
    for server in operation.servers:
        exchanges = [e for e in operation.exchanges if e.server == server]
        in_clear = any(b.server == server and b.is_plain_http for b in operation.broken)
        if not exchanges or in_clear:
            continue
        tls = Tls(True, "") if server == HUB else judge(server) if judge else None
        if tls is not None:
            found.append((exchanges[0].time - 1e-6, _handshake(operation, server, tls)))
    return found


def _handshake(operation: Operation, server: str, tls: Tls) -> Step:
    first = next(e for e in operation.exchanges if e.server == server)
    if server == HUB:
        host = first.host if first.host in _HUB_APIS else "registry-1.docker.io"
    else:
        host = server.rpartition(":")[0] or server
    speaker = _speaker(operation, first)
    if speaker != "client" or operation.client not in ENGINES or tls_say.is_loopback(host):
        # Other programs may be told not to look at certificates, and the engine does not at home.
        sentence = tls_say.tls_done(host)
    elif tls.is_trusted:
        sentence = tls_say.tls_accepted(operation.client, host)
    else:
        sentence = tls_say.tls_doubtful(host, tls.sentence)
    return Step(speaker, server, "TLS", "TLS", tls_say.ENCRYPTED, "fine", sentence)


def participants(operation: Operation, steps: list[Step]) -> list[str]:
    """Who takes part, from left to right: the client, then the servers; the token service after the Hub."""
    servers = list(dict.fromkeys(step.target for step in steps))
    if TOKENS in servers and HUB in servers:
        servers.remove(TOKENS)
        servers.insert(servers.index(HUB) + 1, TOKENS)
    return ["client", *servers]


def exchanges_in(steps: list[Step]) -> int:
    """How many requests the steps stand for."""
    return sum(step.count for step in steps)
