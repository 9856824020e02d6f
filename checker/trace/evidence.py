"""What both sides wrote down, gathered from a sandbox, as text that can be kept and read again."""

from __future__ import annotations

import base64
import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from checker.errors import SandboxError
from checker.grading.probing import Probing

MOST_CONTAINERS = 20
MOST_LINES = 1000
HUB_LINES = 4000
ENGINE_LOG = "/var/log/dockerd.log"
ENGINE_BYTES = 300_000
LOG_S = 8.0
SAME_CLOCK_S = 0.05


class HubLike(Protocol):
    """What is needed of `checker.sandbox.hub.Hub`."""

    def visits(self) -> dict[str, Any]:
        """Who asked the token service for what: `visits` and `now`."""

    def registry_log(self, *, tail: int) -> str:
        """The end of the registry's own log."""


@dataclass(frozen=True)
class ContainerLog:
    """The log of one container of the learner's that may be a registry."""

    name: str
    address: str
    """`localhost:5000`, from the port that it publishes; its name when it publishes none."""
    text: str


@dataclass(frozen=True)
class MachineEvidence:
    """What one machine tells."""

    containers: tuple[ContainerLog, ...] = ()
    engine_log: str = ""
    images: tuple[str, ...] = ()
    """Digests of the configurations of the images that the engine holds."""
    events: tuple[tuple[float, str, str], ...] = ()
    """Moment, `pull` or `push`, and reference."""


@dataclass(frozen=True)
class Evidence:
    """All that was written down."""

    hub_log: str = ""
    visits: tuple[dict[str, Any], ...] = ()
    own_address: str = ""
    """Of the Hub's own service: what it asks its registry is no part of the dialogue."""
    machines: tuple[MachineEvidence, ...] = ()
    spans: tuple[tuple[float, float], ...] = ()
    """When cells ran, by the clock of the sandbox; empty: nobody knows."""

    def as_dict(self) -> dict[str, Any]:
        """As JSON can carry it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> Evidence:
        """What `as_dict` gave."""
        machines = tuple(
            MachineEvidence(
                tuple(ContainerLog(**c) for c in m["containers"]),
                m["engine_log"],
                tuple(m["images"]),
                tuple((float(e[0]), e[1], e[2]) for e in m["events"]),
            )
            for m in raw["machines"]
        )
        spans = tuple((float(a), float(b)) for a, b in raw["spans"])
        return cls(raw["hub_log"], tuple(raw["visits"]), raw["own_address"], machines, spans)


@dataclass(frozen=True)
class Source:
    """Where to look.

    Args:
        hub: the training Hub.
        machines: the learner's machines.
        own_address: of the Hub's own service.
        spans: when the cells ran, by this machine's clock.
    """

    hub: HubLike
    machines: Sequence[Probing]
    own_address: str
    spans: Sequence[tuple[float, float]] = field(default_factory=tuple)

    def gather(self) -> Evidence:
        """Read all of it; blocks.

        Raises:
            SandboxError: the sandbox is lost.
        """
        before = time.time()
        answer = self.hub.visits()
        shift = clock_shift(float(answer["now"]), before, time.time())
        spans = tuple((start + shift, end + shift) for start, end in self.spans)
        since = spans[0][0] - 1 if spans else 0.0
        return Evidence(
            hub_log=self.hub.registry_log(tail=HUB_LINES),
            visits=tuple(answer["visits"]),
            own_address=self.own_address,
            machines=tuple(_look(machine, since) for machine in self.machines),
            spans=spans,
        )


def clock_shift(now: float, before: float, after: float) -> float:
    """How far the sandbox's clock is ahead: an engine in a virtual machine may have one of its own.

    Args:
        now: what it said, between `before` and `after` by ours.
        before: when it was asked.
        after: when the answer was there.
    """
    if before - SAME_CLOCK_S <= now <= after + SAME_CLOCK_S:
        # Nothing tells the clocks apart: a slow answer must not.
        return 0.0
    return now - (before + after) / 2


def _look(machine: Probing, since: float) -> MachineEvidence:
    events = machine.probe("events").get("events") or ()
    return MachineEvidence(
        containers=tuple(_container_logs(machine, since)),
        engine_log=_engine_log(machine),
        images=tuple(str(image.get("Id", "")) for image in _list(machine, "/images/json?all=0")),
        events=tuple(
            (int(e.get("timeNano") or 0) / 1e9, str(e["Action"]), str((e.get("Actor") or {}).get("ID", "")))
            for e in events
            if e.get("Type") == "image" and e.get("Action") in ("pull", "push")
        ),
    )


def _container_logs(machine: Probing, since: float) -> Iterator[ContainerLog]:
    for container in _list(machine, "/containers/json?all=1")[:MOST_CONTAINERS]:
        id_, names = str(container.get("Id", "")), container.get("Names") or [""]
        answer = machine.probe(
            "logs", container=id_, tail=MOST_LINES, since=since, timestamps=True, timeout_s=LOG_S
        )
        text, name = str(answer.get("text") or ""), str(names[0]).lstrip("/")
        if text:
            yield ContainerLog(name, _address(container) or name, text)


def _address(container: dict[str, Any]) -> str:
    ports = [int(p["PublicPort"]) for p in container.get("Ports") or () if p.get("PublicPort")]
    return f"localhost:{ports[0]}" if ports else ""


def _engine_log(machine: Probing) -> str:
    answer = machine.probe("file", path=ENGINE_LOG, limit=ENGINE_BYTES, end=True)
    return base64.b64decode(answer.get("content_b64") or "").decode(errors="replace")


def _list(machine: Probing, path: str) -> list[dict[str, Any]]:
    """What the engine lists; nothing when it does not answer."""
    with contextlib.suppress(SandboxError):
        body = machine.probe("engine", method="GET", path=path).get("body")
        if isinstance(body, list):
            return [entry for entry in body if isinstance(entry, dict)]
    return []
