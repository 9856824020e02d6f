"""The same work on several machines, by Dask: each of its workers grades with an engine of its own."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from queue import SimpleQueue
from uuid import uuid4

from distributed import Client, Future, KilledWorker, get_client, get_worker

from checker.batch.crew import Began, Ended, Event, Graded, Job, grade_job
from checker.batch.forked import fork_judge
from checker.batch.grade import Grading, Means
from checker.batch.limits import Limits
from checker.batch.nursery import Nursery
from checker.batch.stage import open_stages
from checker.course.digest import lab_digest
from checker.course.lab import course_root, read_lab
from checker.errors import CheckerError, SandboxError
from checker.gradebook.grade import ExerciseGrade
from checker.grading.grader import Grader
from checker.messages import cluster as say
from checker.messages.batch import broken

CONNECT_TIMEOUT_S = 15
WATCH_S = 1.0


class DaskCrew:
    """The workers of a Dask cluster. One that dies loses nothing that it has told: another one goes on.

    Args:
        address: the scheduler's, `tcp://host:8786` or `tls://…`.
        limits: how long things may take.
        courses: digest of each lab; a worker with another course refuses to grade.

    Raises:
        SandboxError: the scheduler does not answer, or has no workers.
    """

    def __init__(self, address: str, limits: Limits, courses: Mapping[str, str]) -> None:
        self._limits = limits
        self._courses = courses
        try:
            self._client = Client(address, timeout=CONNECT_TIMEOUT_S)
        except (OSError, ValueError, TimeoutError) as exc:
            raise SandboxError(say.no_scheduler(address), do=say.START_SCHEDULER) from exc
        self.size = sum(self._client.nthreads().values())
        if not self.size:
            self.close()
            raise SandboxError(say.no_worker(address), do=say.START_WORKERS)

    def close(self) -> None:
        """Hang up; the cluster stays."""
        self._client.close()

    def work(self, jobs: Sequence[Job]) -> Generator[Event, None, None]:
        """Grade the jobs on whichever worker is free."""
        run = f"registres-{uuid4().hex}"
        told: SimpleQueue[Event | Future] = SimpleQueue()
        # A topic per job: whoever takes one up after a dead worker reads what was told of that one only.
        topics = {job.id: f"{run}-{job.id}" for job in jobs}
        futures = {}
        for job in jobs:
            course, topic = self._courses[job.submission.lab], topics[job.id]
            self._client.subscribe_topic(topic, lambda event: told.put(_read(event[1])))
            # Dask itself takes up what a dead worker had begun; `retries` would also repeat a bug of ours.
            future = self._client.submit(_grade, job, self._limits, course, topic, pure=False, retries=0)
            futures[future] = job
            future.add_done_callback(told.put)
        try:
            yield from _events(told, futures)
        finally:
            # What still runs notices that nobody wants it any more.
            self._client.cancel(list(futures), force=True)
            for topic in topics.values():
                self._client.unsubscribe_topic(topic)


def _events(told: SimpleQueue[Event | Future], futures: Mapping[Future, Job]) -> Generator[Event, None, None]:
    """What is told as it happens, each grade once; the result of a job says what was not heard."""
    heard: dict[int, set[str]] = {job.id: set() for job in futures.values()}
    left = len(futures)
    while left:
        event = told.get()
        if isinstance(event, Future):
            left -= 1
            yield from _outcome(event, futures[event], heard)
        elif not isinstance(event, Graded):
            yield event
        elif event.grade.verdict.exercise not in heard[event.job]:
            heard[event.job].add(event.grade.verdict.exercise)
            yield event


def _outcome(future: Future, job: Job, heard: Mapping[int, set[str]]) -> Iterable[Event]:
    if future.status != "finished":
        return [Ended(job.id, _fault(future))]
    events: list[Event] = [_read(text) for text in future.result()]
    return [e for e in events if not (isinstance(e, Graded) and e.grade.verdict.exercise in heard[job.id])]


def _fault(future: Future) -> str:
    error = future.exception() if future.status == "error" else None
    if error is None or isinstance(error, KilledWorker):
        return say.WORKERS_LOST
    return broken(type(error).__name__, str(error))


def _grade(job: Job, limits: Limits, course: str, topic: str) -> list[str]:
    """On a worker: grade a job; what another worker told of it before it died is known."""
    told: list[str] = []
    worker = get_worker()

    def tell(event: Event) -> None:
        if not isinstance(event, Began):
            told.append(_written(event))
        if not isinstance(event, Ended):
            worker.log_event(topic, _written(event))

    try:
        root = course_root()
        if lab_digest(read_lab(root / "labs" / job.submission.lab)) != course:
            raise SandboxError(say.other_course(worker.address), do=say.SAME_COURSE)
        known = {**job.known, **_told_before(topic)}
    except (CheckerError, OSError) as exc:
        return [_written(Ended(job.id, str(exc)))]
    over = threading.Event()
    try:
        with (
            contextlib.closing(Nursery()) as nursery,
            open_stages(nursery) as stages,
            Grader(start=partial(fork_judge, nursery)) as grader,
        ):
            means = Means(root, limits, stages, grader)
            grade_job(replace(job, known=known), means, tell, lambda grading: _watch(grading, over))
    finally:
        over.set()
    return told


def _told_before(topic: str) -> dict[str, ExerciseGrade]:
    events = [_read(text) for _, text in get_client().get_events(topic)]
    grades = [event.grade for event in events if isinstance(event, Graded)]
    return {g.verdict.exercise: g for g in grades if g.verdict.is_evaluated}


def _watch(grading: Grading, over: threading.Event) -> None:
    """Halt a grading that nobody wants any more: it was given up, or whoever asked for it is gone."""
    worker = get_worker()
    key = worker.get_current_task()

    def watch() -> None:
        while not over.wait(WATCH_S):
            task = worker.state.tasks.get(key)
            if task is None or task.state == "cancelled":
                grading.halt()
                return

    threading.Thread(target=watch, name="registres-watch", daemon=True).start()


def _written(event: Event) -> str:
    """An event as JSON: the scheduler keeps it without reading it."""
    match event:
        case Began():
            return json.dumps({"job": event.job, "title": event.title})
        case Graded():
            return json.dumps({"job": event.job, "grade": event.grade.to_json()})
        case Ended():
            return json.dumps({"job": event.job, "fault": event.fault})


def _read(text: str) -> Event:
    data = json.loads(text)
    if "grade" in data:
        return Graded(data["job"], ExerciseGrade.from_json(data["grade"]))
    if "title" in data:
        return Began(data["job"], data["title"])
    return Ended(data["job"], data["fault"])
