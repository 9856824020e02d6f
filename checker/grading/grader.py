"""Grade an exercise: one warm worker, a deadline, one retry; our own faults never become a grade."""

from __future__ import annotations

import itertools
import json
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from checker.course.exercise import Exercise
from checker.course.lab import find_exercise
from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.messages import grading as say

WORKER = (sys.executable, "-I", "-m", "checker.grading.worker")


class WorkerGoneError(Exception):
    """The worker died or did not answer in time; the message is the French reason."""


class _Worker:
    """One worker process."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # An interrupt meant for the terminal or the kernel must not kill a verdict.
            start_new_session=True,
        )
        self._replies: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as exc:
            raise WorkerGoneError(say.WORKER_DIED) from exc

    def receive(self, request: int, timeout_s: float) -> dict[str, Any]:
        """The reply to this request; earlier ones (of preparations) are dropped."""
        while True:
            try:
                line = self._replies.get(timeout=timeout_s)
            except queue.Empty as exc:
                raise WorkerGoneError(say.timed_out(timeout_s)) from exc
            if not line:
                raise WorkerGoneError(say.WORKER_DIED)
            reply: dict[str, Any] = json.loads(line)
            if reply["request"] == request:
                return reply

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except OSError:  # a request still buffered for the dead process
                continue

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._replies.put(line)
        self._replies.put(b"")


class Grader:
    """Grades exercises one at a time; safe to call from several threads.

    Args:
        command: how to start the worker; tests give one with a world of their own.
    """

    def __init__(self, *, command: Sequence[str] = WORKER) -> None:
        self._command = command
        self._worker: _Worker | None = None
        self._lock = threading.Lock()
        self._requests = itertools.count(1)

    def prepare(self, run_id: str) -> None:
        """Start the worker and let it attach to a sandbox, without waiting: the first verdict is quick."""
        with self._lock:
            try:
                self._warm().send({"request": next(self._requests), "run_id": run_id})
            except WorkerGoneError:
                self._drop()

    def grade(
        self,
        run_id: str,
        exercise_id: str,
        *,
        variant: str = "",
        timeout_s: float = 60,
        root: Path | None = None,
    ) -> Verdict:
        """Judge what the learner of this sandbox reached.

        A try in which a criterion ends in our own fault is made once more.

        Args:
            run_id: the sandbox.
            exercise_id: the exercise.
            variant: whose values this learner was given.
            timeout_s: for each try, in seconds.
            root: the course's folder.

        Raises:
            LabError: the exercise cannot be read at all.
        """
        exercise = find_exercise(exercise_id, root, variant)
        with self._lock:
            verdict = self._try(run_id, exercise, timeout_s)
            return verdict if verdict.is_evaluated else self._try(run_id, exercise, timeout_s)

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._drop()

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _try(self, run_id: str, exercise: Exercise, timeout_s: float) -> Verdict:
        request = next(self._requests)
        message = {
            "request": request,
            "run_id": run_id,
            "folder": str(exercise.folder.resolve()),
            "criteria": [c.id for c in exercise.criteria],
            "values": {value.name: value.text for value in exercise.values},
        }
        try:
            worker = self._warm()
            worker.send(message)
            reply = worker.receive(request, timeout_s)
        except WorkerGoneError as exc:
            self._drop()
            return _verdict(exercise, {}, str(exc))
        return _verdict(exercise, reply["judgements"], reply["fault"])

    def _warm(self) -> _Worker:
        if self._worker is not None and not self._worker.is_alive:
            self._drop()
        if self._worker is None:
            self._worker = _Worker(self._command)
        return self._worker

    def _drop(self) -> None:
        if self._worker is not None:
            self._worker.end()
            self._worker = None


def _verdict(exercise: Exercise, judgements: dict[str, dict[str, Any]], fault: str) -> Verdict:
    texts = {spec.id: spec.text for spec in exercise.criteria}
    results = []
    for spec in exercise.criteria:
        fields = dict(judgements.get(spec.id) or {})
        unmet = fields.pop("unmet", ())
        if unmet:
            fields["observed"] = say.needs_first([texts[id_] for id_ in unmet])
        if fault or not fields:
            fields = {"outcome": Outcome.ERROR, "observed": fault or say.NOT_EVALUATED}
        fields["outcome"] = Outcome(fields["outcome"])
        results.append(CriterionResult(id=spec.id, text=spec.text, points=spec.points, **fields))
    return Verdict(exercise=exercise.id, criteria=tuple(results))
