"""One request with its answer, or one connection that came to nothing, as frozen data."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qs, unquote, urlsplit

HUB = "docker.io"
"""What the training Hub's registry is called here, as in image references."""
TOKENS = "auth.docker.io"
LONGEST_TEXT = 300
OURS = "registres-"
"""User agents that begin so are our own probes: no part of what the learner did."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_ROUTE = re.compile(r"/v2/(?P<repository>.+)/(?P<kind>manifests|blobs|tags)/(?P<rest>.*)")
_CLIENTS = (
    ("docker/", "docker"),
    ("buildkit/", "buildkit"),
    ("containerd/", "buildkit"),
    ("Docker-Client/", "docker-cli"),
    ("skopeo/", "skopeo"),
    ("curl/", "curl"),
)
_SIGNATURE_BYTES = 32


@dataclass(frozen=True)
class Exchange:
    """One HTTP request and its answer."""

    time: float
    """Seconds since the epoch, by the clock of the sandbox."""
    server: str
    """`docker.io`, `auth.docker.io`, or the name under which a registry of the learner was asked."""
    client: str
    """`docker` (the engine), `buildkit`, `docker-cli`, `skopeo`, `curl`, or a program's own name."""
    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    status: int = 0
    size: int = 0
    """Bytes of the answer's body."""
    user: str = ""
    """Who asked, as far as the server knew."""
    media_type: str = ""
    reason: str = ""
    """Why it was refused, in the server's own words."""
    scopes: tuple[str, ...] = ()
    """What a token was asked for, `repository:library/mysql:pull`."""
    granted: tuple[str, ...] = ()
    host: str = ""
    """By which of its names the Hub was asked, where it says so."""

    @cached_property
    def target(self) -> Target:
        """What was asked about."""
        return read_target(self.path, self.query)

    @property
    def is_fine(self) -> bool:
        """True for a success."""
        return 200 <= self.status < 400

    @property
    def uploaded(self) -> int:
        """Bytes that this upload had sent when it was closed; 0 when the registry does not say."""
        return _offset(self.query.get("_state", ""))


@dataclass(frozen=True)
class Broken:
    """A connection that carried no request: nobody listened, or the two could not agree on TLS."""

    time: float
    server: str
    """As the client called it; empty when only the registry tells of it and does not know."""
    seen_by: str
    """`engine` or `registry`."""
    words: str
    """What the log says."""
    secure: bool = True
    """Whether TLS was tried."""
    verb: str = ""
    """What the engine was doing: `push`, `pull`, `login` or empty."""
    is_first: bool = True
    """Whether it was the first request of an operation, `GET /v2/`."""
    echo: str = ""
    """What the registry wrote of the same handshake, when the engine told of it."""

    @property
    def is_plain_http(self) -> bool:
        """True when TLS was tried with a server that speaks HTTP in clear."""
        return self.secure and "server gave HTTP response to HTTPS client" in self.words


@dataclass(frozen=True)
class Verdict:
    """Why the engine gave up, in its own words, when it was not the connection."""

    time: float
    verb: str
    words: str


@dataclass(frozen=True)
class Target:
    """What a path of the distribution API leads to."""

    kind: str
    """`ping`, `manifest`, `blob`, `upload`, `tags`, `catalog`, `token`, `search` or `other`."""
    repository: str = ""
    reference: str = ""
    """A tag or digest; of an upload, its identifier; empty when it is only being opened."""
    digest: str = ""
    """Of the blob or manifest, when the request names it."""
    mounted_from: str = ""

    @property
    def is_tag(self) -> bool:
        """True when a manifest is asked for by its tag."""
        return self.kind == "manifest" and ":" not in self.reference


def read_target(path: str, query: Mapping[str, str]) -> Target:
    """Say what a path leads to."""
    plain = {
        "/v2/": "ping",
        "/v2": "ping",
        "/v2/_catalog": "catalog",
        "/token": "token",
        "/v1/search": "search",
    }
    if path in plain:
        return Target(plain[path])
    found = _ROUTE.fullmatch(path)
    if found is None:
        return Target("other")
    repository, kind, rest = found["repository"], found["kind"], found["rest"]
    if kind == "tags":
        return Target("tags", repository)
    if kind == "manifests":
        return Target("manifest", repository, rest, rest if ":" in rest else "")
    if rest == "uploads" or rest.startswith("uploads/"):
        digest = query.get("digest", "") or query.get("mount", "")
        return Target("upload", repository, rest[len("uploads/") :], digest, query.get("from", ""))
    return Target("blob", repository, rest, rest)


def split_uri(uri: str) -> tuple[str, dict[str, str]]:
    """Split what follows the host: the path, and the first value of each parameter."""
    try:
        parts = urlsplit(uri)
        query = parse_qs(parts.query, max_num_fields=20)
    except ValueError:
        return printable(uri.partition("?")[0]), {}
    kept = {
        name: values[0]
        for name, values in query.items()
        if name in ("_state", "digest", "mount", "from", "n")
    }
    return printable(unquote(parts.path)), {
        name: value if name == "_state" else printable(value) for name, value in kept.items()
    }


def client_of(agent: str) -> str:
    """Name the program behind a user agent."""
    known = next((name for prefix, name in _CLIENTS if agent.startswith(prefix)), None)
    return known or printable(agent.partition("/")[0].partition(" ")[0])[:40]


def printable(text: str) -> str:
    """Make text from the learner's world one bounded line, without control characters."""
    return _UNPRINTABLE.sub(" ", text[: 2 * LONGEST_TEXT])[:LONGEST_TEXT].strip()


def _offset(state: str) -> int:
    """Read how far an upload had come from the state that the registry signs and the client sends back."""
    try:
        content = base64.urlsafe_b64decode(state + "=" * (-len(state) % 4))[_SIGNATURE_BYTES:]
        offset = json.loads(content)["Offset"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return 0
    return offset if isinstance(offset, int) and 0 <= offset < 1 << 50 else 0
