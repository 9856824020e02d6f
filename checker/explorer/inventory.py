"""What `%explorer` shows: the registries asked for, or all those of the sandbox."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import Any, Protocol

from checker.errors import CheckerError, SandboxError
from checker.explorer.access import Access, Address, Closed
from checker.explorer.discovery import Seen, running_registries
from checker.explorer.memory import Memory
from checker.explorer.reader import Reader
from checker.explorer.shelf import Shelf
from checker.explorer.source import HubLike, HubSource, Source
from checker.grading.criterion import Failure
from checker.grading.probing import Probing
from checker.grading.reference import HUB_NAMES
from checker.grading.trouble import Trouble
from checker.messages import explorer as say
from checker.sandbox.accounts import LEARNER

RECENT_EVENTS = 200
TELLING = {"image": {"push"}, "container": {"start", "die", "unpause", "pause"}}
"""Events of the learner's engine after which a registry may hold something else."""


class Eventful(HubLike, Protocol):
    """What the explorer needs of the Hub."""

    def events(self) -> list[dict[str, Any]]:
        """Notifications of the registry, oldest first."""


class SandboxLike(Protocol):
    """What the explorer needs of `checker.sandbox.sandbox.Sandbox`."""

    @property
    def machine(self) -> Probing:
        """The learner's machine."""

    @property
    def hub(self) -> Eventful:
        """The training Hub."""


@dataclass
class Inventory:
    """Reads registries again and again, each time only what changed.

    Args:
        addresses: the registries asked for; none means the Hub and whatever runs on the machine.
        memory: shared by the inventories of a kernel.
    """

    addresses: tuple[Address, ...] = ()
    memory: Memory = field(default_factory=Memory)
    _seen: Seen = field(default_factory=dict)
    _schemes: dict[str, str] = field(default_factory=dict)
    _hub_before: tuple[object, Shelf] | None = None

    def read(self, sandbox: SandboxLike) -> tuple[Shelf, ...]:
        """One shelf per registry; what is wrong in the learner's world is told on the shelf.

        Raises:
            SandboxError: the sandbox is lost.
        """
        wanted = list(self.addresses)
        shelves = []
        if not wanted:
            shelves.append(self._hub(sandbox))
            try:
                found = running_registries(sandbox.machine, self._seen)
            except Failure as down:
                return (*shelves, _unreadable("localhost", down))
            wanted = [address for address in map(Address.parse, found) if address is not None]
        access = Access(sandbox.machine, self._schemes)
        for address in wanted:
            is_hub = address.text in HUB_NAMES
            shelves.append(self._hub(sandbox) if is_hub else self._registry(access, address))
        return tuple(shelves)

    def signal(self, sandbox: SandboxLike) -> object:
        """Something that changes when a registry may have changed, found out without asking any registry."""
        told: list[object] = []
        with contextlib.suppress(SandboxError):
            events = sandbox.machine.probe("events", limit=RECENT_EVENTS).get("events") or []
            telling = (e for e in events if e.get("Action") in TELLING.get(e.get("Type"), ()))
            told.append(max((int(e["timeNano"]) for e in telling), default=0))
        with contextlib.suppress(SandboxError):
            told.append(_pushes(sandbox.hub))
        return tuple(told)

    def _hub(self, sandbox: SandboxLike) -> Shelf:
        # The Hub is ours: what it holds changes by pushes, creations and changes of privacy only.
        stamp = (id(sandbox.hub), sandbox.hub.names(), _pushes(sandbox.hub))
        if self._hub_before is not None and self._hub_before[0] == stamp:
            return self._hub_before[1]
        found = self._reader(say.HUB, HubSource(sandbox.hub, LEARNER, say.HUB)).read()
        if isinstance(found, Trouble):
            return Shelf(say.HUB, trouble=found.sentence)
        if not any(tag.trouble for repository in found.repositories for tag in repository.tags):
            self._hub_before = (stamp, found)
        return found

    def _registry(self, access: Access, address: Address) -> Shelf:
        try:
            found = self._read(access, address)
            # A registry that was started again may have gone over to TLS.
            if isinstance(found, Closed) and access.forget(address):
                found = self._read(access, address)
        except Failure as down:
            return _unreadable(address.text, down)
        if isinstance(found, Shelf):
            return found
        return Shelf(address.text, trouble=found.sentence, advice=found.advice)

    def _read(self, access: Access, address: Address) -> Shelf | Closed:
        source = access.open(address)
        if isinstance(source, Closed):
            return source
        found = self._reader(address.text, source).read()
        return access.explain(address, found) if isinstance(found, Trouble) else found

    def _reader(self, address: str, source: Source) -> Reader:
        return Reader(address, source, self.memory)


def _pushes(hub: Eventful) -> tuple[int, str]:
    """How many pushes the Hub has seen, and when the last one was."""
    pushes = [event for event in hub.events() if event.get("action") == "push"]
    return len(pushes), str(pushes[-1].get("time")) if pushes else ""


def _unreadable(address: str, down: Failure) -> Shelf:
    return Shelf(address, trouble=say.engine_down(down.observed), advice=down.advice)


def parse_addresses(arguments: list[str]) -> tuple[Address, ...]:
    """The registries that a learner named.

    Raises:
        CheckerError: one of them is no address.
    """
    found = []
    for text in arguments:
        address = Address.parse(text)
        if address is None:
            raise CheckerError(say.bad_address(text[:80]), do=say.BAD_ADDRESS_DO)
        found.append(address)
    return tuple(dict.fromkeys(found))
