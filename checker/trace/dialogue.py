"""All that was said, read from the evidence, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from checker.trace.engine_log import read_engine_log
from checker.trace.evidence import Evidence, MachineEvidence
from checker.trace.exchange import HUB, OURS, TOKENS, Broken, Exchange, Verdict, client_of, printable
from checker.trace.registry_log import RegistryLog

Event = Exchange | Broken | Verdict
BEFORE_S = 0.3
AFTER_S = 1.0
SAME_S = 1.5
"""How far apart both sides may write down the same failed handshake."""
_NOT_ASKED = ("/events",)
"""Paths of the Hub's service at which only its registry knocks."""


def read_dialogue(evidence: Evidence) -> list[tuple[int, Event]]:
    """Events, each with the number of the cell that ran meanwhile; what no cell did is left out."""
    found = [(_span(event, evidence.spans), event) for event in _events(evidence)]
    return sorted(((span, event) for span, event in found if span is not None), key=lambda pair: pair[1].time)


def _span(event: Event, spans: Sequence[tuple[float, float]]) -> int | None:
    # Who breaks a handshake off has no name: after a cell, it may well be a look of ours at the certificate.
    nameless = isinstance(event, Broken) and event.seen_by == "registry"
    return span_of(event.time, spans, after_s=0.0 if nameless else AFTER_S)


def span_of(moment: float, spans: Sequence[tuple[float, float]], *, after_s: float = AFTER_S) -> int | None:
    """The number of the cell that ran then, 0 when nobody knows when cells ran; None: none did."""
    if not spans:
        return 0
    near = [n for n, (start, end) in enumerate(spans) if start - BEFORE_S <= moment <= end + after_s]
    # An engine goes on a moment after a push that failed: what belongs to no running cell is the last one's.
    inside = [n for n in near if spans[n][0] <= moment <= spans[n][1]]
    begun = [n for n in near if spans[n][0] <= moment]
    return inside[0] if inside else begun[-1] if begun else next(iter(near), None)


def _events(evidence: Evidence) -> list[Event]:
    hub = RegistryLog(evidence.hub_log, server=HUB, own_address=evidence.own_address)
    events: list[Event] = [*hub.exchanges, *_visits(evidence)]
    for machine in evidence.machines:
        events += _of_machine(machine)
    return events


def _of_machine(machine: MachineEvidence) -> list[Event]:
    broken, verdicts = read_engine_log(machine.engine_log)
    events: list[Event] = [*verdicts]
    refused: list[Broken] = []
    for container in machine.containers:
        log = RegistryLog(container.text, address=container.address)
        events += log.exchanges
        refused += log.broken
    return events + list(_matched(broken, refused))


def _matched(engine: Sequence[Broken], registry: Sequence[Broken]) -> Iterable[Broken]:
    """One event for a handshake of which both sides tell."""
    left = list(registry)
    for broken in engine:
        is_tls = broken.secure and ("tls:" in broken.words or "x509:" in broken.words)
        near = [other for other in left if is_tls and abs(other.time - broken.time) < SAME_S]
        if near:
            left.remove(near[0])
        yield replace(broken, server=_known(broken.server), echo=near[0].words if near else "")
    yield from left


def _known(server: str) -> str:
    return HUB if server in ("registry-1.docker.io", "index.docker.io", "auth.docker.io") else server


def _visits(evidence: Evidence) -> list[Exchange]:
    return [
        Exchange(
            time=float(visit["time"]),
            server=TOKENS if visit["path"] == "/token" else HUB,
            client=client_of(str(visit["agent"])),
            method=printable(str(visit["method"])),
            path=printable(str(visit["path"])),
            status=int(visit["status"]),
            user=printable(str(visit["user"])),
            scopes=tuple(printable(str(scope)) for scope in visit["scopes"]),
            granted=tuple(printable(str(scope)) for scope in visit["granted"]),
            host=printable(str(visit.get("host", ""))),
        )
        for visit in evidence.visits
        if visit["path"] not in _NOT_ASKED and not str(visit["agent"]).startswith(OURS)
    ]
