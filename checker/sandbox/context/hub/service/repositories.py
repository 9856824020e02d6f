"""Which repositories there are, and who sees them."""

import secrets
import threading

from journal import FENCE, Journal
from registry import Registry

_FENCE_TIMEOUT_S = 3


class Repositories:
    """What the registry holds, what was created empty, and what is private (kept nowhere else)."""

    def __init__(self, registry: Registry, journal: Journal) -> None:
        self._registry = registry
        self._journal = journal
        self._lock = threading.Lock()
        self._known: set[str] = set()
        self._private: set[str] = set()

    def load(self) -> None:
        """Learn what the registry holds at its start."""
        names = self._registry.catalog()
        with self._lock:
            self._known.update(names)

    def exists(self, name: str) -> bool:
        """Whether the repository is there; the registry itself is asked about names never seen."""
        with self._lock:
            if name in self._known:
                return True
        if not self._registry.tags(name):
            return False
        with self._lock:
            self._known.add(name)
        return True

    def is_private(self, name: str) -> bool:
        """Whether only its owner sees the repository."""
        with self._lock:
            return name in self._private

    def is_visible(self, name: str, user: str) -> bool:
        """Whether `user` may pull from the repository."""
        return self.exists(name) and (not self.is_private(name) or name.split("/")[0] == user)

    def create(self, name: str, *, private: bool) -> None:
        """Make an empty repository."""
        with self._lock:
            self._known.add(name)
        self.set_private(name, private=private)

    def set_private(self, name: str, *, private: bool) -> None:
        """Hide the repository from all but its owner, or show it."""
        with self._lock:
            if private:
                self._private.add(name)
            else:
                self._private.discard(name)

    def visible(self, user: str, namespace: str | None = None) -> list[str]:
        """The repositories that `user` sees, in order."""
        names = [n for n in self.all() if namespace is None or n.split("/")[0] == namespace]
        return [n for n in names if not self.is_private(n) or n.split("/")[0] == user]

    def catch_up(self) -> None:
        """Wait until the journal tells all that the registry did before this call."""
        # Notifications come in order, a moment after the fact: once our own trace is back, all is here.
        fence = FENCE + secrets.token_hex(8)
        self._registry.leave_trace("library/hello-world", "latest", fence)
        self._journal.wait_for(fence, _FENCE_TIMEOUT_S)

    def all(self) -> list[str]:
        """Every repository, in order, those included that were pushed to a moment ago."""
        self.catch_up()
        with self._lock:
            return sorted(self._known | self._journal.pushed())

    def tags(self, name: str) -> list[str]:
        """The tags of a repository, in order; none when it is empty or not there."""
        return self._registry.tags(name)
