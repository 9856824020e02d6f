"""Writes down the events of the learner's engine, from the start, where the learner cannot reach.

One JSON object a line in EVENTS. Says that the machine is ready, once, when the engine first answers.
"""

import http.client
import json
import os
import socket
import time
import urllib.parse

SOCKET = "/run/user/1000/docker.sock"
FOLDER = "/run/registres"
EVENTS = f"{FOLDER}/events.jsonl"
OLDER = f"{FOLDER}/events.older.jsonl"
READY = f"{FOLDER}/ready"
MOST_BYTES = 4_000_000
LONGEST_LINE = 64_000
KINDS = ["image", "container", "volume", "network", "builder", "daemon"]


class EngineConnection(http.client.HTTPConnection):
    """HTTP over the engine's socket."""

    def connect(self) -> None:
        """Connect; an engine that accepts and says nothing is given up after a while."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(10)
        self.sock.connect(SOCKET)


class Journal:
    """The file of events, bounded: the newest MOST_BYTES at least are kept."""

    def __init__(self) -> None:
        os.makedirs(FOLDER, mode=0o700, exist_ok=True)
        os.chmod(FOLDER, 0o700)
        self.last = 0
        self.file = open(EVENTS, "a", encoding="utf-8")  # noqa: SIM115 - kept open for the whole run

    def write(self, event: dict[str, object]) -> None:
        """Add an event, unless it was seen before a reconnection."""
        moment = event.get("timeNano")
        action = str(event.get("Action", ""))
        if not isinstance(moment, int) or moment <= self.last or action.startswith(("exec_", "top")):
            return
        self.last = moment
        if self.file.tell() > MOST_BYTES:
            self.file.close()
            os.replace(EVENTS, OLDER)
            self.file = open(EVENTS, "a", encoding="utf-8")  # noqa: SIM115
        self.file.write(json.dumps(event, ensure_ascii=False) + "\n")
        self.file.flush()


def follow(journal: Journal, since: float) -> None:
    """Copy the events into the journal until the engine goes away."""
    query = urllib.parse.urlencode({"since": f"{since:.9f}", "filters": json.dumps({"type": KINDS})})
    connection = EngineConnection("engine")
    connection.request("GET", f"/v1.41/events?{query}")
    answer = connection.getresponse()
    if answer.status != 200:
        raise http.client.HTTPException(str(answer.status))
    tell_ready()
    connection.sock.settimeout(None)
    while line := answer.readline(LONGEST_LINE):
        if line.endswith(b"\n"):
            event = json.loads(line)
            if isinstance(event, dict):
                journal.write(event)


def tell_ready() -> None:
    """Leave the mark, and the line in the container's log, that others wait for."""
    if not os.path.exists(READY):
        with open(READY, "w") as mark:
            mark.write("1")
        print("registres: pret", flush=True)


def main() -> None:
    """Follow the engine for ever, across its restarts."""
    journal = Journal()
    began = time.time()
    pause = 0.01
    while True:
        try:
            follow(journal, journal.last / 1e9 if journal.last else began)
        except (OSError, ValueError, http.client.HTTPException):
            pass
        time.sleep(pause)
        pause = 0.01 if time.time() - began < 10 else 0.1


if __name__ == "__main__":
    main()
