"""Those who grade: several submissions at once, each in a sandbox of its own, told as events."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

from checker.batch.grade import Grading, HaltedError, Limits
from checker.batch.submission import Submission
from checker.course.lab import read_lab
from checker.errors import CheckerError
from checker.gradebook.grade import ExerciseGrade
from checker.messages import batch as say


@dataclass(frozen=True)
class Job:
    """One submission to grade."""

    id: int
    learner: str
    submission: Submission
    known: Mapping[str, ExerciseGrade]
    """What is graded already."""


@dataclass(frozen=True)
class Began:
    """An exercise is being graded."""

    job: int
    title: str


@dataclass(frozen=True)
class Graded:
    """An exercise is graded."""

    job: int
    grade: ExerciseGrade


@dataclass(frozen=True)
class Ended:
    """Nothing more comes of a job."""

    job: int
    fault: str = ""
    """Why it ended before its last exercise, in French; our own fault, whatever it is."""


Event = Began | Graded | Ended


class Crew(Protocol):
    """Whoever grades jobs."""

    def work(self, jobs: Sequence[Job]) -> Generator[Event, None, None]:
        """Grade the jobs; ends once each of them has ended. Closing it gives up those that are under way."""


def grade_job(
    job: Job, root: Path, limits: Limits, tell: Callable[[Event], None], started: Callable[[Grading], None]
) -> None:
    """Grade one job and tell all that happens; raises nothing.

    Args:
        job: what to grade.
        root: the course's folder.
        limits: how long things may take.
        tell: called with each event, the last of which is `Ended`.
        started: called with the grading, which may be halted from another thread.
    """
    fault = ""
    try:
        lab = read_lab(root / "labs" / job.submission.lab, job.submission.variant)
        grading = Grading(
            lab,
            job.submission,
            root,
            limits,
            known=job.known,
            tell=lambda title: tell(Began(job.id, title)),
        )
        started(grading)
        for grade in grading.grades():
            tell(Graded(job.id, grade))
    except CheckerError as exc:
        fault = str(exc)
    except Exception as exc:  # a bug of ours costs this submission, not the class
        fault = say.broken(type(exc).__name__, str(exc))
    tell(Ended(job.id, fault))


class LocalCrew:
    """Threads of this process: each waits for a sandbox and a kernel of its own, which do the work.

    Args:
        size: how many submissions at once.
        root: the course's folder.
        limits: how long things may take.
    """

    def __init__(self, size: int, root: Path, limits: Limits) -> None:
        self.size = size
        self._root = root
        self._limits = limits
        self._lock = threading.Lock()
        self._halted = False
        self._under_way: dict[int, Grading] = {}

    def work(self, jobs: Sequence[Job]) -> Generator[Event, None, None]:
        """Grade the jobs, `size` at once, in their order."""
        events: SimpleQueue[Event] = SimpleQueue()
        with ThreadPoolExecutor(self.size, thread_name_prefix="grade") as pool:
            for job in jobs:
                pool.submit(self._grade, job, events.put)
            left = len(jobs)
            try:
                while left:
                    event = events.get()
                    left -= isinstance(event, Ended)
                    yield event
            finally:
                if left:
                    self._halt(pool)

    def _grade(self, job: Job, tell: Callable[[Event], None]) -> None:
        try:
            grade_job(job, self._root, self._limits, tell, lambda grading: self._begin(job.id, grading))
        finally:
            with self._lock:
                self._under_way.pop(job.id, None)

    def _begin(self, job: int, grading: Grading) -> None:
        with self._lock:
            self._under_way[job] = grading
            if self._halted:
                raise HaltedError(say.HALTED, do=say.RUN_AGAIN)

    def _halt(self, pool: ThreadPoolExecutor) -> None:
        pool.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            self._halted = True
            under_way = list(self._under_way.values())
        for grading in under_way:
            grading.halt()
