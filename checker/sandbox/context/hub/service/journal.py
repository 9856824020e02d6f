"""What happened on the Hub: the registry's notifications and the logins, oldest first."""

import datetime
import threading
from collections import deque

_LONGEST_JOURNAL = 5000
_LONGEST_TEXT = 300
FENCE = "hub-api/"


class Journal:
    """A bounded list of events, and the means to know that it is complete."""

    def __init__(self) -> None:
        self._events: deque[dict] = deque(maxlen=_LONGEST_JOURNAL)
        self._pushed: set[str] = set()
        self._changed = threading.Condition()
        self._fences: set[str] = set()

    def add_notifications(self, envelope: dict) -> None:
        """Keep what the registry tells."""
        for event in envelope.get("events") or []:
            actor = _text(event.get("actor"), "name")
            if actor.startswith(FENCE):
                self._reach(actor)
            elif actor != "hub-api":
                self._add_notification(event, actor)

    def add_login(self, user: str, *, accepted: bool) -> None:
        """Keep an attempt to log in."""
        now = datetime.datetime.now(datetime.UTC).isoformat()
        action = "login" if accepted else "login-refused"
        event = dict.fromkeys(("repository", "tag", "digest", "media_type", "method"), "")
        with self._changed:
            self._events.append(event | {"action": action, "actor": user[:_LONGEST_TEXT], "time": now})

    def events(self) -> list[dict]:
        """All that is kept, oldest first."""
        with self._changed:
            return list(self._events)

    def pushed(self) -> set[str]:
        """The repositories that something was pushed to."""
        with self._changed:
            return set(self._pushed)

    def wait_for(self, fence: str, timeout_s: float) -> bool:
        """Wait until the trace called `fence` has come back through the registry's notifications."""
        with self._changed:
            reached = self._changed.wait_for(lambda: fence in self._fences, timeout_s)
            self._fences.discard(fence)
            return reached

    def _reach(self, fence: str) -> None:
        with self._changed:
            self._fences.add(fence)
            self._changed.notify_all()

    def _add_notification(self, event: dict, actor: str) -> None:
        target = event.get("target") or {}
        kept = {
            "action": _text(event, "action"),
            "repository": _text(target, "repository"),
            "tag": _text(target, "tag"),
            "digest": _text(target, "digest"),
            "media_type": _text(target, "mediaType"),
            "actor": actor,
            "time": _text(event, "timestamp"),
            "method": _text(event.get("request"), "method"),
        }
        with self._changed:
            self._events.append(kept)
            if kept["action"] == "push":
                self._pushed.add(kept["repository"])


def _text(holder: dict | None, key: str) -> str:
    return str((holder or {}).get(key) or "")[:_LONGEST_TEXT]
