"""An operation told: heading, participants, steps, what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from checker.messages import trace as say
from checker.messages.trace_steps import client_label
from checker.trace.exchange import HUB, TOKENS
from checker.trace.operation import Operation
from checker.trace.step import MOST_STEPS, Judge, Step, participants, steps_of

MOST_WORDS = 3


@dataclass(frozen=True)
class Account:
    """What a page or a text shows."""

    heading: str
    moment: str
    is_success: bool
    participants: tuple[tuple[str, str], ...]
    """Identifier and label, from left to right."""
    steps: tuple[Step, ...]
    notes: tuple[str, ...]


def tell(operation: Operation, images: frozenset[str] = frozenset(), judge: Judge | None = None) -> Account:
    """Tell an operation."""
    steps = steps_of(operation, images, judge)
    return Account(
        heading=heading(operation),
        moment=moment(operation),
        is_success=operation.is_success,
        participants=tuple((name, _label(operation, name)) for name in participants(operation, steps)),
        steps=tuple(steps[:MOST_STEPS]),
        notes=tuple(_notes(operation, steps)),
    )


def heading(operation: Operation) -> str:
    """What it was, in a few words."""
    servers = operation.servers[:1] if operation.relay else operation.servers
    places = [_place(server) for server in servers]
    return say.title(operation.verb, operation.references, " et ".join(places), operation.client)


def moment(operation: Operation) -> str:
    """When it began, on the clock of whoever looks."""
    return datetime.fromtimestamp(operation.start).astimezone().strftime("%H:%M:%S")


def _place(server: str) -> str:
    return say.HUB if server == HUB else server


def _label(operation: Operation, name: str) -> str:
    if name == "client":
        return client_label(operation.client)
    return say.TOKENS if name == TOKENS else _place(name)


def _notes(operation: Operation, steps: list[Step]) -> list[str]:
    notes = []
    if len(steps) > MOST_STEPS:
        notes.append(say.more_steps(len(steps) - MOST_STEPS))
    if operation.unseen[0]:
        return [*notes, say.UNSEEN]
    notes += _conclusion(operation) if operation.is_success else [say.STOPS]
    words = dict.fromkeys(verdict.words for verdict in operation.words)
    if not operation.is_success:
        notes += [say.engine_words(text) for text in list(words)[:MOST_WORDS]]
    if HUB in operation.servers:
        notes.append(say.HUB_NOTE)
    return notes


def _conclusion(operation: Operation) -> list[str]:
    done = {(e.method, e.target.kind) for e in operation.own}
    if operation.verb == "pull" and operation.client == "docker" and ("GET", "blob") not in done:
        return [say.NO_LAYER_NEEDED if ("GET", "manifest") in done else say.UP_TO_DATE]
    if operation.verb == "push" and ("PATCH", "upload") not in done and ("PUT", "upload") not in done:
        return [say.NO_LAYER_SENT]
    return []
