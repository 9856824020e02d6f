"""What clients of the authority meet: Let's Encrypt's port and directory; all the rest is pebble's answer."""

import contextlib
import json
import ssl
from http.client import HTTPException, HTTPSConnection

from bounded import TIMEOUT_S, BoundedHandler, BoundedServer

_LONGEST_ANSWER = 1_000_000
_PATHS = {"/directory": "/dir"}
_TERMS = "https://letsencrypt.org/repository/"
_PASSED_ON = ("Content-Type", "User-Agent", "Accept", "Accept-Language", "If-Modified-Since")
_OWN_HEADERS = ("connection", "content-length", "date", "server", "transfer-encoding")


class FrontServer(BoundedServer):
    """The front of a pebble that answers at `pebble`, spoken to with `inside`."""

    def __init__(
        self,
        address: tuple[str, int],
        pebble: tuple[str, int],
        inside: ssl.SSLContext,
        certificate: tuple[str, str],
    ) -> None:
        self.pebble = pebble
        self.inside = inside
        super().__init__(address, _Handler, certificate)


class _Handler(BoundedHandler):
    server: FrontServer
    server_version = "ac-entrainement"
    longest_body = 200_000

    def refuse(self) -> None:
        self.reply(413, [], b"")

    def serve(self, body: bytes) -> None:
        try:
            status, headers, content = self._ask_pebble(body)
        except (OSError, HTTPException, ValueError):
            status, headers, content = 502, [], b""
        if self.path == "/directory" and status == 200:
            content = _with_terms(content)
        self.reply(status, headers, content)

    def _ask_pebble(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        headers = {name: self.headers[name] for name in _PASSED_ON if name in self.headers}
        # pebble makes its addresses from the name that it was called by.
        headers["Host"] = self.headers.get("Host", "")
        connection = HTTPSConnection(*self.server.pebble, context=self.server.inside, timeout=TIMEOUT_S)
        with contextlib.closing(connection):
            connection.request(self.command, _PATHS.get(self.path, self.path), body or None, headers)
            answer = connection.getresponse()
            content = answer.read(_LONGEST_ANSWER)
        kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in _OWN_HEADERS]
        return answer.status, kept, content


def _with_terms(directory: bytes) -> bytes:
    """Give the directory an address of terms that a person may be shown; pebble's own is a joke."""
    with contextlib.suppress(ValueError, KeyError, TypeError):
        listed = json.loads(directory)
        listed["meta"]["termsOfService"] = _TERMS
        return json.dumps(listed).encode()
    return directory
