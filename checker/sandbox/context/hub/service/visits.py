"""Who asked the token service and the Hub's API for what, oldest first."""

import base64
import json
import threading
import time
from collections import deque

from desk import Answer, Request, basic, form_of

_MOST = 2000
_LONGEST_TEXT = 300


class Visits:
    """A bounded list of requests; no password and no token is kept."""

    def __init__(self) -> None:
        self._visits: deque[dict] = deque(maxlen=_MOST)
        self._lock = threading.Lock()

    def add(self, client: str, request: Request, answer: Answer) -> None:
        """Keep what was asked and what came of it."""
        form = form_of(request) if request.method == "POST" and request.path == "/token" else {}
        scopes = [s for value in request.query.get("scope", [form.get("scope", "")]) for s in value.split()]
        visit = {
            "time": time.time(),
            "client": client,
            "host": str(request.headers.get("Host", ""))[:_LONGEST_TEXT],
            "agent": str(request.headers.get("User-Agent", ""))[:_LONGEST_TEXT],
            "method": request.method,
            "path": request.path[:_LONGEST_TEXT],
            "status": answer.status,
            "user": (_user(request) or form.get("username", ""))[:_LONGEST_TEXT],
            "scopes": [scope[:_LONGEST_TEXT] for scope in scopes[:20]],
            "granted": _granted(answer),
        }
        with self._lock:
            self._visits.append(visit)

    def kept(self) -> list[dict]:
        """All that is kept, oldest first."""
        with self._lock:
            return list(self._visits)


def _user(request: Request) -> str:
    try:
        return basic(request.headers.get("Authorization", "")).partition(":")[0]
    except ValueError:
        return ""


def _granted(answer: Answer) -> list[str]:
    """What the token that was given allows, in the form of scopes."""
    token = answer.body.get("token") if isinstance(answer.body, dict) else None
    try:
        payload = str(token).split(".")[1]
        access = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["access"]
        return [f"{entry['type']}:{entry['name']}:{','.join(entry['actions'])}" for entry in access]
    except (IndexError, KeyError, ValueError, TypeError):
        return []
