"""The web server: TLS, bounds on all that a client may send, and the way to the desk that answers."""

import contextlib
import hmac
import json
import socket
import ssl
import threading
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from desk import Answer, Desk, Request
from visits import Visits

_MOST_CONNECTIONS = 64
_LONGEST_BODY = 1_000_000
_LONGEST_DISCARDED = 16_000_000
_TIMEOUT_S = 15


class WebServer(ThreadingHTTPServer):
    """A thread per connection, a bounded number of them."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], desk: Desk, secret: str, tls: tuple[str, str]) -> None:
        self.desk = desk
        self.visits = Visits()
        self.secret = f"Bearer {secret}"
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(*tls)
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
    server: WebServer
    protocol_version = "HTTP/1.1"
    server_version = "hub-entrainement"
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
            self._discard(int(length) if length.isdigit() else 0)
            self._send(Answer(413, {"message": "request too large"}))
            return
        self._serve(self.rfile.read(int(length)))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the journal keeps what matters."""

    def _discard(self, length: int) -> None:
        """Read what is left of a refused body: a connection closed on unread data loses the answer too."""
        left = min(length, _LONGEST_DISCARDED)
        while left > 0 and (chunk := self.rfile.read(min(left, 65536))):
            left -= len(chunk)

    def _serve(self, body: bytes) -> None:
        address = urlsplit(self.path)
        try:
            if address.path == "/events":
                answer = self._take_events(body)
            else:
                query = parse_qs(address.query, max_num_fields=50)
                request = Request(self.command, address.path, query, self.headers, body)
                answer = self.server.desk.answer(request)
                self.server.visits.add(self.client_address[0], request, answer)
        except (ValueError, KeyError, TypeError, AttributeError):
            answer = Answer(400, {"message": "bad request"})
        except Exception:
            traceback.print_exc()
            answer = Answer(500, {"message": "internal error"})
        self._send(answer)

    def _take_events(self, body: bytes) -> Answer:
        if not hmac.compare_digest(
            self.headers.get("Authorization", "").encode(), self.server.secret.encode()
        ):
            return Answer(404, {"message": "not found"})
        self.server.desk.journal.add_notifications(json.loads(body))
        return Answer(200, {})

    def _send(self, answer: Answer) -> None:
        data = json.dumps(answer.body, ensure_ascii=False).encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
