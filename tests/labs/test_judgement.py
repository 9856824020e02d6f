"""A verdict is held against what the author declared, word for word but not space for space."""

from __future__ import annotations

from pathlib import Path

from checker.authoring import judgement
from checker.course.exercise import WrongAnswer
from checker.course.verdict import CriterionResult, Outcome, Verdict


def verdict(**outcomes: Outcome) -> Verdict:
    return Verdict(
        "01-jouet/01-premier",
        tuple(
            CriterionResult(
                id_, id_, 1, outcome, observed="Le port\u202f5001 est\u00a0publié\u202f: «\u202fnon\u202f»."
            )
            for id_, outcome in outcomes.items()
        ),
    )


def wrong(*fails: str, says: tuple[str, ...] = ("est publié : « non »",)) -> WrongAnswer:
    return WrongAnswer(Path("x.sh"), frozenset(fails), says)


P, F, S, E = Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED, Outcome.ERROR


def test_full_marks_are_full_marks():
    assert judgement.against_full_marks(verdict(a=P, b=P)) == []
    assert len(judgement.against_full_marks(verdict(a=P, b=S, c=E))) == 2


def test_as_shipped_nothing_is_earned():
    assert judgement.against_shipped(verdict(a=F, b=S)) == []
    assert judgement.against_shipped(verdict(a=P, b=P)) == ["l'exercice est déjà résolu sans aucune réponse"]
    assert "réussit sans aucune réponse" in judgement.against_shipped(verdict(a=P, b=F))[0]
    assert "n'est pas évalué" in judgement.against_shipped(verdict(a=E, b=F))[0]


def test_a_wrong_answer_fails_what_it_declares():
    assert judgement.against_wrong(verdict(a=P, b=F, c=S), wrong("b")) == []


def test_a_wrong_answer_that_fails_more_is_told():
    assert "échoue" in judgement.against_wrong(verdict(a=F, b=F), wrong("b"))[0]


def test_a_wrong_answer_that_passes_is_told():
    assert "réussit" in judgement.against_wrong(verdict(a=P, b=P), wrong("b"))[0]


def test_a_skipped_criterion_is_no_failure():
    assert "est sauté" in judgement.against_wrong(verdict(a=F, b=S), wrong("b"))[1]


def test_an_error_is_never_what_was_declared():
    assert "n'est pas évalué" in judgement.against_wrong(verdict(a=E), wrong("a"))[0]


def test_words_that_are_not_said_are_told():
    told = judgement.against_wrong(verdict(a=F), wrong("a", says=("le port", "5000")))
    assert len(told) == 1
    assert "5000" in told[0]
