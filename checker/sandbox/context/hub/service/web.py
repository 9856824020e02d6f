"""The way from a client, and from the registry, to the desk that answers."""

import hmac
import json
import traceback
from urllib.parse import parse_qs, urlsplit

from bounded import BoundedHandler, BoundedServer
from desk import Answer, Desk, Request
from visits import Visits


class WebServer(BoundedServer):
    """Answers from the desk, and hears from the registry, which knows the secret, what happened on it."""

    def __init__(self, address: tuple[str, int], desk: Desk, secret: str, tls: tuple[str, str]) -> None:
        self.desk = desk
        self.visits = Visits()
        self.secret = f"Bearer {secret}"
        super().__init__(address, _Handler, tls)


class _Handler(BoundedHandler):
    server: WebServer
    server_version = "hub-entrainement"

    def refuse(self) -> None:
        self._send(Answer(413, {"message": "request too large"}))

    def serve(self, body: bytes) -> None:
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
        headers = [("Content-Type", "application/json"), *answer.headers.items()]
        self.reply(answer.status, headers, json.dumps(answer.body, ensure_ascii=False).encode())
