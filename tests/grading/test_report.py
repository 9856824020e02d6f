import re

from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.grading.report import as_html, as_text

VERDICT = Verdict(
    "90-essai/01-issues",
    (
        CriterionResult("a", "Un registre répond", 1, Outcome.PASSED),
        CriterionResult(
            "b",
            "Le port <5000>",
            1.5,
            Outcome.FAILED,
            "« 5000 »",
            "<script>alert(1)</script>",
            "Relisez & corrigez",
        ),
        CriterionResult("c", "Le reste", 2, Outcome.SKIPPED),
    ),
)
FAULTY = Verdict(
    "90-essai/01-issues", (CriterionResult("a", "Un registre répond", 1, Outcome.ERROR, observed="panne"),)
)


def test_text_says_every_outcome_in_words():
    text = as_text(VERDICT, title="Démarrer un registre")
    assert "Exercice à reprendre\u202f: 1 / 4,5 points" in text
    assert "✔ réussi     Un registre répond (1 point)" in text
    failed = r"✘ échoué +Le port <5000> \(1,5 point\)\n    Attendu +« 5000 »\n    Obtenu +<script>.*\n"
    assert re.search(failed + "    Que faire +Relisez", text)
    assert "↷ sauté" in text


def test_text_of_our_own_fault_gives_no_score():
    text = as_text(FAULTY)
    assert "Non évalué" in text
    assert "essai" in text
    assert "panne" in text
    assert "/ 1" not in text


def test_html_escapes_what_a_learner_printed():
    html = as_html(VERDICT)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "Relisez &amp; corrigez" in html


def test_html_tells_outcomes_by_words_and_follows_the_theme():
    html = as_html(VERDICT)
    assert [w for w in ("réussi", "échoué", "sauté") if w in html] == ["réussi", "échoué", "sauté"]
    assert "var(--jp-" in html
    assert 'role="status"' in html
