"""A quiz: what its file must be, how an answer is judged, and what the course's own questions are like."""

from __future__ import annotations

import pytest

from checker.course.inline import as_html, as_plain, is_code
from checker.course.lab import find_lab, read_labs
from checker.course.question import Kind
from checker.course.quiz import read_quiz
from checker.errors import LabError

LABS = {lab.id: lab for lab in read_labs()}


@pytest.fixture
def questions(toy):
    return {question.id: question for question in read_quiz(toy.lab).questions}


BROKEN = {
    "unknown table": ('\n[[questions]]\nid = "choix"', 'x = 1\n[[questions]]\nid = "choix"', "La clé « x »"),
    "no id": ('id = "choix"\n', "", "La clé « id » manque"),
    "bad id": ('"choix"', '"Le choix"', "L'identifiant de question « Le choix »"),
    "same id": ('"cases"', '"choix"', "s'appellent « choix »"),
    "kind": ('"single"', '"unique"', "le genre « unique » n'existe pas"),
    "no text": ('text = "Lequel ?"', "", "La clé « text » manque"),
    "no explanation": ('explanation = "C\'est lui."', "", "La clé « explanation » manque"),
    "unknown key": ('explanation = "C\'est lui."', 'explanation = "x"\nindice = "y"', "La clé « indice »"),
    "key of another kind": ('text = "Lequel ?"', 'text = "x"\nafter = ["y"]', "La clé « after »"),
    "no right": ('right = ["Le bon"]', "right = []", "aucune réponse n'est juste"),
    "right is no list": ('right = ["Le bon"]', 'right = "Le bon"', "« right » n'est pas une liste"),
    "two right": ('right = ["Le bon"]', 'right = ["Le bon", "Lui"]', "plusieurs réponses sont justes"),
    "no wrong": (
        '[questions.wrong]\n"Le mauvais" = "Ce n\'est pas lui."\n"L\'autre" = "Lui non plus."',
        "",
        "aucun choix n'est faux",
    ),
    "wrong is no table": (
        '[questions.wrong]\n"Le mauvais" = "Ce n\'est pas lui."\n"L\'autre"',
        "wrong",
        "table",
    ),
    "unexplained": ('"L\'autre" = "Lui non plus."', '"L\'autre" = " "', "rien ne dit pourquoi « L'autre »"),
    "right and wrong": ('"L\'autre" =', '"Le bon" =', "deux réponses sont la même"),
    "two steps": ('right = ["Un", "Deux", "Trois"]', 'right = ["Un", "Deux"]', "au moins trois étapes"),
    "a step without reason": (', "Trois suit deux."', "", "a 1 texte(s) pour 3 étapes"),
    "no general reason": ('otherwise = "Ce n\'est pas ce mot."', "", "La clé « otherwise » manque"),
    "foreseen and accepted": ('"empreinte" =', '"etiquette" =', "deux réponses sont la même"),
    "not a flag": ('kind = "fill"', 'kind = "fill"\nexact = "oui"', "« exact » n'est ni vrai ni faux"),
    "open code": ('"Lequel ?"', '"Lequel, de `a ou b ?"', "un accent grave n'est pas fermé"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_quiz_is_told(toy, case):
    old, new, words = BROKEN[case]
    toy.replace("quiz.toml", old, new)
    with pytest.raises(LabError) as told:
        read_quiz(toy.lab)
    assert words in told.value.what.replace("\u202f", " ")
    assert told.value.do


def test_a_choice_is_right_or_its_reason_is_told(questions):
    question = questions["choix"]
    assert question.judge(["Le bon"]).is_right
    wrong = question.judge(["L'autre"])
    assert (wrong.is_right, wrong.is_incomplete) == (False, False)
    assert [(r.about, r.why) for r in wrong.remarks] == [("L'autre", "Lui non plus.")]


def test_boxes_are_right_when_all_that_is_right_and_nothing_else_is_ticked(questions):
    judge = questions["cases"].judge
    assert judge(["Le meilleur", "Le bon"]).is_right
    lacking = judge(["Le bon"])
    assert (lacking.is_right, lacking.remarks, lacking.is_incomplete) == (False, (), True)
    too_many = judge(["Le bon", "Le meilleur", "Le mauvais"])
    assert (too_many.is_right, too_many.is_incomplete) == (False, False)
    assert [r.about for r in too_many.remarks] == ["Le mauvais"]


@pytest.mark.parametrize(
    ("given", "about"),
    [
        ("Un Deux Trois", None),
        ("Deux Un Trois", "Deux"),
        ("Un Trois Deux", "Trois"),
        ("Trois Un Deux", "Trois"),
        ("Trois Deux Un", "Deux"),
        ("Deux Trois Un", "Deux"),
    ],
)
def test_the_first_step_that_stands_too_early_is_told(questions, given, about):
    feedback = questions["etapes"].judge(given.split())
    assert feedback.is_right == (about is None)
    assert [r.about for r in feedback.remarks] == ([about] if about else [])


def test_steps_that_are_not_those_of_the_question_are_not_right(questions):
    assert not questions["etapes"].judge(["Un", "Deux"]).is_right


@pytest.mark.parametrize("typed", ["étiquette", " ETIQUETTE ", "«\u202fÉtiquette\u202f»", "Tag", "`tag`"])
def test_what_is_typed_counts_without_its_case_its_accents_and_its_spaces(questions, typed):
    assert questions["trou"].judge([typed]).is_right


def test_a_foreseen_mistake_has_its_reason_and_any_other_the_general_one(questions):
    judge = questions["trou"].judge
    assert [r.why for r in judge(["Empreinte"]).remarks] == ["Elle ne bouge pas."]
    assert [r.why for r in judge(["<b>"]).remarks] == ["Ce n'est pas ce mot."]


def test_an_exact_answer_keeps_its_case(toy):
    toy.replace("quiz.toml", 'kind = "fill"', 'kind = "fill"\nexact = true')
    judge = read_quiz(toy.lab).questions[-1].judge
    assert judge(["  tag "]).is_right
    assert not judge(["TAG"]).is_right
    assert not judge(["Etiquette"]).is_right


def test_choices_keep_their_order_for_a_learner_and_never_that_of_the_file(questions):
    for question in questions.values():
        in_file = (*question.right, *question.wrong)
        orders = {question.choices(str(seed)) for seed in range(40)}
        assert question.choices("a") == question.choices("a")
        if question.kind is Kind.FILL:
            assert orders == {()}
        else:
            assert in_file not in orders
            assert len(orders) > 1
            assert {tuple(sorted(order)) for order in orders} == {tuple(sorted(in_file))}


def test_code_is_set_as_code_and_all_is_escaped():
    assert as_html("Tirez `a<b>`, <i>non</i>") == "Tirez <code>a&lt;b&gt;</code>, &lt;i&gt;non&lt;/i&gt;"
    assert as_plain("Tirez `nginx`") == "Tirez «\u202fnginx\u202f»"
    assert as_plain("`nginx`") == "nginx"
    assert [is_code(text) for text in ("`a`", "`a` et `b`", "a")] == [True, False, False]


@pytest.mark.parametrize("name", ["09-rien", "../labs", "", "01-jouet/01-premier"])
def test_an_unknown_lab_is_told_with_the_known_ones(toy, name):
    with pytest.raises(LabError) as told:
        find_lab(name, toy.root)
    assert "01-jouet" in told.value.do


# The course's own questions.


@pytest.mark.parametrize("lab", LABS)
def test_a_lab_asks_five_to_seven_questions_of_several_kinds(lab):
    questions = LABS[lab].quiz.questions
    assert 5 <= len(questions) <= 7
    assert len({question.kind for question in questions}) >= 2


def test_each_kind_is_met_several_times():
    kinds = [question.kind for lab in LABS.values() for question in lab.quiz.questions]
    assert all(kinds.count(kind) >= 4 for kind in Kind), kinds


def test_the_right_choice_is_not_betrayed_by_its_length():
    single = [q for lab in LABS.values() for q in lab.quiz.questions if q.kind is Kind.SINGLE]
    lengths = [(len(q.right[0]), [len(wrong) for wrong in q.wrong]) for q in single]
    assert sum(right > max(wrong) for right, wrong in lengths) <= len(single) / 3
    assert sum(right < min(wrong) for right, wrong in lengths) <= len(single) / 3


@pytest.mark.parametrize("lab", LABS)
def test_every_answer_in_the_file_is_judged_as_the_file_says(lab):
    for question in LABS[lab].quiz.questions:
        if question.kind is Kind.FILL:
            assert all(question.judge([answer]).is_right for answer in question.right)
            reasons = {why for wrong in question.wrong for why in [question.judge([wrong]).remarks[0].why]}
            assert reasons == set(question.wrong.values())
        else:
            assert question.judge(question.right).is_right
            assert not question.judge(question.choices("x")).is_right
