"""Those who grade: several submissions at once, each in a sandbox of its own, told as events."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

from checker.batch.forked import fork_judge
from checker.batch.grade import Grading, HaltedError, Means
from checker.batch.limits import Limits
from checker.batch.nursery import Nursery, own_or
from checker.batch.stage import Setting, Stages, open_stages
from checker.batch.submission import Submission
from checker.course.lab import read_lab
from checker.errors import CheckerError
from checker.gradebook.grade import ExerciseGrade
from checker.grading.grader import Grader
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
    job: Job, means: Means, tell: Callable[[Event], None], started: Callable[[Grading], None]
) -> None:
    """Grade one job and tell all that happens; raises nothing.

    Args:
        job: what to grade.
        means: what it takes.
        tell: called with each event, the last of which is `Ended`.
        started: called with the grading, which may be halted from another thread.
    """
    fault = ""
    try:
        lab = read_lab(means.root / "labs" / job.submission.lab, job.submission.variant)
        grading = Grading(
            lab, job.submission, means, known=job.known, tell=lambda title: tell(Began(job.id, title))
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

    Made by `open_crew`.

    Args:
        root: the course's folder.
        limits: how long things may take.
        stages: where submissions are played.
        graders: who judges; as many submissions at once.
        spares: how many of the next submissions are prepared beforehand.
    """

    def __init__(
        self, root: Path, limits: Limits, stages: Stages, graders: Sequence[Grader], *, spares: int = 0
    ) -> None:
        self.size = len(graders)
        self._root = root
        self._limits = limits
        self._stages = stages
        self._graders: SimpleQueue[Grader] = SimpleQueue()
        for grader in graders:
            self._graders.put(grader)
        self._spares = spares
        self._lock = threading.Lock()
        self._halted = False
        self._under_way: dict[int, Grading] = {}

    def expect(self, submissions: Sequence[Submission]) -> None:
        """Say what will be graded next, in this order: the first `spares` of them are prepared at once."""
        settings = []
        with contextlib.suppress(CheckerError):  # a lab that cannot be read asks for nothing
            for each in submissions[: self._spares + 1]:
                lab = read_lab(self._root / "labs" / each.lab, each.variant)
                settings.append(Setting.of(lab, self._root))
        self._stages.expect(settings)

    def work(self, jobs: Sequence[Job]) -> Generator[Event, None, None]:
        """Grade the jobs, `size` at once, in their order."""
        events: SimpleQueue[Event] = SimpleQueue()
        with ThreadPoolExecutor(self.size, thread_name_prefix="grade") as pool:
            for rank in range(len(jobs)):
                pool.submit(self._grade, jobs[rank : rank + 1 + self._spares], events.put)
            left = len(jobs)
            try:
                while left:
                    event = events.get()
                    left -= isinstance(event, Ended)
                    yield event
            finally:
                if left:
                    self._halt(pool)

    def _grade(self, jobs: Sequence[Job], tell: Callable[[Event], None]) -> None:
        """Grade the first of these jobs; the others will be begun after it."""
        job, grader = jobs[0], self._graders.get()
        means = Means(self._root, self._limits, self._stages, grader)
        try:
            self.expect([job.submission for job in jobs])
            grade_job(job, means, tell, lambda grading: self._begin(job.id, grading))
        finally:
            self._graders.put(grader)
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


@contextlib.contextmanager
def open_crew(
    size: int, root: Path, limits: Limits, *, spares: int = 0, nursery: Nursery | None = None
) -> Iterator[LocalCrew]:
    """Get ready to grade on this computer; at the end nothing is left of what it takes.

    Args:
        size: how many submissions at once.
        root: the course's folder.
        limits: how long things may take.
        spares: how many more sandboxes there may be: the next submissions' are prepared beforehand.
        nursery: who starts the kernels and the judges, if it is there already.
    """
    with (
        own_or(nursery) as parent,
        open_stages(parent, size, spares=spares) as stages,
        contextlib.ExitStack() as stack,
    ):
        start = partial(fork_judge, parent)
        graders = [stack.enter_context(Grader(start=start)) for _ in range(size)]
        yield LocalCrew(root, limits, stages, graders, spares=spares)
