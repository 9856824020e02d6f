"""Grade an exercise: one warm worker, a deadline, one retry; our own faults never become a grade."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from checker.course.exercise import Exercise
from checker.course.lab import find_exercise
from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.grading.worker_process import WorkerGoneError, WorkerLine, WorkerProcess, start_worker
from checker.messages import grading as say


class Grader:
    """Grades exercises one at a time; safe to call from several threads.

    Args:
        start: starts the worker's process, at each need of a new one; by default, a process of its own.
    """

    def __init__(self, *, start: Callable[[], WorkerProcess] = start_worker) -> None:
        self._start = start
        self._worker: WorkerLine | None = None
        self._lock = threading.Lock()
        self._requests = itertools.count(1)
        self._closed = False

    def prepare(self, run_id: str) -> None:
        """Start the worker and let it attach to a sandbox, without waiting: the first verdict is quick."""
        threading.Thread(target=self._prepare, args=(run_id,), name="grader", daemon=True).start()

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
            self._closed = True
            self._drop()

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _prepare(self, run_id: str) -> None:
        with self._lock:
            if self._closed:
                return
            try:
                self._warm().send({"request": next(self._requests), "run_id": run_id})
            except WorkerGoneError:
                self._drop()

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

    def _warm(self) -> WorkerLine:
        if self._worker is not None and not self._worker.is_alive:
            self._drop()
        if self._worker is None:
            self._worker = WorkerLine(self._start)
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
