"""The words of a verdict: outcomes, points, labels."""

from __future__ import annotations

WORDS = {
    "passed": "réussi",
    "failed": "échoué",
    "skipped": "sauté",
    "error": "non évalué",
}
SYMBOLS = {"passed": "✔", "failed": "✘", "skipped": "↷", "error": "?"}
"""Read together with the word: nothing is said by colour or symbol alone."""

EXPECTED = "Attendu"
OBSERVED = "Obtenu"
ADVICE = "Que faire"
REASON = "Raison"
NOT_GRADED = "Non évalué"
NOT_EVALUATED = (
    "La vérification n'a pas pu aboutir : ce n'est pas votre faute, et cela ne compte pas comme un essai."
)


def number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def points(value: float) -> str:
    return f"{number(value)} point" + ("s" if value >= 2 else "")


def solved(score: float, max_score: float) -> str:
    return f"Exercice réussi : {number(score)} / {points(max_score)}"


def unsolved(score: float, max_score: float) -> str:
    return f"Exercice à reprendre : {number(score)} / {points(max_score)}"
