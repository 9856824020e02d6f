"""The registry behind the Hub, asked as its administrator."""

import base64
import http.client
import json
import socket
import ssl
import time
from email.message import Message

from tokens import REGISTRY, Signer

HOST = "registry-1.docker.io"
_TIMEOUT_S = 5
_PAUSE_S = 0.01
_CATALOG_SIZE = 1000
_LONGEST_ANSWER = 4_000_000
_ACCEPT = ", ".join(
    (
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.index.v1+json",
        "application/json",
    )
)
_MOST_REQUESTS = 200


class Registry:
    """A client of the registry; every request has a short-lived token of its own."""

    def __init__(self, signer: Signer, ca: str) -> None:
        self._signer = signer
        self._context = ssl.create_default_context(cafile=ca)

    def wait(self) -> None:
        """Wait until the registry listens; the host gives up on us when it never does."""
        while True:
            try:
                socket.create_connection((HOST, 443), timeout=1).close()
                return
            except OSError:
                time.sleep(_PAUSE_S)

    def catalog(self) -> list[str]:
        """Every repository that the registry holds."""
        answer = self.get(
            f"/v2/_catalog?n={_CATALOG_SIZE}", {"type": "registry", "name": "catalog", "actions": ["*"]}
        )
        return (answer or {}).get("repositories") or []

    def tags(self, repository: str) -> list[str]:
        """The tags of a repository, in order; none when there is no such repository."""
        answer = self.get(f"/v2/{repository}/tags/list", _pull(repository))
        return sorted((answer or {}).get("tags") or [])

    def image(self, repository: str, tag: str) -> dict | None:
        """The manifest's digest and the configuration of the Linux image under a tag; None without one."""
        digest = self._digest(repository, tag)
        try:
            config = self._config(repository, digest) if digest else None
        except (AttributeError, KeyError, TypeError, IndexError):  # no image, although it was pushed
            return None
        return {"digest": digest, "config": config} if isinstance(config, dict) else None

    def _config(self, repository: str, digest: str) -> object:
        manifest = self.get(f"/v2/{repository}/manifests/{digest}", _pull(repository)) or {}
        if "manifests" in manifest:
            linux = [m for m in manifest["manifests"] if m["platform"]["os"] == "linux"]
            return self._config(repository, linux[0]["digest"])
        return self.get(f"/v2/{repository}/blobs/{manifest['config']['digest']}", _pull(repository))

    def _digest(self, repository: str, tag: str) -> str:
        """What a tag points to; empty when there is no such tag."""
        reply = self._ask("HEAD", f"/v2/{repository}/manifests/{tag}", _pull(repository))
        return reply[1].get("Docker-Content-Digest", "") if reply else ""

    def leave_trace(self, repository: str, tag: str, name: str) -> None:
        """Read a manifest under a name of our own: the registry notifies it after all that came before."""
        self.get(f"/v2/{repository}/manifests/{tag}", _pull(repository), name)

    def fetch(self, requests: list) -> list[dict]:
        """Send many GETs over one connection, as the host's eyes: the journal keeps no trace of them.

        Args:
            requests: triples of a repository, of what is asked below it (`manifests/8.0`, `tags/list`) and of
                headers.
        """
        connection = http.client.HTTPSConnection(HOST, timeout=_TIMEOUT_S, context=self._context)
        tokens: dict[str, str] = {}
        try:
            return [self._fetch_one(connection, tokens, *request) for request in requests[:_MOST_REQUESTS]]
        finally:
            connection.close()

    def _fetch_one(
        self, connection: http.client.HTTPSConnection, tokens: dict, repository: str, path: str, headers: dict
    ) -> dict:
        if repository not in tokens:
            tokens[repository] = self._signer.sign(REGISTRY, "hub-api", [_pull(repository)])
        try:
            connection.request(
                "GET",
                f"/v2/{repository}/{path}",
                headers={**headers, "Authorization": f"Bearer {tokens[repository]}"},
            )
            reply = connection.getresponse()
            content = reply.read(_LONGEST_ANSWER + 1)
        except (OSError, http.client.HTTPException, ValueError) as exc:
            connection.close()
            return {"unreachable": "reset", "detail": str(exc)[:200]}
        if len(content) > _LONGEST_ANSWER:
            connection.close()
        return {
            "status": reply.status,
            "headers": {name.lower(): value for name, value in reply.getheaders()},
            "body_b64": base64.b64encode(content[:_LONGEST_ANSWER]).decode(),
            "truncated": len(content) > _LONGEST_ANSWER,
        }

    def get(self, path: str, access: dict, subject: str = "hub-api") -> dict | None:
        """The JSON answer to a GET; None when the registry refuses or does not answer."""
        reply = self._ask("GET", path, access, subject)
        try:
            return json.loads(reply[0]) if reply else None
        except (ValueError, RecursionError):
            return None

    def _ask(
        self, method: str, path: str, access: dict, subject: str = "hub-api"
    ) -> tuple[bytes, Message] | None:
        token = self._signer.sign(REGISTRY, subject, [access])
        connection = http.client.HTTPSConnection(HOST, timeout=_TIMEOUT_S, context=self._context)
        try:
            connection.request(method, path, headers={"Authorization": f"Bearer {token}", "Accept": _ACCEPT})
            reply = connection.getresponse()
            # What a learner pushed as a configuration may be of any size.
            body = reply.read(_LONGEST_ANSWER)
            return (body, reply.headers) if reply.status == http.HTTPStatus.OK else None
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()


def _pull(repository: str) -> dict:
    return {"type": "repository", "name": repository, "actions": ["pull"]}
