"""Grade a class: what is graded already stays, the rest is graded and kept in the grade book at once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from checker.batch.crew import Crew, Ended, Event, Graded, Job
from checker.batch.intake import Copy
from checker.course.digest import lab_digest
from checker.course.lab import Lab
from checker.gradebook.book import GradeBook, Refusal
from checker.gradebook.judged import Change, adopted, changes, given_by

ROUNDS = 2
"""How often a submission is taken up for our own faults."""


@dataclass
class Tally:
    """What a run did, as it goes."""

    submissions: int = 0
    refused: int = 0
    outdated: tuple[str, ...] = ()
    """Labs that have changed since some of their submissions were graded, which stay as they are."""
    known: int = 0
    """Exercises that were graded before this run."""
    graded: int = 0
    """Exercises graded in this run."""
    faults: dict[int, str] = field(default_factory=dict)
    """Submissions with something left that is not graded, and our fault."""


@dataclass(frozen=True)
class Plan:
    """What a run has to do."""

    run: int
    jobs: tuple[Job, ...]
    courses: Mapping[str, str]
    """Digest of each lab."""
    entries: Mapping[int, tuple[str, Lab]]
    """Learner and lab of each submission, those that need no grading included."""
    tally: Tally


def plan(
    copies: Sequence[Copy],
    labs: Sequence[Lab],
    book: GradeBook,
    *,
    again: bool = False,
    may_lower: bool = False,
) -> Plan:
    """Note what was handed in, and find what is not graded yet.

    Args:
        copies: what was handed in.
        labs: the labs of the course.
        book: the grade book.
        again: what was judged by an earlier state of its lab counts as not graded.
        may_lower: verdicts that would have lowered a grade count from now on.
    """
    run = book.begin_run()
    by_id = {lab.id: lab for lab in labs}
    courses = {lab.id: lab_digest(lab) for lab in labs}
    tally = Tally()
    jobs, outdated, entries = [], set(), {}
    for copy in copies:
        if copy.submission is None:
            tally.refused += 1
            book.refuse(run, Refusal(copy.learner, copy.source, copy.problem))
            continue
        lab = by_id[copy.submission.lab]
        entry = book.register(
            run,
            learner=copy.learner,
            handle=copy.handle,
            lab=lab.id,
            source=copy.source,
            digest=copy.submission.digest,
            answers=copy.submission.answers,
            remarks=copy.submission.remarks,
            variant=copy.submission.variant,
        )
        entries[entry] = (copy.learner, lab)
        if may_lower:
            book.adopt_pending(entry)
        verdicts = book.verdicts(entry)
        current = given_by(verdicts, courses[lab.id])
        given = current if again else {**adopted(verdicts), **current}
        exercises = {exercise.id for exercise in lab.exercises}
        known = {id_: g for id_, g in given.items() if g.verdict.is_evaluated and id_ in exercises}
        if known.keys() - current.keys():
            outdated.add(lab.id)
        tally.submissions += 1
        tally.known += len(known)
        if len(known) < len(exercises):
            jobs.append(Job(entry, copy.learner, copy.submission, known))
    tally.outdated = tuple(sorted(outdated))
    return Plan(run, tuple(jobs), courses, entries, tally)


def carry_out(
    todo: Plan,
    crew: Crew,
    book: GradeBook,
    *,
    may_lower: bool = False,
    show: Callable[[Event], None] = lambda _: None,
) -> Tally:
    """Grade what the plan says. Interrupted at any moment, it is taken up again by another plan.

    Args:
        todo: what to do.
        crew: who does it.
        book: each verdict is kept there before the next event.
        may_lower: whether a verdict may lower a grade that was given.
        show: called with each event.
    """
    tally, jobs = todo.tally, todo.jobs
    for _ in range(ROUNDS):
        tally.faults.clear()
        known = {job.id: dict(job.known) for job in jobs}
        labs = {job.id: job.submission.lab for job in jobs}
        with contextlib.closing(crew.work(jobs)) as events:
            for event in events:
                if isinstance(event, Graded) and event.grade.verdict.exercise not in known[event.job]:
                    course = todo.courses[labs[event.job]]
                    book.record(todo.run, event.job, course, event.grade, may_lower=may_lower)
                    if event.grade.verdict.is_evaluated:
                        tally.graded += 1
                        known[event.job][event.grade.verdict.exercise] = event.grade
                elif isinstance(event, Ended):
                    tally.faults[event.job] = event.fault
                show(event)
        jobs = tuple(
            replace(job, known=known[job.id])
            for job in jobs
            if len(known[job.id]) < len(job.submission.answers)
        )
        if not jobs:
            break
    tally.faults = {job.id: tally.faults.get(job.id, "") for job in jobs}
    return tally


def differences(todo: Plan, book: GradeBook) -> Iterator[tuple[str, Lab, Change]]:
    """What is judged otherwise than by an earlier state of the labs: learner, lab and change."""
    for entry, (learner, lab) in todo.entries.items():
        for change in changes(book.verdicts(entry), todo.courses[lab.id]):
            yield learner, lab, change
