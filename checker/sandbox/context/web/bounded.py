"""A web server over TLS, with bounds on all that a client may send: none may stop the service."""

import contextlib
import socket
import ssl
import threading
from abc import ABC, abstractmethod
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_MOST_CONNECTIONS = 64
_LONGEST_DISCARDED = 16_000_000
TIMEOUT_S = 15


class BoundedServer(ThreadingHTTPServer):
    """A thread per connection, a bounded number of them.

    Args:
        address: where it listens.
        handler: what answers, made from `BoundedHandler`.
        certificate: the paths of its chain and of its key, PEM.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self, address: tuple[str, int], handler: type["BoundedHandler"], certificate: tuple[str, str]
    ) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(*certificate)
        self._places = threading.BoundedSemaphore(_MOST_CONNECTIONS)
        super().__init__(address, handler)

    def process_request(self, request: socket.socket, client_address: tuple) -> None:
        """Take a connection if there is a place for it, else drop it."""
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: socket.socket, client_address: tuple) -> None:
        """Serve one connection; the handshake happens here, where a slow client makes nobody wait."""
        try:
            request.settimeout(TIMEOUT_S)
            with contextlib.suppress(OSError):
                super().process_request_thread(
                    self._context.wrap_socket(request, server_side=True), client_address
                )
        finally:
            self._places.release()

    def handle_error(self, request: socket.socket, client_address: tuple) -> None:
        """Keep quiet about clients that hang up."""


class BoundedHandler(ABC, BaseHTTPRequestHandler):
    """Reads a request whole, up to `longest_body` bytes, then lets `serve` or `refuse` answer it."""

    protocol_version = "HTTP/1.1"
    sys_version = ""
    # Headers and body in one segment: no wait for the acknowledgement of the first.
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = TIMEOUT_S
    longest_body = 1_000_000

    @abstractmethod
    def serve(self, body: bytes) -> None:
        """Answer the request."""

    @abstractmethod
    def refuse(self) -> None:
        """Answer 413: the body is too long, or its length unknown."""

    def reply(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        """Send the whole answer; a HEAD gets no content."""
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def do_GET(self) -> None:
        """Serve a request without a body."""
        self.serve(b"")

    def do_HEAD(self) -> None:
        """Serve a request without a body; the answer has none either."""
        self.serve(b"")

    def do_POST(self) -> None:
        """Serve a request with a body, or refuse it."""
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > self.longest_body:
            self.close_connection = True
            self._discard(int(length) if length.isdigit() else 0)
            self.refuse()
            return
        self.serve(self.rfile.read(int(length)))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a service's own journal keeps what matters."""

    def _discard(self, length: int) -> None:
        """Read what is left of a refused body: a connection closed on unread data loses the answer too."""
        left = min(length, _LONGEST_DISCARDED)
        while left > 0 and (chunk := self.rfile.read(min(left, 65536))):
            left -= len(chunk)
