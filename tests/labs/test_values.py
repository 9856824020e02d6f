"""Values that differ from learner to learner: drawn from a code, and put wherever the exercise names them."""

from __future__ import annotations

import itertools

import pytest

from checker.authoring import judgement
from checker.authoring.finding import Kind
from checker.authoring.proof import roads
from checker.authoring.shape import check_lab
from checker.course.exercise import read_exercise
from checker.course.lab import find_exercise, read_lab, read_labs
from checker.course.variant import ALPHABET, new_variant, read_variant
from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.errors import LabError

EXERCISE = "01-premier"
VALUES = """
[values.depot]
label = "dépôt"
choices = ["un", "deux", "trois"]

[values.port]
label = "port"
from = 6000
to = 6099

[[criteria]]
id = "la"
"""


@pytest.fixture
def varied(toy):
    """The toy course, with values in its first exercise."""
    toy.replace(f"{EXERCISE}/exercise.toml", '[[criteria]]\nid = "la"\n', VALUES)
    toy.replace(
        f"{EXERCISE}/exercise.toml", "Le fichier est là.", "Le fichier {{depot}} est là, sur {{port}}."
    )
    toy.replace(f"{EXERCISE}/exercise.toml", "Regardez sa taille.", "Regardez celle de {{depot}}.")
    toy.replace(f"{EXERCISE}/right/01-echo.sh", "~/x", "~/{{depot}}-{{port}}")
    toy.replace(
        f"{EXERCISE}/wrong/vide.sh", "est vide\n", "{{depot}} est vide\ndocker ps --format '{{.Names}}'\n"
    )
    return toy


def test_without_a_code_everybody_has_the_first_values(varied):
    exercise = read_exercise(varied.first)
    assert [(v.name, v.label, v.text, len(v.choices)) for v in exercise.values] == [
        ("depot", "dépôt", "un", 3),
        ("port", "port", "6000", 100),
    ]
    assert exercise.criteria[0].text == "Le fichier un est là, sur 6000."
    assert exercise.criteria[1].hint == "Regardez celle de un."
    assert exercise.reference == "echo 1 > ~/un-6000\n"
    (empty,) = (wrong for wrong in exercise.wrong if wrong.path.name == "vide.sh")
    assert empty.says == ("un est vide",)
    # What Docker's own templates look like is left alone.
    assert "'{{.Names}}'" in exercise.script(empty.path)


def test_a_code_draws_the_same_values_each_time_and_other_ones_than_another_code(varied):
    drawn = {code: read_exercise(varied.first, code).values for code in map(str, range(50))}
    assert {code: read_exercise(varied.first, code).values for code in drawn} == drawn
    texts = {tuple(value.text for value in values) for values in drawn.values()}
    assert len(texts) > 40
    assert {depot for depot, _ in texts} == {"un", "deux", "trois"}


def test_a_lab_is_seen_with_a_code_only_where_values_differ(varied):
    lab = read_lab(varied.lab)
    seen = lab.seen_with("un code")
    assert (lab.variant, seen.variant) == ("", "un code")
    assert [exercise.variant for exercise in seen.exercises] == ["un code", ""]
    plain = next(each for each in read_labs() if not each.has_values)
    assert plain.seen_with("un code") is plain


BROKEN = {
    "accents": ("[values.depot]", '[values."dépôt"]', "n'est pas valable"),
    "a word of Docker's": ("[values.depot]", "[values.end]", "n'est pas valable"),
    "no label": ('label = "dépôt"\n', "", "n'est pas bien déclarée"),
    "blank label": ('label = "dépôt"\n', 'label = " "\n', "n'est pas bien déclarée"),
    "one choice": ('["un", "deux", "trois"]', '["un"]', "n'est pas bien déclarée"),
    "same choice": ('["un", "deux", "trois"]', '["un", "un"]', "n'est pas bien déclarée"),
    "a choice that a shell would read": ('"deux"', '"$(id)"', "n'est pas bien déclarée"),
    "empty range": ("to = 6099", "to = 5999", "n'est pas bien déclarée"),
    "both": ("from = 6000", 'choices = ["a", "b"]\nfrom = 6000', "n'est pas bien déclarée"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_not_declared_well_is_told(varied, name):
    old, new, said = BROKEN[name]
    varied.replace(f"{EXERCISE}/exercise.toml", old, new)
    with pytest.raises(LabError) as told:
        read_exercise(varied.first)
    assert said in str(told.value).replace("\u202f", " ")


def test_values_are_a_table(toy):
    toy.replace(f"{EXERCISE}/exercise.toml", "title =", "values = 3\ntitle =")
    with pytest.raises(LabError, match="n'est pas une table"):
        read_exercise(toy.first)


SHAPES = {
    "unknown": ("wrong/absent.sh", "true", "docker run {{nom}}", "« absent.sh » emploie « {{nom}} »"),
    "too few": ("exercise.toml", "to = 6099", "to = 6009", "30 jeux de valeurs possibles"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_the_shape_of_the_values_is_checked(varied, name):
    def whats():
        return [f.what.replace("\u202f", " ") for f in check_lab(varied.lab)[1]]

    path, old, new, said = SHAPES[name]
    assert whats() == []
    varied.replace(f"{EXERCISE}/{path}", old, new)
    (what,) = whats()
    assert said in what


def test_a_value_that_stands_nowhere_is_told(varied):
    for path, text in (("exercise.toml", "{{port}}"), ("right/01-echo.sh", "{{port}}")):
        varied.replace(f"{EXERCISE}/{path}", text, "6000")
    assert [f.what for f in check_lab(varied.lab)[1]] == [
        "la valeur «\u202fport\u202f» n'est employée nulle part"
    ]


def test_each_right_answer_has_other_values_and_a_neighbour_s_is_played(varied):
    found = roads(read_lab(varied.lab))
    right = [road.judged[0].values for road in found if road.judged]
    assert len({tuple(v.text for v in values) for values in right}) == 2
    (neighbour,) = (road for road in found if road.neighbour)
    mine, theirs = neighbour.last.values, neighbour.neighbour.values
    assert all(a.text != b.text for a, b in zip(mine, theirs, strict=True))


def test_a_neighbour_s_answer_must_not_do():
    def verdict(outcome):
        return Verdict(
            "x", (CriterionResult("a", "a", 1, Outcome.PASSED), CriterionResult("b", "b", 1, outcome))
        )

    assert judgement.against_neighbour(verdict(Outcome.FAILED)) == []
    assert "voisin" in judgement.against_neighbour(verdict(Outcome.PASSED))[0]
    assert len(judgement.against_neighbour(verdict(Outcome.ERROR))) == 1
    assert Kind.NEIGHBOUR in set(Kind)


def test_a_mistyped_code_is_told():
    code = new_variant()
    assert read_variant(f" {code.lower().replace('-', ' ')} ") == code
    signs = code.replace("-", "")
    wrong = {signs[:i] + sign + signs[i + 1 :] for i in range(8) for sign in ALPHABET} - {signs}
    for i, j in itertools.combinations(range(8), 2):
        swapped = list(signs)
        swapped[i], swapped[j] = swapped[j], swapped[i]
        wrong |= {"".join(swapped)} - {signs}
    for each in (*wrong, signs[:-1], signs + "A", "-", "É" * 8, "<script>"):
        with pytest.raises(LabError, match="n'est pas une variante"):
            read_variant(each)
    assert read_variant("  ") == ""


def test_no_exercise_of_the_course_gives_two_codes_the_same_values_often():
    for exercise in (e for lab in read_labs() for e in lab.exercises if e.values):
        drawn = [find_exercise(exercise.id, variant=new_variant()).values for _ in range(200)]
        assert len({tuple(v.text for v in values) for values in drawn}) > 190
