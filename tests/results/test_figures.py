"""What the class's marks say together."""

from __future__ import annotations

import pytest

from checker.gradebook.grade import Answer
from checker.results import figures


def test_observations_that_differ_by_their_values_are_one_mistake():
    same = [
        "Le port 5000 répond « 404 » pour sha256:abcdef012345",
        "le port 5001  répond « 500, rien » pour sha256:99887766",
    ]
    assert len({figures.alike(text) for text in same}) == 1
    assert figures.alike("aucun conteneur") != figures.alike("aucune image")


def test_the_commonest_mistakes_name_who_made_them(group):
    (mistake,) = figures.mistakes(group.marks())
    assert len(mistake.learners) == 2
    assert mistake.observed.startswith("le dossier «")
    assert mistake.exercise.id.endswith("01-premier-verdict")


def test_a_mistake_of_one_learner_is_not_common(make_class):
    group = make_class()
    group.grade(group.hand_in("Bruno"), 0, {"dossier": "rien"})
    assert figures.mistakes(group.marks()) == []


def test_criteria_come_most_failed_first_and_our_faults_do_not_count(group):
    marks = group.marks()
    found = figures.lab_figures(marks, marks.labs[0])
    assert [(c.id, c.failed, c.skipped, c.judged) for _, c in found.criteria][:3] == [
        ("dossier", 2, 0, 3),
        ("fichier", 1, 0, 3),
        ("contenu", 0, 2, 3),
    ]
    assert found.exercises[0].solved == 1


def test_an_incomplete_grade_is_in_no_class_of_the_distribution(group):
    marks = group.marks()
    found = figures.lab_figures(marks, marks.labs[0])
    assert sum(found.bins) == 1
    assert found.bins[9] == 1
    assert found.incomplete == 3
    assert found.mean == pytest.approx(8.5 / 9)


def test_all_the_points_and_none_are_in_the_outer_classes(make_class):
    group = make_class()
    for learner, failing in (("tout", {}), ("rien", None)):
        entry = group.hand_in(learner)
        for rank, exercise in enumerate(group.labs[0].exercises):
            group.grade(entry, rank, failing if failing == {} else {c.id: "rien" for c in exercise.criteria})
    marks = group.marks()
    found = figures.lab_figures(marks, marks.labs[0])
    assert (found.bins[0], found.bins[9], sum(found.bins)) == (1, 1, 2)


def test_empty_answers_do_not_count_in_the_time(make_class):
    group = make_class()
    group.grade(group.hand_in("a"), 0, answer=Answer.EMPTY)
    marks = group.marks()
    first = figures.lab_figures(marks, marks.labs[0]).exercises[0]
    assert (first.median_s, first.empty) == (None, 1)
    group.grade(group.hand_in("b"), 0)
    marks = group.marks()
    assert figures.lab_figures(marks, marks.labs[0]).exercises[0].median_s == 10.0


def test_what_is_not_graded_is_told_with_its_reason(group):
    marks = group.marks()
    told = [m for m in figures.missing(marks) if m.lab is marks.labs[0]]
    found = [(m.learner, len(m.exercises), m.reason) for m in told]
    assert ("Bruno", 1, "Le noyau Jupyter s'est arrêté.") in found
    assert [count for learner, count, why in found if why == "Pas encore noté."] == [2, 2]
