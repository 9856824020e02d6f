"""The registry behind the Hub, asked as its administrator."""

import http.client
import json
import socket
import ssl
import time

from tokens import REGISTRY, Signer

HOST = "registry-1.docker.io"
_TIMEOUT_S = 5
_PAUSE_S = 0.01
_CATALOG_SIZE = 1000


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

    def leave_trace(self, repository: str, tag: str, name: str) -> None:
        """Read a manifest under a name of our own: the registry notifies it after all that came before."""
        self.get(f"/v2/{repository}/manifests/{tag}", _pull(repository), name)

    def get(self, path: str, access: dict, subject: str = "hub-api") -> dict | None:
        """The JSON answer to a GET; None when the registry refuses or does not answer."""
        token = self._signer.sign(REGISTRY, subject, [access])
        accept = "application/vnd.docker.distribution.manifest.v2+json, application/json"
        connection = http.client.HTTPSConnection(HOST, timeout=_TIMEOUT_S, context=self._context)
        try:
            connection.request("GET", path, headers={"Authorization": f"Bearer {token}", "Accept": accept})
            reply = connection.getresponse()
            return json.loads(reply.read()) if reply.status == http.HTTPStatus.OK else None
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()


def _pull(repository: str) -> dict:
    return {"type": "repository", "name": repository, "actions": ["pull"]}
