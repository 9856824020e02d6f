"""Two ways to ask a registry many things at once: from the learner's machine, or behind the training Hub."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote

import httpx

from checker.grading.probing import Probing
from checker.grading.registry import Reply
from checker.grading.trouble import Malformed, Refused, Trouble, Unreachable
from checker.messages import grading as grading_say

BATCH = 100
BATCH_S = 10.0
"""How long a registry may take for a whole batch."""
PAGE_SIZE = 1000
AGENT = "registres-explorateur"
"""What the learner reads in the log of their own registry."""


@dataclass(frozen=True)
class Question:
    """One GET below a repository: `manifests/8.0`, `blobs/sha256:…`, `tags/list`."""

    repository: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Source(Protocol):
    """A registry that can be asked."""

    def names(self) -> Sequence[tuple[str, bool]] | Trouble:
        """Every repository, and whether it is private."""

    def fetch(self, questions: Sequence[Question]) -> list[Reply | Trouble]:
        """An answer to each question, in order."""


class MachineSource:
    """A registry as the learner's machine reaches it.

    Args:
        machine: what answers `probe`.
        address: what messages call it.
        url: scheme, host and port, the host as it can be connected to.
        host: the name in the Host header and in the TLS handshake.
        authorization: the header that says who asks, empty for nobody.
    """

    def __init__(
        self, machine: Probing, address: str, url: str, *, host: str, authorization: str = ""
    ) -> None:
        self._machine = machine
        self._address = address
        self._url = url
        self._host = host
        self._headers = {"Host": host, "User-Agent": AGENT}
        if authorization:
            self._headers["Authorization"] = authorization

    def names(self) -> Sequence[tuple[str, bool]] | Trouble:
        """Every repository of its catalog, in order; one page is enough for a learner's registry."""
        (reply,) = self.get([(f"/v2/_catalog?n={PAGE_SIZE}", {})])
        found = listed(reply, "repositories", self._address)
        return found if isinstance(found, Trouble) else [(name, False) for name in found]

    def fetch(self, questions: Sequence[Question]) -> list[Reply | Trouble]:
        """One probe for a hundred questions."""
        return self.get([(f"/v2/{quote(q.repository)}/{q.path}", q.headers) for q in questions])

    def get(self, requests: Sequence[tuple[str, Mapping[str, str]]]) -> list[Reply | Trouble]:
        """An answer to each path."""
        return batched(requests, self._ask)

    def _ask(self, requests: Sequence[tuple[str, Mapping[str, str]]]) -> list[Reply | Trouble]:
        answer = self._machine.probe(
            "fetch",
            url=self._url,
            server_name=self._host.rpartition(":")[0] or self._host,
            headers=self._headers,
            requests=[[path, dict(headers)] for path, headers in requests],
            timeout_s=BATCH_S,
        )
        answers = answer.get("answers") or [answer] * len(requests)
        return [reply_of(one, self._address) for one in answers]


class HubLike(Protocol):
    """What the explorer needs of `checker.sandbox.hub.Hub`."""

    def names(self) -> list[dict[str, Any]]:
        """Every repository: `name`, `private`."""

    def fetch(self, requests: Sequence[tuple[str, str, Mapping[str, str]]]) -> list[dict[str, Any]]:
        """Answers to many GETs."""


class HubSource:
    """The training Hub as its web page would show it to an account: public repositories and their own.

    Args:
        hub: the Hub, asked through the host's own door: no pull is counted.
        account: whose private repositories are seen.
        address: what messages call it.
    """

    def __init__(self, hub: HubLike, account: str, address: str) -> None:
        self._hub = hub
        self._account = account
        self._address = address

    def names(self) -> Sequence[tuple[str, bool]] | Trouble:
        """What the account sees, its own first."""
        found = [(str(entry["name"]), bool(entry["private"])) for entry in self._hub.names()]
        seen = [(name, private) for name, private in found if not private or self._is_own(name)]
        return sorted(seen, key=lambda entry: (not self._is_own(entry[0]), entry[0]))

    def fetch(self, questions: Sequence[Question]) -> list[Reply | Trouble]:
        """One request to the Hub's own service for a hundred questions."""
        return batched([(q.repository, q.path, q.headers) for q in questions], self._ask)

    def _ask(self, requests: Sequence[tuple[str, str, Mapping[str, str]]]) -> list[Reply | Trouble]:
        return [reply_of(one, self._address) for one in self._hub.fetch(requests)]

    def _is_own(self, name: str) -> bool:
        return name.partition("/")[0] == self._account


def batched(
    requests: Sequence[Any], ask: Callable[[Sequence[Any]], Iterable[Reply | Trouble]]
) -> list[Reply | Trouble]:
    """Ask in batches; after a batch that nothing answers, the others are not asked."""
    replies: list[Reply | Trouble] = []
    for start in range(0, len(requests), BATCH):
        replies += ask(requests[start : start + BATCH])
        if isinstance(replies[-1], Unreachable):
            return replies + [replies[-1]] * (len(requests) - len(replies))
    return replies


def reply_of(answer: Mapping[str, Any], address: str) -> Reply | Trouble:
    """One answer of the probe or of the Hub; what is no success is a trouble, but « not modified »."""
    if "unreachable" in answer:
        return Unreachable(address, str(answer["unreachable"]), str(answer.get("detail", "")))
    status = int(answer["status"])
    if status in (401, 403):
        return Refused(address, status)
    if status not in (200, 304):
        return Malformed(address, grading_say.unexpected_status(status))
    if answer.get("truncated"):
        return Malformed(address, grading_say.TOO_LONG)
    try:
        body = base64.b64decode(answer["body_b64"])
    except binascii.Error:
        return Malformed(address, grading_say.NOT_JSON)
    return Reply(status, httpx.Headers(dict(answer["headers"]), encoding="utf-8"), body)


def listed(reply: Reply | Trouble, key: str, address: str) -> list[str] | Trouble:
    """The names in an answer such as `{"tags": [...]}`; none for `null`."""
    if isinstance(reply, Trouble):
        return reply
    try:
        found = json.loads(reply.body)[key] or []
        return [str(name) for name in found]
    except (ValueError, TypeError, KeyError, RecursionError):
        return Malformed(address, grading_say.NOT_JSON)
