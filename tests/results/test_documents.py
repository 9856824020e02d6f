"""What other programs read: JUnit XML, JSON, the executed notebook."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import nbformat
import pytest

from checker.course.notebook import read_notebook
from checker.gradebook.grade import ExerciseGrade
from checker.results.document import notes_json
from checker.results.junit import junit_xml
from checker.results.notebook import executed


@pytest.fixture
def junit(group):
    return ElementTree.fromstring(junit_xml(group.marks()))


def suite_of(junit: ElementTree.Element, learner: str) -> ElementTree.Element:
    return next(suite for suite in junit if suite.get("name").startswith(learner))


def test_a_suite_per_learner_and_lab_a_case_per_criterion(junit, labs):
    assert len(junit) == 5
    suite = suite_of(junit, "Alice")
    assert int(suite.get("tests")) == sum(len(e.criteria) for e in labs[0].exercises)
    assert [suite.get(name) for name in ("failures", "errors", "skipped")] == ["0", "0", "0"]
    case = suite.find("testcase")
    assert case.get("classname") == "00-prise-en-main.01-premier-verdict"
    assert case.get("name").startswith("dossier")


def test_a_failure_says_what_was_observed_and_our_fault_is_an_error(junit):
    suite = suite_of(junit, "Bruno")
    failure = suite.find(".//failure")
    assert failure.get(
        "message"
    ) == "le dossier «\u202f/home/a\u202f» n'existe pas (code 2)" or "/home/a" in (failure.get("message"))
    assert "Que faire" in failure.text
    assert suite.find(".//error").get("message") == "Le noyau Jupyter s'est arrêté."
    assert suite.get("errors") == "3"
    assert suite_of(junit, "Zo").get("errors") == "9"


def test_the_totals_are_those_of_the_cases(junit):
    for element in (junit, *junit):
        for tag, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert int(element.get(name)) == len(element.findall(f".//testcase/{tag}"))
        assert int(element.get("tests")) == len(element.findall(".//testcase"))


def test_the_json_has_everything_and_no_zero_for_no_grade(group):
    document = json.loads(notes_json(group.marks()))
    assert document["version"] == 1
    learners = {each["learner"]: each for each in document["learners"] if each["lab"] == "00-prise-en-main"}
    bruno = learners["Bruno"]["exercises"]
    assert (bruno[0]["judged"], bruno[0]["score"]) == (1.0, 2.0)
    assert bruno[0]["adjustment"]["reason"] == "Énoncé ambigu <b>ici</b>"
    assert bruno[1]["score"] is None
    assert ExerciseGrade.from_json(bruno[0]["grade"]).title == bruno[0]["title"]
    assert learners["Alice Étoile"]["exercises"][1]["pending"] is not None
    assert next(each for name, each in learners.items() if name.startswith("Zo"))["score"] is None
    assert document["refusals"][0]["learner"] == "<script>alert(3)<"


def test_the_json_is_ascii(group):
    notes_json(group.marks()).decode("ascii")


def test_the_executed_notebook_is_the_course_s_with_the_answers(group, labs):
    marks = group.marks()
    trusted = read_notebook(labs[0].notebook)
    each = next(e for e in marks.learners if e.entry.learner.startswith("=cmd"))
    made = nbformat.reads(executed(trusted, each), as_version=4)
    nbformat.validate(made)
    assert made.metadata == trusted.metadata
    assert [c.id for c in made.cells] == [c.id for c in trusted.cells]
    different = [(a, b) for a, b in zip(made.cells, trusted.cells, strict=True) if a != b]
    assert len(different) == 3
    (answer, _), *_ = different
    assert answer.source == "</code></pre><script>alert(2)</script>\n=1+1"
    (output,) = answer.outputs
    assert (output.output_type, output.name) == ("stream", "stdout")
    assert "\u202e" not in output.text


def test_an_answer_of_several_cells_keeps_them_all(group, labs):
    submission = group.book.register(
        group.run,
        learner="Chloé",
        handle="",
        lab=labs[0].id,
        source="c.ipynb",
        digest="c",
        answers={labs[0].exercises[0].id: ["echo 01-premier-verdict", "echo deux"]},
        remarks=(),
    )
    group.grade(submission, 0)
    each = next(e for e in group.marks().learners if e.entry.learner == "Chloé")
    made = nbformat.reads(executed(read_notebook(labs[0].notebook), each), as_version=4)
    first, second = (c for c in made.cells if c.id.startswith("reponse-01"))
    assert (first.source, len(first.outputs)) == ("echo 01-premier-verdict", 1)
    assert (second.source, second.outputs) == ("echo deux", [])
    nbformat.validate(made)


def test_who_answered_nothing_has_the_course_s_notebook(make_class, labs):
    group = make_class()
    group.hand_in("Vide", empty=(0, 1, 2))
    (each,) = group.marks().learners
    trusted = read_notebook(labs[0].notebook)
    assert nbformat.reads(executed(trusted, each), as_version=4).cells == trusted.cells
