"""Answers that mean harm, graded as a class: each gets its verdict, and nothing else is touched.

A case is a file of `answers/`: to add one, add a file.
"""

from __future__ import annotations

import contextlib
import os
import platform
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from checker.batch.crew import Ended, Graded, Job, open_crew
from checker.batch.limits import Limits
from checker.batch.submission import parse_submission
from checker.course.lab import Lab, course_root
from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.gradebook.grade import Answer, ExerciseGrade
from checker.kernel import kernelspec
from checker.sandbox import engine
from checker.sandbox.inventory import list_runs

pytestmark = pytest.mark.timeout(1200)

ANSWERS = Path(__file__).with_name("answers")
LIMIT_S = 8.0
PLAYED = 3
"""Exercises of a lab that are played: the others are as if they had been graded before."""
MARK = "registres-evasion"
SECRET = "SECRET-DU-voisin"
WATCHED = (
    "/proc/sys/kernel/core_pattern",
    "/proc/sys/kernel/modprobe",
    "/proc/sys/kernel/hostname",
    "/proc/sys/kernel/panic_on_oops",
    "/proc/sys/kernel/sysrq",
    "/sys/kernel/uevent_helper",
    "/etc/hostname",
    "/etc/passwd",
)
FOLDERS = ("/", "/etc", "/usr", "/tmp", "/root", "/home", "/dev")
DECEIVING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass(frozen=True)
class Case:
    """One hostile answer and what must become of it, as its first lines say.

    `# verdict: passed`, or `failed` with the criteria that fail · `# exercise:` its number, 01 by default ·
    `# lab:` 00-prise-en-main by default · `# says:` words of the verdict · `# prints:` and `# never prints:`
    words of what is kept of its output · `# interrupted: yes` when nothing but the end of its time ends it.
    """

    name: str
    source: str
    lab: str
    exercise: str
    passes: bool
    fails: frozenset[str]
    says: str
    prints: str
    never_prints: str
    interrupted: bool

    def __str__(self) -> str:
        return self.name


def read_case(path: Path) -> Case:
    """Read one file of `answers/`."""
    source = path.read_text(encoding="utf-8")
    lines = [line.lstrip("# ") for line in source.splitlines() if line.startswith("# ")]
    said = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    verdict, *fails = said["verdict"].replace(",", " ").split()
    assert verdict in ("passed", "failed") and bool(fails) == (verdict == "failed"), path
    return Case(
        name=path.stem,
        source=source,
        lab=said.get("lab", "00-prise-en-main"),
        exercise=said.get("exercise", "01"),
        passes=verdict == "passed",
        fails=frozenset(fails),
        says=said.get("says", ""),
        prints=said.get("prints", ""),
        never_prints=said.get("never prints", ""),
        interrupted=said.get("interrupted") == "yes",
    )


CASES = tuple(read_case(path) for path in sorted(ANSWERS.glob("*.sh")))


def share_out(cases: Sequence[Case]) -> Iterator[tuple[Case, ...]]:
    """Put several answers into one copy: of the same lab, for different exercises.

    What follows an answer that passes is answered rightly: it starts from the world that this one leaves.
    """
    left = sorted(cases, key=lambda case: (case.lab, case.exercise, case.passes))
    while left:
        taken = [left.pop(0)]
        for case in list(left):
            last = taken[-1]
            if case.lab == last.lab and case.exercise > last.exercise and not last.passes:
                taken.append(case)
                left.remove(case)
        yield tuple(taken)


def state_of_host() -> dict[str, Any]:
    """All that the known escapes from a container would change."""
    agents = [*Path("/sys/fs/cgroup").glob("release_agent"), *Path("/sys/fs/cgroup").glob("*/release_agent")]
    state: dict[str, Any] = {}
    for path in (*map(Path, WATCHED), *agents):
        with contextlib.suppress(OSError):
            state[str(path)] = path.read_text()
    for folder in FOLDERS:
        names = sorted(path.name for path in Path(folder).iterdir())
        state[folder] = [name for name in names if MARK in name or folder in ("/", "/usr")]
    state["mounts"] = [line for line in Path("/proc/mounts").read_text().splitlines() if MARK in line]
    state["boot"] = psutil.boot_time()
    return state


@dataclass
class Session:
    """A class that was graded."""

    grades: dict[str, dict[str, ExerciseGrade]]
    """By copy, named after its cases, then by exercise number; « lab: … » are those who did nothing wrong."""
    faults: list[str]
    before: dict[str, Any]
    after: dict[str, Any]
    left: list[str]

    def of(self, case: Case) -> dict[str, ExerciseGrade]:
        return next(grades for name, grades in self.grades.items() if case.name in name.split(" + "))


def solved(lab: Lab) -> dict[str, ExerciseGrade]:
    """The exercises that are not played."""
    return {
        e.id: ExerciseGrade(
            e.title,
            Answer.PLAYED,
            Verdict(e.id, tuple(CriterionResult(c.id, c.text, c.points, Outcome.PASSED) for c in e.criteria)),
        )
        for e in lab.exercises[PLAYED:]
    }


def own_sandboxes() -> set[str]:
    """The sandboxes of this process: the neighbour's, that of other tests, and those of the grading."""
    with contextlib.closing(engine.connect()) as client:
        return {run.run_id for run in list_runs(client) if run.owner and run.owner.pid == os.getpid()}


@pytest.fixture(scope="module")
def session(
    request: pytest.FixtureRequest,
    labs: tuple[Lab, ...],
    notebook: Callable[..., bytes],
    host: Any,
    neighbour: Any,
) -> Session:
    """Grade the class: two at once, all the hostile copies, and one for each lab that means no harm."""
    kernelspec.install()
    by_id = {lab.id: lab for lab in labs}
    words = {
        "{MARQUE}": MARK,
        "{PORT}": str(host.port),
        "{HOTES}": " ".join(f"{address}:{host.port}" for address in host.addresses),
        "{VOISIN}": neighbour.sandbox.machine.address,
    }

    def filled(source: str) -> str:
        for word, value in words.items():
            source = source.replace(word, value)
        return source

    copies = {" + ".join(c.name for c in group): group for group in share_out(CASES)}
    jobs, names = [], {}
    for name, group in [*((f"lab: {id_}", ()) for id_ in {c.lab for c in CASES}), *copies.items()]:
        lab = by_id[group[0].lab if group else name.removeprefix("lab: ")]
        answers = {case.exercise: filled(case.source) for case in group}
        if not group:
            answers = {"01": f"# {SECRET}\n{lab.exercises[0].reference}"}
        names[len(jobs)] = name
        submission = parse_submission(notebook(answers, lab.id), name, labs)
        jobs.append(Job(len(jobs), name, submission, solved(lab)))
    before, sandboxes, faults, times = state_of_host(), own_sandboxes(), [], []
    grades: dict[str, dict[str, ExerciseGrade]] = {name: {} for name in names.values()}
    with open_crew(2, course_root(), Limits(LIMIT_S, 900)) as crew:
        for event in crew.work(jobs):
            if isinstance(event, Graded):
                number = event.grade.verdict.exercise.partition("/")[2][:2]
                grades[names[event.job]][number] = event.grade
                times.append(f"{event.grade.duration_s:6.1f} s  {number}  {names[event.job]}")
            elif isinstance(event, Ended) and event.fault:
                faults.append(event.fault)
    neighbour.stop()
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        request.config.get_terminal_writer().line("\n" + "\n".join(times))
    return Session(grades, faults, before, state_of_host(), sorted(own_sandboxes() - sandboxes))


def outcomes(grade: ExerciseGrade) -> list[tuple[str, Outcome]]:
    return [(criterion.id, criterion.outcome) for criterion in grade.verdict.criteria]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_hostile_answer_gets_its_verdict(session, case):
    grade = session.of(case)[case.exercise]
    assert grade.verdict.is_evaluated, outcomes(grade)
    failed = {id_ for id_, outcome in outcomes(grade) if outcome is Outcome.FAILED}
    assert failed == case.fails
    assert grade.verdict.is_solved == case.passes
    observed = " ".join(criterion.observed for criterion in grade.verdict.criteria).replace("\u202f", " ")
    assert case.says in observed
    if case.interrupted:
        assert grade.answer is Answer.INTERRUPTED


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_it_said_is_bounded_text_and_gives_nothing_away(session, case):
    (cell,) = session.of(case)[case.exercise].cells
    assert len(cell.output) < 21_000
    assert case.prints in cell.output
    lines = cell.output.splitlines()
    assert not case.never_prints or not [line for line in lines if line.startswith(case.never_prints)]
    texts = [cell.output, *(c.observed for c in session.of(case)[case.exercise].verdict.criteria)]
    for text in texts:
        assert SECRET not in text
        assert not {c for c in text if unicodedata.category(c) in DECEIVING} - set("\n\t")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_mistake_is_paid_once(session, case):
    """All that is answered rightly in the same copy is graded as for somebody who did nothing wrong."""
    copy, clean = session.of(case), session.grades[f"lab: {case.lab}"]
    hostile = {c.exercise for c in CASES if session.of(c) is copy}
    assert copy.keys() == clean.keys()
    for number in copy.keys() - hostile:
        assert outcomes(copy[number]) == outcomes(clean[number])


def test_those_who_did_nothing_wrong_have_all_their_points(session):
    for name, grades in session.grades.items():
        if name.startswith("lab: "):
            assert all(grade.verdict.is_solved for grade in grades.values()), name
    assert session.faults == []


@pytest.mark.skipif(platform.system() != "Linux", reason="the engine's host is a virtual machine")
def test_the_host_is_as_it_was(session, host):
    assert session.after == session.before
    assert host.seen == []
    assert session.left == []
    commands = [" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])]
    assert [command for command in commands if MARK in command] == []


def test_the_neighbour_worked_on_and_is_as_it_was(session, neighbour):
    assert neighbour.answers
    assert all(neighbour.answers)
    assert neighbour.look() == neighbour.before


def test_time_is_bounded_whatever_an_answer_does(session):
    """How long exactly depends on how busy this machine is; the times are printed above."""
    for grades in session.grades.values():
        assert max(grade.duration_s for grade in grades.values()) < 300
