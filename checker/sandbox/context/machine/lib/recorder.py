"""Writes down the events of the learner's engine, from the start, where the learner cannot reach.

One JSON object a line in EVENTS. Says that the machine is ready, once, when the engine first answers.
"""

import collections
import json
import os
import socket
import sys
import time
from collections.abc import Iterator

# Isolated mode leaves this program's own folder out.
sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

import engine_socket  # noqa: E402

FOLDER = "/run/registres"
EVENTS = f"{FOLDER}/events.jsonl"
OLDER = f"{FOLDER}/events.older.jsonl"
READY = f"{FOLDER}/ready"
MOST_BYTES = 4_000_000
LONGEST_LINE = 64_000
KINDS = ["image", "container", "volume", "network", "builder", "daemon"]
# An engine keeps 256 events: more than it can say again after a reconnection.
REMEMBERED = 600
# An engine that is told to stop takes its socket away, then waits seconds for its clients to hang up:
# look this often whether it is still there.
LOOK_S = 0.25
ANSWER_S = 10.0
# What an engine that is not one, or not any more, makes us raise.
LIES = (OSError, ValueError, RecursionError)


class Journal:
    """The file of events, bounded: the newest MOST_BYTES at least are kept."""

    def __init__(self) -> None:
        os.makedirs(FOLDER, mode=0o700, exist_ok=True)
        os.chmod(FOLDER, 0o700)
        self.last_s = 0
        self.seen: collections.deque[object] = collections.deque(maxlen=REMEMBERED)
        self.file = open(EVENTS, "a", encoding="utf-8")  # noqa: SIM115 - kept open for the whole run

    def write(self, event: dict[str, object]) -> None:
        """Add an event, unless it was seen before a reconnection."""
        actor = event.get("Actor")
        action = str(event.get("Action", ""))
        mark = (event.get("timeNano"), action, actor.get("ID") if isinstance(actor, dict) else None)
        if not isinstance(mark[0], int) or mark in self.seen or action.startswith(("exec_", "top")):
            return
        self.seen.append(mark)
        moment_s = event.get("time")
        self.last_s = moment_s if isinstance(moment_s, int) else self.last_s
        if self.file.tell() > MOST_BYTES:
            self.file.close()
            os.replace(EVENTS, OLDER)
            self.file = open(EVENTS, "a", encoding="utf-8")  # noqa: SIM115
        self.file.write(json.dumps(event, ensure_ascii=False) + "\n")
        self.file.flush()


def ask(since_s: float) -> socket.socket:
    """Ask the engine for its events; HTTP/1.0, so that the answer comes as it is, not in chunks."""
    connection = engine_socket.connect(ANSWER_S)
    filters = "".join(c if c.isalnum() else f"%{ord(c):02X}" for c in json.dumps({"type": KINDS}))
    request = f"GET /v1.41/events?since={since_s:.9f}&filters={filters} HTTP/1.0\r\nHost: engine\r\n\r\n"
    connection.sendall(request.encode("ascii"))
    engine_socket.check_answer(connection)
    return connection


def lines(connection: socket.socket) -> Iterator[bytes]:
    """Give the lines of the answer, header included, until the engine leaves."""
    home = os.stat(engine_socket.SOCKET).st_ino
    pending = b""
    while True:
        try:
            data = connection.recv(65536)
        except TimeoutError:
            if connection.gettimeout() == ANSWER_S or os.stat(engine_socket.SOCKET).st_ino != home:
                return
            continue
        if not data:
            return
        connection.settimeout(LOOK_S)
        *whole, pending = (pending + data).split(b"\n")
        yield from whole
        if len(pending) > LONGEST_LINE:
            raise ValueError("endless line")


def follow(journal: Journal, since_s: float) -> None:
    """Copy the events into the journal until the engine goes away."""
    with ask(since_s) as connection:
        answer = lines(connection)
        if b" 200 " not in next(answer, b""):
            raise ValueError("no events")
        for line in answer:
            if not line.strip():
                break
        tell_ready()
        for line in answer:
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
    while True:
        try:
            follow(journal, journal.last_s or began)
        except LIES:
            pass
        time.sleep(0.01 if time.time() - began < 10 else 0.1)


if __name__ == "__main__":
    main()
