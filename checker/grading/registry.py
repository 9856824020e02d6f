"""A read-only client of the distribution API; the learner's troubles come back as values."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from checker.grading.manifest import (
    MEDIA_TYPES,
    Manifest,
    RemoteImage,
    digest_of,
    read_image_config,
    read_manifest,
)
from checker.grading.probing import Probing
from checker.grading.transport import ProbeError, ProbeTransport
from checker.grading.trouble import Absent, Malformed, Refused, Trouble, Unreachable
from checker.messages import grading as say

AGENT = "registres-controle"
"""What the learner reads in the log of their own registry; `%trace` leaves it out."""
MAX_PAGES = 50
PAGE_SIZE = 1000
NOT_AS_SPECIFIED = (ValueError, TypeError, AttributeError)
"""What reading JSON of an unforeseen shape raises: anybody can answer on a learner's port."""


@dataclass(frozen=True)
class Reply:
    """Any HTTP answer."""

    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON, None when it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass(frozen=True)
class Ping:
    """The answer to `GET /v2/`."""

    status: int
    api_version: str
    """`registry/2.0` when this is a registry."""

    @property
    def is_registry(self) -> bool:
        """True when the server speaks the distribution API, logged in or not."""
        return self.api_version.startswith("registry/2") and self.status in (200, 401)

    @property
    def needs_login(self) -> bool:
        """True when the registry asks who is there."""
        return self.status == 401


class RegistryClient:
    """A registry as seen from the learner's machine.

    Args:
        machine: what answers `probe`.
        address: `localhost:5000`, `registre.atelier.test` or a whole URL; without a scheme, loopback
            names are asked over HTTP as Docker does, all else over HTTPS.
        ca_pem: authority to trust for HTTPS instead of the machine's store.
        user: name for basic authentication.
        password: its password.
        server_name: name to ask for in the TLS handshake.
    """

    def __init__(
        self,
        machine: Probing,
        address: str,
        *,
        ca_pem: str | None = None,
        user: str | None = None,
        password: str | None = None,
        server_name: str | None = None,
    ) -> None:
        self.address = address.partition("://")[2] or address
        self._http = httpx.Client(
            base_url=address if "://" in address else f"{_scheme(address)}://{address}",
            transport=ProbeTransport(machine, ca_pem=ca_pem, server_name=server_name),
            auth=(user, password or "") if user else None,
            headers={"User-Agent": AGENT},
            trust_env=False,
        )
        self._silent: Unreachable | None = None

    def ping(self) -> Ping | Trouble:
        """Ask whether a registry answers there; a registry that wants a login is an answer."""
        reply = self.get("/v2/")
        if isinstance(reply, Trouble):
            return reply
        return Ping(reply.status, reply.headers.get("docker-distribution-api-version", ""))

    def catalog(self) -> tuple[str, ...] | Trouble:
        """All the repositories."""
        return self._pages(f"/v2/_catalog?{urlencode({'n': PAGE_SIZE})}", "repositories", "_catalog")

    def tags(self, repository: str) -> tuple[str, ...] | Trouble:
        """All the tags of a repository; empty when they were all deleted, Absent when it never was."""
        return self._pages(f"/v2/{quote(repository)}/tags/list", "tags", repository)

    def manifest(self, repository: str, reference: str) -> Manifest | Trouble:
        """The manifest or index under a tag or digest; its bytes are checked against the digest."""
        path = f"/v2/{quote(repository)}/manifests/{quote(reference, safe=':')}"
        reply = self._ok(path, f"{repository}:{reference}", headers={"Accept": ", ".join(MEDIA_TYPES)})
        if isinstance(reply, Trouble):
            return reply
        announced = reference if ":" in reference else reply.headers.get("docker-content-digest", "")
        mismatch = self._mismatch(announced, reply.body)
        if mismatch:
            return Malformed(self.address, mismatch)
        try:
            found = read_manifest(reply.body, reply.json, reply.headers.get("content-type", ""))
        except NOT_AS_SPECIFIED:
            return Malformed(self.address, say.NOT_JSON)
        return found or Malformed(self.address, say.UNKNOWN_MANIFEST)

    def image(self, repository: str, reference: str) -> RemoteImage | Trouble:
        """The Linux image under a tag or digest, its configuration included."""
        top = self.manifest(repository, reference)
        if isinstance(top, Trouble):
            return top
        manifest: Manifest | Trouble = top
        if top.is_index:
            entry = top.linux_entry
            if entry is None:
                return Malformed(self.address, say.NO_LINUX_ENTRY)
            manifest = self.manifest(repository, entry.digest)
        if isinstance(manifest, Trouble):
            return manifest
        blob = self.blob(repository, manifest.config_digest)
        if isinstance(blob, Trouble):
            return blob
        try:
            return read_image_config(top, manifest, json.loads(blob))
        except NOT_AS_SPECIFIED:
            return Malformed(self.address, say.NOT_JSON)

    def blob(self, repository: str, digest: str) -> bytes | Trouble:
        """The bytes of a blob (configurations: the probe bounds what it carries)."""
        reply = self._ok(f"/v2/{quote(repository)}/blobs/{quote(digest, safe=':')}", f"{repository}@{digest}")
        if isinstance(reply, Trouble):
            return reply
        mismatch = self._mismatch(digest, reply.body)
        return Malformed(self.address, mismatch) if mismatch else reply.body

    def get(self, path: str, *, headers: dict[str, str] | None = None) -> Reply | Unreachable | Malformed:
        """Any GET, whatever the status."""
        # A server that hangs costs one deadline per verdict, not one per question.
        if self._silent is not None:
            return self._silent
        try:
            response = self._http.get(path, headers=headers)
        except ProbeError as exc:
            trouble = Unreachable(self.address, exc.code, exc.detail)
            self._silent = trouble if exc.code == "timeout" else None
            return trouble
        if response.extensions.get("truncated"):
            return Malformed(self.address, say.TOO_LONG)
        return Reply(response.status_code, response.headers, response.content)

    def _ok(self, path: str, what: str, *, headers: dict[str, str] | None = None) -> Reply | Trouble:
        reply = self.get(path, headers=headers)
        if isinstance(reply, Trouble) or reply.status == 200:
            return reply
        if reply.status in (401, 403):
            return Refused(self.address, reply.status)
        if reply.status == 404:
            return Absent(self.address, what)
        return Malformed(self.address, say.unexpected_status(reply.status))

    def _pages(self, path: str, key: str, what: str) -> tuple[str, ...] | Trouble:
        found: list[str] = []
        for _ in range(MAX_PAGES):
            reply = self._ok(path, what)
            if isinstance(reply, Trouble):
                return reply
            if not isinstance(reply.json, dict):
                return Malformed(self.address, say.NOT_JSON)
            found += [str(name) for name in reply.json.get(key) or ()]
            following = httpx.Response(200, headers=reply.headers).links.get("next")
            if not following:
                return tuple(found)
            # Only the path counts: a Link must not lead the probe to another server.
            path = httpx.URL(following["url"]).raw_path.decode("ascii")
        return Malformed(self.address, say.TOO_LONG)

    @staticmethod
    def _mismatch(announced: str, content: bytes) -> str:
        if not announced.startswith("sha256:") or announced == digest_of(content):
            return ""
        return say.digest_mismatch(announced, digest_of(content))


def _scheme(address: str) -> str:
    host = address.partition("/")[0].rpartition(":")[0] or address
    return "http" if host == "localhost" or host.startswith("127.") or host == "[::1]" else "https"
