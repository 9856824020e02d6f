"""The learner's world as one verdict sees it: the probes over one sandbox, each read at most once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from checker.errors import LabError
from checker.grading.engine import Engine
from checker.grading.files import Files
from checker.grading.hub_state import HubLike, HubState
from checker.grading.logins import Logins
from checker.grading.pipeline import Pipelines
from checker.grading.probing import Probing
from checker.grading.registry import RegistryClient
from checker.grading.tls import Tls
from checker.messages import grading as say


@dataclass
class World:
    """All the probes, made when first asked for.

    Args:
        machine: the learner's machine.
        hub_source: the training Hub.
        second: the other server, in the labs that have one.
    """

    machine: Probing
    hub_source: HubLike
    second: Probing | None = None
    _registries: dict[Any, RegistryClient] = field(default_factory=dict)

    @cached_property
    def engine(self) -> Engine:
        """The learner's engine."""
        return Engine(self.machine)

    @cached_property
    def files(self) -> Files:
        """The learner's files."""
        return Files(self.machine)

    @cached_property
    def logins(self) -> Logins:
        """Where the learner's `docker` is logged in."""
        return Logins(self.files)

    @cached_property
    def tls(self) -> Tls:
        """TLS servers of the learner's world."""
        return Tls(self.machine)

    @cached_property
    def hub(self) -> HubState:
        """What the training Hub saw."""
        return HubState(self.hub_source)

    @cached_property
    def server(self) -> World:
        """The other server, looked at as the machine is: its engine, its files, what it reaches by network.

        Raises:
            LabError: the lab's `containers` do not name `machine2`.
        """
        if self.second is None:
            raise LabError(say.NO_SERVER, do=say.NAME_SERVER)
        return World(self.second, self.hub_source)

    @cached_property
    def pipeline(self) -> Pipelines:
        """CI files of the learner, played."""
        return Pipelines(self.machine)

    def registry(self, address: str, **options: str | None) -> RegistryClient:
        """A client for this address, the same one for the same question."""
        key = (address, tuple(sorted(options.items())))
        if key not in self._registries:
            self._registries[key] = RegistryClient(self.machine, address, **options)
        return self._registries[key]
