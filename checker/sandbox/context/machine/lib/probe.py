"""Answers questions about this machine: one JSON object a line on the input, one a line on the output.

Started by root in the container's own namespaces, where the learner cannot replace it. Each question is
worked on by a child process of its own: what hangs is killed at its deadline, what crashes takes nothing
else with it, and the children that look at the learner's world have first given up root for good and closed
all but their answer.

    {"id": 7, "op": "file", "path": "/etc/hosts", "timeout_s": 5}  ->  {"id": 7, "kind": "file", …}
"""

import gc
import json
import os
import selectors
import signal
import sys
import time
from collections.abc import Callable

# Isolated mode (-I) leaves this folder out.
sys.path.insert(0, "/usr/lib/registres")

import probe_engine
import probe_fetch
import probe_net
import probe_run
import probe_world
from powers import drop_capabilities, end_learners_processes

LEARNER = 1000
ANSWER = 3
DEFAULT_TIMEOUT_S = 5.0
LONGEST_REQUEST = 48_000_000
LONGEST_ANSWER = 12_000_000
MOST_JOBS = 16
#: A child says by itself that it ran out of time; this much later it is killed.
GRACE_S = 4.0
#: How long a machine full of processes, which are then ended, is given to become empty.
ROOM_S = 5.0
ATTEMPTS = 3

#: op -> (function, user that answers; None: the function gives up root by itself, once it has to)
OPERATIONS = {
    "engine": (probe_engine.engine, LEARNER),
    "logs": (probe_engine.logs, LEARNER),
    "events": (probe_engine.events, None),
    "ready": (probe_engine.ready, None),
    "http": (probe_net.http, None),
    "fetch": (probe_fetch.fetch, None),
    "tls": (probe_net.tls, None),
    "file": (probe_world.file, None),
    "list": (probe_world.listing, None),
    "write": (probe_world.write, None),
    "resolve": (probe_world.resolve, None),
    "run": (probe_run.run, None),
}
#: What an answer holds at least, also when nothing could be found out.
EMPTY = {
    "file": {"kind": "other"},
    "list": {"kind": "other", "names": [], "entries": []},
    "resolve": {"addresses": []},
    "events": {"events": []},
    "logs": {"text": ""},
    "fetch": {"answers": []},
    "tls": {"chain_der_b64": [], "verified": False, "verify_error": ""},
    "run": {"exit_code": None, "head": "", "tail": "", "omitted": 0, "timed_out": False},
}


class Job:
    """One question being worked on."""

    def __init__(self, request: dict, attempt: int = 1) -> None:
        self.request = request
        self.attempt = attempt
        self.answer = bytearray()
        self.deadline = time.monotonic() + timeout_of(request) + GRACE_S
        reading, writing = os.pipe()
        try:
            self.pid = os.fork()
        except OSError:
            os.close(reading)
            os.close(writing)
            raise
        if self.pid == 0:
            work(request, writing)
        os.close(writing)
        self.reading = reading

    def result(self) -> dict:
        """Give the answer, once the child has closed its end."""
        op = self.request.get("op")
        try:
            result = json.loads(bytes(self.answer))
            if not isinstance(result, dict):
                raise ValueError
        except (ValueError, RecursionError):
            result = {
                "unreachable": "killed" if time.monotonic() < self.deadline else "timeout",
                "detail": "",
            }
        return {**EMPTY.get(op, {}), **result}


class Server:
    """Reads the questions, keeps the children in time, writes the answers in the order they come."""

    def __init__(self, reading: int, writing: int) -> None:
        self.reading, self.writing = reading, writing
        self.selector = selectors.DefaultSelector()
        self.selector.register(reading, selectors.EVENT_READ)
        self.jobs: dict[int, Job] = {}
        self.waiting: list[dict] = []
        self.input = bytearray()

    def serve(self) -> None:
        """Answer until the input ends."""
        while True:
            for key, _ in self.selector.select(self.pause()):
                if key.fd == self.reading:
                    if not self.read_requests():
                        return
                else:
                    self.read_answer(self.jobs[key.fd])
            self.end_late_jobs()
            reap()

    def pause(self) -> float | None:
        """Say how long nothing can happen by itself, in seconds."""
        if not self.jobs:
            return None
        return max(0.0, min(job.deadline for job in self.jobs.values()) - time.monotonic())

    def read_requests(self) -> bool:
        """Take in what the client sent; False at the end."""
        data = os.read(self.reading, 1 << 20)
        self.input += data
        if b"\n" in data:
            *lines, rest = self.input.split(b"\n")
            self.input = bytearray(rest)
            for line in lines:
                self.accept(line)
        return bool(data) and len(self.input) <= LONGEST_REQUEST

    def accept(self, line: bytes) -> None:
        """Start working on one question, or put it in the queue."""
        try:
            request = json.loads(line)
            timeout_of(request)
        except (ValueError, TypeError, AttributeError) as error:
            self.write({"id": None, "error": f"bad request: {error}"})
            return
        if request.get("op") not in OPERATIONS:
            self.write({"id": request.get("id"), "error": f"unknown op: {request.get('op')}"})
        elif len(self.jobs) >= MOST_JOBS:
            self.waiting.append(request)
        else:
            self.start(request)

    def start(self, request: dict, attempt: int = 1) -> None:
        """Give a question to a child; where the learner's processes leave no room for it, they are ended."""
        last_try = time.monotonic() + ROOM_S
        while True:
            try:
                job = Job(request, attempt)
                break
            except OSError as error:
                if not isinstance(error, BlockingIOError) or time.monotonic() > last_try:
                    self.write({"id": request.get("id"), "error": f"no process: {error}"})
                    return
            end_learners_processes()
            time.sleep(0.1)
            reap()
        self.jobs[job.reading] = job
        self.selector.register(job.reading, selectors.EVENT_READ)

    def read_answer(self, job: Job) -> None:
        """Take in what a child found."""
        data = os.read(job.reading, 1 << 20)
        job.answer += data
        if not data or len(job.answer) > LONGEST_ANSWER:
            self.finish(job)

    def end_late_jobs(self) -> None:
        """Kill the children that are past their time."""
        now = time.monotonic()
        for job in [job for job in self.jobs.values() if job.deadline <= now]:
            self.finish(job)

    def finish(self, job: Job) -> None:
        """Answer a question and forget it; a child that was killed by somebody else gets another chance."""
        self.selector.unregister(job.reading)
        del self.jobs[job.reading]
        os.close(job.reading)
        late = time.monotonic() >= job.deadline
        if late or len(job.answer) > LONGEST_ANSWER:
            stop(job)
        elif not job.answer and job.attempt < ATTEMPTS and job.request["op"] != "run":
            self.start(job.request, job.attempt + 1)
            return
        self.write({"id": job.request.get("id"), **job.result()})
        if self.waiting:
            self.start(self.waiting.pop(0))

    def write(self, answer: dict) -> None:
        """Send one answer."""
        data = memoryview(json.dumps(answer).encode() + b"\n")
        while data:
            data = data[os.write(self.writing, data) :]


def timeout_of(request: dict) -> float:
    """Read how long a question may take, in seconds."""
    return float(request.get("timeout_s") or DEFAULT_TIMEOUT_S)


def stop(job: Job) -> None:
    """End a child that is late."""
    try:
        os.kill(job.pid, signal.SIGKILL)
    except OSError:
        pass


def reap() -> None:
    """Bury the children that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def work(request: dict, writing: int) -> None:
    """Answer one question, in a child: never returns."""
    try:
        isolate(writing)
        function, user = OPERATIONS[request["op"]]
        if user is not None:
            probe_world.become(user)
        signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, timeout_of(request))
        answer = look(function, request)
        signal.setitimer(signal.ITIMER_REAL, 0)
        send(answer)
        if request["op"] == "run":
            probe_run.linger()
    except BaseException as error:
        send({"error": f"{type(error).__name__}: {error}"})
    finally:
        os._exit(0)


def look(function: Callable[[dict], dict], request: dict) -> dict:
    """Run one operation; what is wrong in the learner's world is an answer like any other."""
    try:
        return function(request)
    except TimeoutError:
        return {"unreachable": "timeout", "detail": ""}
    except probe_world.WorldLostError:
        return {"unreachable": "world", "detail": ""}


def ring(*_: object) -> None:
    """Interrupt an operation that runs out of time."""
    raise TimeoutError


def send(answer: dict) -> None:
    """Write a child's answer and close: what the child does afterwards is nobody's concern."""
    data = memoryview(json.dumps(answer).encode())
    try:
        while data:
            data = data[os.write(ANSWER, data) :]
        os.close(ANSWER)
    except OSError:
        pass


def isolate(writing: int) -> None:
    """Keep nothing open but the answer: whoever took a child over could speak for the others."""
    os.dup2(writing, ANSWER)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nothing, number)
    os.closerange(ANSWER + 1, max(256, nothing + 1, writing + 1))


def main() -> None:
    """Serve the standard input."""
    # The channel moves above the children's numbers.
    reading, writing = os.dup(0), os.dup(1)
    drop_capabilities()
    probe_net.preload()
    gc.freeze()
    Server(reading, writing).serve()


if __name__ == "__main__":
    main()
