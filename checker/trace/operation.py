"""What belongs together in a dialogue: a push, a pull, a login, a copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from checker.grading.reference import parse_reference
from checker.trace.exchange import HUB, TOKENS, Broken, Exchange, Verdict

DOCKER = ("docker", "buildkit", "docker-cli")
MOST_REFERENCES = 4


@dataclass
class Operation:
    """One thing that the learner asked for; filled while the dialogue is read, then only looked at."""

    client: str
    """See `Exchange.client`; empty when only a registry tells of a broken connection."""
    span: int
    """The cell that did it."""
    items: list[Exchange | Broken] = field(default_factory=list)
    words: list[Verdict] = field(default_factory=list)
    """Why the engine gave up."""
    unseen: tuple[str, str] = ("", "")
    """Verb and reference of an operation of which only the engine's events tell."""
    time: float = 0.0
    """When the last thing was said."""
    relay: str = ""
    """The registry that asked the Hub in the client's place: a cache."""
    alias: str = ""
    """What the engine calls the image that a cache gave it in the Hub's place."""
    _servers: dict[str, None] = field(default_factory=dict)
    _repositories: dict[str, None] = field(default_factory=dict)

    def add(self, item: Exchange | Broken) -> None:
        """Add what was said next."""
        self.items.append(item)
        self.time = max(self.time, item.time)
        server = HUB if item.server == TOKENS else item.server
        if server:
            self._servers[server] = None
        if isinstance(item, Exchange):
            # A mounted layer's repository is none of those that are asked about.
            names = (item.target.repository, *scoped(item.scopes)[:1])
            self._repositories.update(dict.fromkeys(name for name in names if name))

    @property
    def start(self) -> float:
        """When it began."""
        return self.items[0].time if self.items else self.time

    @property
    def end(self) -> float:
        """When the last thing was said."""
        return self.time

    @property
    def exchanges(self) -> list[Exchange]:
        """The requests, oldest first."""
        return [item for item in self.items if isinstance(item, Exchange)]

    @property
    def own(self) -> list[Exchange]:
        """The requests of the client itself: not those of a cache in its place."""
        return [e for e in self.exchanges if not self.relay or e.client == self.client]

    @property
    def broken(self) -> list[Broken]:
        """The connections that came to nothing."""
        return [item for item in self.items if isinstance(item, Broken)]

    @property
    def servers(self) -> tuple[str, ...]:
        """The registries, in the order in which they were asked; the token service is the Hub's."""
        if not self._servers and self.unseen[0]:
            return (parse_reference(self.unseen[1]).registry,)
        return tuple(self._servers)

    @property
    def repositories(self) -> tuple[str, ...]:
        """The repositories that were asked about, in order."""
        return tuple(self._repositories)

    @property
    def verb(self) -> str:
        """`push`, `pull`, `login`, `copy`, `search`, `delete`, `read` or `knock`."""
        if self.unseen[0]:
            return self.unseen[0]
        verbs = [broken.verb for broken in self.broken] + [verdict.verb for verdict in self.words]
        told = next((verb for verb in verbs if verb), "")
        if self.client == "skopeo" and len(self.servers) > 1:
            return "copy"
        return told or _verb(self)

    @property
    def references(self) -> tuple[str, ...]:
        """The images as one writes them: `apprenant/web:1.0`, `localhost:5000/mysql:8.0`."""
        if self.unseen[1] or self.alias:
            return (self.unseen[1] or self.alias,)
        tagged = [e for e in self.exchanges if e.target.is_tag]
        found = [reference(e.server, e.target.repository, e.target.reference) for e in tagged]
        if not found:
            server = next(iter(self.servers), "")
            found = [reference(server, name) for name in self.repositories[:1]]
        return tuple(dict.fromkeys(found))

    @property
    def is_success(self) -> bool:
        """Whether it reached its end."""
        return bool(self.unseen[0]) or _is_success(self)


def reference(server: str, repository: str, tag: str = "") -> str:
    """An image as one writes it in a command."""
    name = repository.removeprefix("library/") if server == HUB else f"{server}/{repository}"
    return f"{name}:{tag}" if tag else name


def scoped(scopes: Iterable[str], action: str = "") -> list[str]:
    """The repositories of scopes such as `repository:library/mysql:pull`, or of those with this action."""
    parts = [scope.split(":") for scope in scopes]
    return [":".join(p[1:-1]) for p in parts if len(p) >= 3 and (not action or action in p[-1].split(","))]


def _verb(operation: Operation) -> str:
    exchanges = operation.own
    kinds = {e.target.kind for e in exchanges}
    if "search" in kinds:
        return "search"
    if any(e.method == "DELETE" for e in exchanges):
        return "delete"
    is_docker = operation.client in DOCKER
    if kinds <= {"ping", "token"} and not operation.repositories:
        return "login" if is_docker else "knock"
    if any(_writes(e, is_docker) for e in exchanges):
        return "push"
    return (
        "pull"
        if operation.client in ("docker", "buildkit") and kinds & {"manifest", "blob", "token"}
        else "read"
    )


def _writes(exchange: Exchange, is_docker: bool) -> bool:
    target = exchange.target
    if target.kind == "token":
        return any("push" in scope.rpartition(":")[2] for scope in exchange.scopes)
    asks_first = target.kind == "blob" and exchange.method == "HEAD" and is_docker
    return target.kind == "upload" or (target.kind == "manifest" and exchange.method == "PUT") or asks_first


def _is_success(operation: Operation) -> bool:
    exchanges = operation.own
    if not exchanges or (isinstance(operation.items[-1], Broken)):
        return False
    if operation.verb in ("push", "copy"):
        return any(e.method == "PUT" and e.target.kind == "manifest" and e.is_fine for e in exchanges)
    if operation.verb == "pull":
        found = any(e.target.kind == "manifest" and e.is_fine for e in exchanges)
        return found and all(e.is_fine for e in exchanges if e.target.kind == "blob")
    return exchanges[-1].is_fine
