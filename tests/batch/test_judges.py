"""Judges that are forked: each answers on pipes of its own, and none outlives who asked for it."""

from __future__ import annotations

import subprocess
import sys
import threading

import psutil
import pytest

from checker.batch.forked import fork_judge
from checker.course.verdict import Outcome
from checker.errors import SandboxError
from checker.grading.grader import Grader

EXERCISE = "00-prise-en-main/01-premier-verdict"
TWO_JUDGES = """
import sys
from checker.batch.forked import fork_judge
from checker.batch.nursery import Nursery
nursery = Nursery()
kept = [fork_judge(nursery) for _ in range(2)]
print(*[judge.pid for judge in kept], flush=True)
sys.stdin.read()
"""


@pytest.fixture
def judges(nursery):
    """What the graders of a test forked."""
    return []


@pytest.fixture
def start(nursery, judges):
    def fork():
        judges.append(fork_judge(nursery))
        return judges[-1]

    return fork


def outcomes(grader: Grader, run_id: str) -> set[Outcome]:
    return {criterion.outcome for criterion in grader.grade(run_id, EXERCISE).criteria}


def test_judges_of_one_nursery_answer_each_on_its_own(start, judges, sandbox, wait_until_gone):
    with Grader(start=start) as one, Grader(start=start) as other:
        other.prepare(sandbox.run_id)
        for grader in (one, other, one):
            assert Outcome.ERROR not in outcomes(grader, sandbox.run_id)
        assert len({judge.pid for judge in judges}) == 2
        assert psutil.Process(judges[0].pid).ppid() == psutil.Process(judges[1].pid).ppid()
    wait_until_gone(*(judge.pid for judge in judges))


def test_a_killed_judge_is_replaced_and_costs_the_others_nothing(start, judges, sandbox):
    with Grader(start=start) as one, Grader(start=start) as other:
        for grader in (one, other):
            assert Outcome.ERROR not in outcomes(grader, sandbox.run_id)
        judges[0].kill()
        for grader in (one, other):
            assert Outcome.ERROR not in outcomes(grader, sandbox.run_id)
        assert len(judges) == 3


def test_a_judge_does_not_need_its_nursery_any_more(start, judges, sandbox):
    with Grader(start=start) as grader:
        assert Outcome.ERROR not in outcomes(grader, sandbox.run_id)
        psutil.Process(judges[0].pid).parent().kill()
        assert Outcome.ERROR not in outcomes(grader, sandbox.run_id)
        judges[0].kill()  # another one comes of another nursery
        assert Outcome.ERROR not in outcomes(grader, sandbox.run_id)


def test_no_judge_at_all_is_not_evaluated(sandbox):
    def fail():
        raise SandboxError("Rien ne démarre.", do="Recommencez.")

    with Grader(start=fail) as grader:
        grader.prepare(sandbox.run_id)
        assert outcomes(grader, sandbox.run_id) == {Outcome.ERROR}


def test_nothing_is_started_for_a_grader_that_is_closed(start, judges, sandbox):
    grader = Grader(start=start)
    assert Outcome.ERROR not in outcomes(grader, sandbox.run_id)
    grader.close()
    grader.prepare(sandbox.run_id)
    for thread in threading.enumerate():
        if thread.name == "grader":
            thread.join()
    assert len(judges) == 1


@pytest.mark.parametrize("ending", ["kill", "terminate"])
def test_judges_go_with_who_asked_for_them(ending, wait_until_gone):
    command = [sys.executable, "-c", TWO_JUDGES]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        pids = [int(word) for word in process.stdout.readline().split()]
        assert len(pids) == 2
        pids.append(psutil.Process(pids[0]).ppid())
        getattr(process, ending)()
        process.wait()
        wait_until_gone(*pids)
