import json
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from checker.course.verdict import Outcome, Verdict
from checker.errors import LabError
from checker.grading.grader import Grader
from checker.grading.worker_process import start_worker

HERE = Path(__file__).parent
CASES = sorted((HERE / "golden").glob("*.json"))

HANG = """
import os, pathlib, time
from checker.grading import criterion

@criterion("a")
def check_a():
    with (pathlib.Path(__file__).parent / "tries").open("a") as log:
        log.write("x")
    time.sleep(600)
"""
SOLVED = """
from checker.grading import criterion

@criterion("a")
def check_a():
    pass
"""
KILLED_ONCE = """
import os, pathlib
from checker.grading import criterion

@criterion("a")
def check_a():
    trace = pathlib.Path(__file__).parent / "tries"
    if not trace.exists():
        trace.write_text("x")
        os.kill(os.getpid(), 9)
"""


def outcomes(verdict):
    return [c.outcome for c in verdict.criteria]


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_grader_gives_the_golden_outcomes(grader, course_root, case):
    verdict = grader.grade("here", f"90-essai/{case.stem}", root=course_root)
    found = {c.id: (c.outcome.value, c.observed) for c in verdict.criteria}
    expected = json.loads(case.read_text(encoding="utf-8"))
    assert list(found) == [c.id for c in verdict.criteria]
    for id_, (outcome, words) in expected.items():
        assert found[id_][0] == outcome, (id_, found[id_])
        assert words in found[id_][1], (id_, found[id_])
    assert Verdict.from_json(json.loads(json.dumps(verdict.to_json()))) == verdict


def test_grader_keeps_the_toml_order_and_texts(grader, course_root):
    verdict = grader.grade("here", "90-essai/02-ordre", root=course_root)
    assert [(c.id, c.text, c.points) for c in verdict.criteria] == [
        ("dernier", "Critère dernier", 1),
        ("premier", "Critère premier", 2),
        ("second", "Critère second", 3),
    ]
    assert verdict.is_solved


def test_grader_cleans_and_bounds_what_a_learner_printed(grader, course_root):
    failed = grader.grade("here", "90-essai/01-issues", root=course_root).criteria[1]
    assert (failed.expected, failed.observed, failed.advice) == ("« a »", "« b »", "Regardez.")
    long = grader.grade("here", "90-essai/08-monde", root=course_root).criteria[2]
    assert len(long.observed) < 2100


def test_grader_reads_an_edited_criteria_again(grader, scratch_course):
    criteria = scratch_course / "labs/90-essai/05-non-declare/criteria.py"
    before = grader.grade("here", "90-essai/05-non-declare", root=scratch_course)
    criteria.write_text(SOLVED)
    after = grader.grade("here", "90-essai/05-non-declare", root=scratch_course)
    assert (outcomes(before), outcomes(after)) == ([Outcome.ERROR], [Outcome.PASSED])


def test_grader_leaves_nothing_in_the_course_folder(grader, scratch_course):
    grader.grade("here", "90-essai/08-monde", root=scratch_course)
    folder = scratch_course / "labs/90-essai/08-monde"
    assert sorted(p.name for p in folder.iterdir()) == ["criteria.py", "exercise.toml"]


def test_grader_ignores_a_conftest_and_an_ini_of_the_folder(grader, scratch_course):
    folder = scratch_course / "labs/90-essai/02-ordre"
    (folder / "conftest.py").write_text("raise RuntimeError('imported')")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --nonsense\n")
    assert grader.grade("here", "90-essai/02-ordre", root=scratch_course).is_solved


def test_grader_says_not_evaluated_when_a_criterion_hangs_and_tries_twice(start_fake, scratch_course):
    folder = scratch_course / "labs/90-essai/05-non-declare"
    (folder / "criteria.py").write_text(HANG)
    with Grader(start=start_fake) as grader:
        verdict = grader.grade("here", "90-essai/05-non-declare", root=scratch_course, timeout_s=3)
        assert outcomes(verdict) == [Outcome.ERROR]
        assert "3 secondes" in verdict.criteria[0].observed
        assert (folder / "tries").read_text() == "xx"
        (folder / "criteria.py").write_text(SOLVED)
        assert grader.grade("here", "90-essai/05-non-declare", root=scratch_course).is_solved


def test_grader_survives_a_killed_worker(start_fake, scratch_course):
    (scratch_course / "labs/90-essai/05-non-declare/criteria.py").write_text(KILLED_ONCE)
    with Grader(start=start_fake) as grader:
        assert grader.grade("here", "90-essai/05-non-declare", root=scratch_course).is_solved


def test_grader_gives_no_grade_when_the_sandbox_is_lost(grader, course_root):
    for run_id, words in (("lost", "a disparu"), ("unknown", "Aucun bac")):
        verdict = grader.grade(run_id, "90-essai/08-monde", root=course_root)
        first = verdict.criteria[0]
        assert (first.outcome, words in first.observed) == (Outcome.ERROR, True)
        assert Outcome.FAILED not in outcomes(verdict)[:2]
        assert verdict.to_json()["score"] is None


def test_grader_fails_a_criterion_whose_engine_is_down(grader, course_root):
    verdict = grader.grade("down", "90-essai/08-monde", root=course_root)
    assert verdict.criteria[1].outcome is Outcome.FAILED
    assert "moteur Docker ne répond pas" in verdict.criteria[1].observed


def test_grader_says_not_evaluated_when_no_worker_starts(course_root):
    with Grader(start=partial(start_worker, ("/bin/false",))) as grader:
        verdict = grader.grade("here", "90-essai/02-ordre", root=course_root)
    assert set(outcomes(verdict)) == {Outcome.ERROR}


def test_grader_refuses_an_unknown_exercise(grader, course_root):
    with pytest.raises(LabError, match="90-essai/99-rien"):
        grader.grade("here", "90-essai/99-rien", root=course_root)


def test_grader_answers_several_threads(grader, course_root):
    verdicts = []

    def grade():
        verdicts.append(grader.grade("here", "90-essai/02-ordre", root=course_root))

    threads = [threading.Thread(target=grade) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [v.is_solved for v in verdicts] == [True] * 4


def test_grader_prepares_without_disturbing_the_next_verdict(start_fake, course_root):
    with Grader(start=start_fake) as grader:
        grader.prepare("here")
        grader.prepare("unknown")
        assert grader.grade("here", "90-essai/02-ordre", root=course_root).is_solved


def test_worker_ends_with_a_killed_caller_even_while_a_criterion_hangs(fake_command, scratch_course):
    folder = scratch_course / "labs/90-essai/05-non-declare"
    pid_file = folder / "pid"
    (folder / "criteria.py").write_text(HANG.replace('"tries"', '"pid"').replace('"x"', "str(os.getpid())"))
    program = (
        "from functools import partial\n"
        "from pathlib import Path\n"
        "from checker.grading.grader import Grader\n"
        "from checker.grading.worker_process import start_worker\n"
        f"Grader(start=partial(start_worker, {fake_command!r}))"
        f".grade('here', '90-essai/05-non-declare', root=Path({str(scratch_course)!r}))"
    )
    caller = subprocess.Popen([sys.executable, "-I", "-c", program])
    try:
        wait_until(lambda: pid_file.exists() and pid_file.read_text())
    finally:
        caller.kill()
        caller.wait()
    wait_until(lambda: not is_running(int(pid_file.read_text())))


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def wait_until(fact, timeout_s=30):
    end = time.monotonic() + timeout_s
    while not fact():
        assert time.monotonic() < end
        time.sleep(0.02)
