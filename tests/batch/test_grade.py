"""Whole submissions are graded in real sandboxes: each exercise on its own merits."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

import pytest

from checker.batch.grade import grade_notebook
from checker.batch.limits import Limits
from checker.cli.main import main
from checker.course.verdict import Outcome
from checker.gradebook.grade import Answer

pytestmark = pytest.mark.timeout(600)


def scores(report) -> dict[str, tuple[float, float]]:
    """The points of each exercise, by its two digits."""
    return {
        e.verdict.exercise.partition("/")[2][:2]: (e.verdict.score, e.verdict.max_score)
        for e in report.exercises
    }


def lost(report) -> set[str]:
    """The exercises that did not earn all their points."""
    return {number for number, (score, maximum) in scores(report).items() if score < maximum}


def script(lab, exercise: str, name: str) -> str:
    folder = next(e.folder for e in lab.exercises if e.folder.name.startswith(exercise))
    return (folder / name).read_text(encoding="utf-8")


def test_right_answers_earn_every_point(copy):
    copy.answer_all()
    report = grade_notebook(copy.save())
    assert lost(report) == set()
    assert report.not_evaluated == 0
    assert report.remarks == ()
    assert all(e.answer is Answer.PLAYED for e in report.exercises)


def test_an_empty_copy_earns_nothing_and_is_evaluated(copy):
    report = grade_notebook(copy.save())
    assert report.score == 0
    assert report.not_evaluated == 0
    assert {e.answer for e in report.exercises} == {Answer.EMPTY}


def test_one_mistake_is_paid_once(copy, lab):
    """A wrong name left in 02 would keep the image of 03 on the machine; 05 is not answered at all."""
    copy.answer_all()
    copy.answer("02", script(lab, "02", "wrong/sans-etiquette.sh"))
    copy.answer("05", "# je ne sais pas")
    report = grade_notebook(copy.save())
    assert lost(report) == {"02", "05"}
    assert scores(report)["02"][0] == 0
    failed = next(c for c in report.exercises[1].verdict.criteria if c.outcome is Outcome.FAILED)
    assert "localhost:5000/mysql:latest" in failed.observed


def test_hostile_answers_cost_their_own_points_only(copy):
    copy.answer_all(variant=1)
    copy.answer("01", "kill -9 -1")
    copy.answer("02", "sleep 1000")
    copy.answer("03", "docker ps -aq | xargs docker rm -f; docker volume prune -af; exec > /dev/null; exit 3")
    copy.answer("04", ":(){ :|:& };:")
    report = grade_notebook(copy.save(), limits=Limits(answer_s=20))
    assert lost(report) == {"01", "02", "03", "04"}
    assert report.not_evaluated == 0
    assert report.exercises[1].answer is Answer.INTERRUPTED
    assert any("interrompue" in remark for remark in report.remarks)


def test_the_rest_of_a_submission_is_ignored(copy):
    """Its kernel, its lessons, its commands: the trusted notebook is the one that is run."""
    copy.answer("01", "docker run -d -p 5000:5000 --name registry registry:2")
    copy.content["metadata"] = {"kernelspec": {"name": "python3", "language": "python"}}
    copy.content["cells"] = [
        {"cell_type": "code", "metadata": {}, "source": "import os; os.abort()", "outputs": []},
        copy.cell("01"),
    ]
    report = grade_notebook(copy.save())
    assert scores(report)["01"] == (5, 5)
    assert scores(report)["02"][0] == 0


def test_the_command_line_grades_and_exits_with_zero_whatever_the_grade(copy, tmp_path, capsys):
    copy.answer("01", "docker run -d -p 5001:5000 --name registry registry:2")
    target = tmp_path / "verdicts.json"
    assert main(["grade", str(copy.save()), "--json", str(target)]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "✗ échoué" in printed
    assert "Que faire" in printed
    told = json.loads(target.read_text(encoding="utf-8"))
    first = told["exercises"][0]["verdict"]
    assert (told["score"], first["score"], first["evaluated"]) == (2, 2, True)
    (port,) = (c for c in first["criteria"] if c["outcome"] == "failed")
    assert "publie le port 5001 et non 5000" in port["observed"]


def test_a_grading_that_is_interrupted_says_so_and_no_more(copy):
    copy.answer("01", "docker run -d -p 5000:5000 --name registry registry:2")
    copy.answer("02", "sleep 100")
    command = [sys.executable, "-m", "checker", "grade", str(copy.save())]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert "01" in process.stderr.readline()
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said.strip()) == (130, "Interrompu.")
