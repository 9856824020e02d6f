"""The course proves itself: every answer is played in a sandbox and does what it declares."""

from __future__ import annotations

import json

import pytest

from checker.authoring.shape import check_lab
from checker.authoring.verify import verify
from checker.cli.main import main
from checker.course.lab import course_root, read_labs

LABS = [lab.id for lab in read_labs()]


@pytest.mark.parametrize("lab", LABS)
def test_the_shape_of_a_lab_is_right(lab):
    assert [f"{f.where}: {f.what}" for f in check_lab(course_root() / "labs" / lab)[1]] == []


@pytest.mark.timeout(2400)
@pytest.mark.parametrize("lab", LABS)
def test_every_answer_of_a_lab_does_what_it_declares(lab):
    found = verify(course_root(), lab, jobs=3)
    assert [f"{p.exercise} {p.answer}: {p.reasons}" for p in found.played if not p.is_as_declared] == []
    exercises = next(x for x in read_labs() if x.id == lab).exercises
    assert len(found.played) == sum(1 + len(e.right) + len(e.wrong) for e in exercises)


def test_the_command_line_checks_the_shape_without_an_engine(capsys, monkeypatch):
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere.sock")
    assert main(["verify", "--shape"]) == 0
    assert "tout est comme annoncé" in capsys.readouterr().out


def test_the_command_line_tells_problems_and_exits_with_one(toy, capsys, monkeypatch):
    monkeypatch.setenv("REGISTRES_COURSE", str(toy.root))
    toy.write("brouillon.md", "x")
    assert main(["verify", "--shape", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["problems"] == 1
    assert "brouillon.md" in told["findings"][0]["what"]
