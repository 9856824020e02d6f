"""The course proves itself: every answer is played in a sandbox and does what it declares."""

from __future__ import annotations

import json
from datetime import date

import pytest

from checker.authoring.proof import Part
from checker.authoring.shape import check_lab
from checker.authoring.verify import verify
from checker.cli.main import main
from checker.course.lab import course_root, read_labs

LABS = [lab.id for lab in read_labs()]


@pytest.mark.parametrize("lab", LABS)
def test_the_shape_of_a_lab_is_right(lab):
    assert [f"{f.where}: {f.what}" for f in check_lab(course_root() / "labs" / lab)[1]] == []


# Every right answer, each time; of the wrong ones, a third a day, so that the whole suite stays under an hour
# (decision 0053). `make preuve` plays them all.
PART = Part(date.today().toordinal() % 3 + 1, 3)


@pytest.mark.timeout(2400)
@pytest.mark.parametrize("lab", LABS)
def test_answers_of_a_lab_do_what_they_declare(lab):
    found = verify(course_root(), lab, part=PART, jobs=3)
    assert [f"{p.exercise} {p.answer}: {p.reasons}" for p in found.played if not p.is_as_declared] == []
    exercises = next(x for x in read_labs() if x.id == lab).exercises
    assert len(found.played) == sum(1 + len(e.right) + len(PART.of(e)) + bool(e.values) for e in exercises)


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_the_parts_of_the_wrong_answers_make_the_whole(count):
    for exercise in (e for lab in read_labs() for e in lab.exercises):
        parts = [wrong for number in range(count) for wrong in Part(number + 1, count).of(exercise)]
        assert sorted(w.path for w in parts) == sorted(w.path for w in exercise.wrong)


@pytest.mark.parametrize("value", ["", "0/3", "4/3", "1", "un/3", "1/3/3"])
def test_a_part_that_is_none_is_refused(value, capsys):
    assert main(["verify", "--shape", "--part", value]) == 2
    assert "n'est pas une part" in capsys.readouterr().err


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
