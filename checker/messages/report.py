"""The words of a verdict: outcomes, points, labels."""

from __future__ import annotations

from checker.course.verdict import CriterionResult, Outcome, Verdict

WORDS = {
    Outcome.PASSED: "réussi",
    Outcome.FAILED: "échoué",
    Outcome.SKIPPED: "sauté",
    Outcome.ERROR: "non évalué",
}
SYMBOLS = {Outcome.PASSED: "✔", Outcome.FAILED: "✘", Outcome.SKIPPED: "↷", Outcome.ERROR: "?"}
"""Read together with the word: nothing is said by colour or symbol alone."""

EXPECTED = "Attendu"
OBSERVED = "Obtenu"
ADVICE = "Que faire"
REASON = "Raison"
SKIPPED_BECAUSE = "Un critère dont celui-ci dépend n'est pas réussi."
NOT_EVALUATED = (
    "La vérification n'a pas pu aboutir : ce n'est pas votre faute, et cela ne compte pas comme un essai."
)


def number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def points(value: float) -> str:
    return f"{number(value)} point" + ("s" if value >= 2 else "")


def details(result: CriterionResult) -> list[tuple[str, str]]:
    """Label and text of each line under a criterion."""
    if result.outcome is Outcome.FAILED:
        return [(EXPECTED, result.expected), (OBSERVED, result.observed), (ADVICE, result.advice)]
    if result.outcome is Outcome.ERROR:
        return [(REASON, result.observed)]
    return [(REASON, SKIPPED_BECAUSE)] if result.outcome is Outcome.SKIPPED else []


def headline(verdict: Verdict) -> str:
    if not verdict.is_evaluated:
        return "Non évalué"
    score = f"{number(verdict.score)} / {points(verdict.max_score)}"
    return f"Exercice réussi : {score}" if verdict.is_solved else f"Exercice à reprendre : {score}"
