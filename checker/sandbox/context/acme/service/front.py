"""What clients of the authority meet: Let's Encrypt's port and directory; all the rest is pebble's answer.

Bounds on all that a client may send: nothing that it does may stop the service.
"""

import contextlib
import json
import socket
import ssl
import threading
import time
from http.client import HTTPException, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_MOST_CONNECTIONS = 64
_LONGEST_BODY = 200_000
_LONGEST_ANSWER = 1_000_000
_TIMEOUT_S = 15
_PATHS = {"/directory": "/dir"}
_TERMS = "https://letsencrypt.org/repository/"
_CHALLENGE = "/chalZ/"
# A port that a program of the machine has just opened is seen by its neighbours up to two seconds later, once
# pasta has noticed it. certbot opens its own a moment before it asks for the validation: no second try.
_HTTP = 80
_PATIENCE_S = 2.5
_PAUSE_S = 0.05
_PASSED_ON = ("Content-Type", "User-Agent", "Accept", "Accept-Language", "If-Modified-Since")
_OWN_HEADERS = ("connection", "content-length", "date", "server", "transfer-encoding")


class FrontServer(ThreadingHTTPServer):
    """A thread per connection, a bounded number of them."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self,
        address: tuple[str, int],
        pebble: tuple[str, int],
        inside: ssl.SSLContext,
        certificate: tuple[str, str],
    ) -> None:
        self.pebble = pebble
        self.inside = inside
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(*certificate)
        self._places = threading.BoundedSemaphore(_MOST_CONNECTIONS)
        super().__init__(address, _Handler)

    def process_request(self, request: socket.socket, client_address: tuple) -> None:
        """Take a connection if there is a place for it, else drop it."""
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: socket.socket, client_address: tuple) -> None:
        """Serve one connection; the handshake happens here, where a slow client makes nobody wait."""
        try:
            request.settimeout(_TIMEOUT_S)
            with contextlib.suppress(OSError):
                super().process_request_thread(
                    self._context.wrap_socket(request, server_side=True), client_address
                )
        finally:
            self._places.release()

    def handle_error(self, request: socket.socket, client_address: tuple) -> None:
        """Keep quiet about clients that hang up."""


class _Handler(BaseHTTPRequestHandler):
    server: FrontServer
    protocol_version = "HTTP/1.1"
    server_version = "ac-entrainement"
    sys_version = ""
    # Headers and body in one segment: no wait for the acknowledgement of the first.
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = _TIMEOUT_S

    def do_GET(self) -> None:
        self._serve(b"")

    def do_HEAD(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > _LONGEST_BODY:
            self.close_connection = True
            self._send(413, [], b"")
            return
        self._serve(self.rfile.read(int(length)))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: pebble's own log tells what it did."""

    def _serve(self, body: bytes) -> None:
        if self.command == "POST" and self.path.startswith(_CHALLENGE):
            _wait_for_port(self.client_address[0])
        try:
            status, headers, content = self._ask_pebble(body)
        except (OSError, HTTPException, ValueError):
            status, headers, content = 502, [], b""
        if self.path == "/directory" and status == 200:
            content = _with_terms(content)
        self._send(status, headers, content)

    def _ask_pebble(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        headers = {name: self.headers[name] for name in _PASSED_ON if name in self.headers}
        # pebble makes its addresses from the name that it was called by.
        headers["Host"] = self.headers.get("Host", "")
        connection = HTTPSConnection(*self.server.pebble, context=self.server.inside, timeout=_TIMEOUT_S)
        with contextlib.closing(connection):
            connection.request(self.command, _PATHS.get(self.path, self.path), body or None, headers)
            answer = connection.getresponse()
            content = answer.read(_LONGEST_ANSWER)
        kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in _OWN_HEADERS]
        return answer.status, kept, content

    def _send(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _wait_for_port(host: str) -> None:
    """Wait until a client can be visited, but not for ever: pebble will say what is wrong."""
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        try:
            socket.create_connection((host, _HTTP), timeout=_PATIENCE_S).close()
        except OSError:
            time.sleep(_PAUSE_S)
        else:
            return


def _with_terms(directory: bytes) -> bytes:
    """Give the directory an address of terms that a person may be shown; pebble's own is a joke."""
    with contextlib.suppress(ValueError, KeyError, TypeError):
        listed = json.loads(directory)
        listed["meta"]["termsOfService"] = _TERMS
        return json.dumps(listed).encode()
    return directory
