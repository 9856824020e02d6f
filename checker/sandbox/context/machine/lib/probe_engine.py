"""The learner's engine: its API, the logs of its containers, the events that the recorder wrote down."""

import http.client
import json
import os
import signal
import struct
import time
from urllib.parse import quote

import engine_socket
import probe_net
import probe_world

FOLDER = "/run/registres"
EVENTS = (f"{FOLDER}/events.older.jsonl", f"{FOLDER}/events.jsonl")
READY = f"{FOLDER}/ready"
BODY_LIMIT = 8_000_000
LOG_LIMIT = 1_000_000
MOST_EVENTS = 5000


class EngineConnection(http.client.HTTPConnection):
    """HTTP over the engine's socket."""

    def connect(self) -> None:
        """Connect to whatever listens there."""
        self.sock = engine_socket.connect()

    def getresponse(self) -> http.client.HTTPResponse:
        """Give the answer, when it is the engine's."""
        engine_socket.check_answer(self.sock)
        return super().getresponse()


def ask(method: str, path: str, body: object = None, *, limit: int = BODY_LIMIT) -> tuple[int, str, bytes]:
    """Ask the engine; gives the status, the content type and the beginning of the body."""
    connection = EngineConnection("engine")
    data = None if body is None else json.dumps(body).encode()
    connection.request(method, path, body=data, headers={"Content-Type": "application/json"} if data else {})
    answer = connection.getresponse()
    return answer.status, answer.getheader("Content-Type", ""), answer.read(limit + 1)


def unreachable(error: Exception) -> dict:
    """Say why the engine gives no answer."""
    if isinstance(error, engine_socket.ImpostorError):
        return {"unreachable": "impostor", "detail": ""}
    if isinstance(error, (FileNotFoundError, PermissionError)):
        return {"unreachable": "refused", "detail": str(error)}
    return probe_net.unreachable(error)


def engine(request: dict) -> dict:
    """Ask the engine's API one thing."""
    try:
        status, kind, body = ask(request.get("method", "GET"), request["path"], request.get("body"))
    except TimeoutError:
        raise
    except (OSError, http.client.HTTPException) as error:
        return unreachable(error)
    text = body[:BODY_LIMIT].decode(errors="replace")
    if "json" in kind:
        try:
            return {"status": status, "body": json.loads(text)}
        except (ValueError, RecursionError):
            pass
    return {"status": status, "body": text, "truncated": len(body) > BODY_LIMIT}


def logs(request: dict) -> dict:
    """Give the end of a container's log, each line with its moment when `timestamps` is asked for.

    `since`, in seconds since the epoch, leaves out what is older.
    """
    name = quote(str(request["container"]), safe="")
    tail = int(request.get("tail") or 20)
    since = max(0, int(float(request.get("since") or 0) * 1e9))
    options = f"tail={tail}&since={stamp(since)}&timestamps={int(bool(request.get('timestamps')))}"
    try:
        status, _, body = ask("GET", f"/containers/{name}/json")
        if status != 200:
            return {"status": status, "text": ""}
        terminal = json.loads(body)["Config"]["Tty"]
        status, _, body = ask("GET", f"/containers/{name}/logs?stdout=1&stderr=1&{options}", limit=LOG_LIMIT)
    except TimeoutError:
        raise
    except (OSError, ValueError, KeyError, http.client.HTTPException) as error:
        return {**unreachable(error), "text": ""}
    text = (body if terminal else demultiplex(body)).decode(errors="replace")
    return {"status": status, "text": text, "truncated": len(body) > LOG_LIMIT}


def demultiplex(body: bytes) -> bytes:
    """Undo the framing of a log that mixes the two outputs."""
    text, position = bytearray(), 0
    while position + 8 <= len(body):
        (length,) = struct.unpack(">4xL", body[position : position + 8])
        text += body[position + 8 : position + 8 + length]
        position += 8 + length
    return bytes(text)


def events(request: dict) -> dict:
    """Give the engine's events since it was first up, oldest first; the very last ones included."""
    recorded = [event for path in EVENTS for event in read_events(path)]
    last = recorded[-1]["timeNano"] if recorded else 0
    recorded += [event for event in fresh_events(last) if event["timeNano"] > last]
    most = min(int(request.get("limit") or MOST_EVENTS), MOST_EVENTS)
    return {"events": recorded[-most:], "truncated": len(recorded) > most}


def read_events(path: str) -> list[dict]:
    """Read what the recorder wrote in one file."""
    try:
        with open(path, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.endswith("\n")]
    except FileNotFoundError:
        return []


def fresh_events(last: int) -> list[dict]:
    """Ask the engine for what happened a moment ago, that the recorder may not have written yet."""
    probe_world.become(probe_world.LEARNER)
    kinds = quote(json.dumps({"type": ["image", "container", "volume", "network", "builder", "daemon"]}))
    now = time.time_ns()
    since = max(last, now - 10_000_000_000)
    path = f"/v1.41/events?since={stamp(since)}&until={stamp(now)}&filters={kinds}"
    try:
        _, _, body = ask("GET", path)
        found = [json.loads(line) for line in body.splitlines()]
    except (OSError, ValueError, http.client.HTTPException):
        return []
    shown = [event for event in found if isinstance(event, dict) and isinstance(event.get("timeNano"), int)]
    return [event for event in shown if not str(event.get("Action", "")).startswith(("exec_", "top"))]


def stamp(moment_ns: int) -> str:
    """Write a moment as the engine wants it."""
    return f"{moment_ns // 1_000_000_000}.{moment_ns % 1_000_000_000:09d}"


def ready(request: dict) -> dict:
    """Wait until the engine answers."""
    while not os.path.exists(READY):
        time.sleep(0.005)
    probe_world.become(probe_world.LEARNER)
    while True:
        try:
            if ask("GET", "/_ping")[0] == 200:
                return {"ready": True, "left_s": signal.getitimer(signal.ITIMER_REAL)[0]}
        except TimeoutError:
            raise
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.01)
