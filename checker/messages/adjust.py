"""What `checker adjust` says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker.messages.batch import points

HELP = (
    "Change à la main les points d'un exercice ou d'un atelier, avec une raison. "
    "POINTS est un nombre (« 3 ») ou un écart (« +1 », « -0,5 »). "
    "La décision reste quand la copie est notée de nouveau."
)
HELP_REASON = "Pourquoi, en une phrase : l'apprenant la lit dans son rapport."
HELP_CANCEL = "Retire la décision prise avant : les points sont ceux du verdict."
HELP_BOOK = "Carnet de notes, par son adresse SQLAlchemy (par défaut : celui du dossier des résultats)."
METAVAR_FOLDER = "DOSSIER"
METAVAR_LEARNER = "APPRENANT"
METAVAR_TARGET = "ATELIER[/EXERCICE]"
METAVAR_POINTS = "[POINTS]"
METAVAR_TEXT = "TEXTE"
POINTS_OR_CANCEL = "Donnez des points, ou « --cancel » pour retirer la décision prise avant."
NO_REASON = "Il manque la raison de ce changement."
GIVE_REASON = "Ajoutez l'option « --reason » et une phrase : l'apprenant la lira."
GRADE_FIRST = "Donnez le dossier de résultats qu'a écrit « checker grade », ou l'option « --book »."
TARGET_EXAMPLES = "Écrivez par exemple « 02-registre-prive », ou « 02/03 » pour son troisième exercice."


def no_book(folder: Path) -> str:
    return f"« {folder} » ne contient pas de carnet de notes."


def no_target(target: str) -> str:
    return f"« {target} » ne nomme ni un atelier, ni un exercice, ou en nomme plusieurs."


def no_learner(learner: str, lab: str) -> str:
    return f"« {learner} » n'a pas de copie de l'atelier « {lab} » dans ce carnet."


def learners(known: Sequence[str]) -> str:
    if not known:
        return "Personne n'en a encore."
    return "Ceux qui en ont une : " + ", ".join(f"« {name} »" for name in known) + "."


def done(learner: str, lab: str, score: float, maximum: float) -> str:
    return f"{learner} · {lab} : {points(score, maximum)}."
