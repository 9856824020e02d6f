"""What is said of a learner's progress, and of the file that keeps it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from checker.messages.report import number, points

USAGE = "%progression"
HELP = "Montre ce que vous avez fait dans tous les ateliers, vos points, et où continuer."
TITLE = "Votre progression"
COLUMNS = ("Atelier", "Exercices réussis", "Quiz", "Points", "État")
NO_QUIZ = "–"
DETAILS = "Ses exercices"
DONE = "terminé"
STARTED = "en cours"
NOT_STARTED = "à faire"
SOLVED = "réussi"
TRIED = "à reprendre"
OPENED = "ouvert"
WITH_SOLUTION = "solution vue"
TOTAL = "Tout le cours"
FINISHED = "Vous avez réussi tous les exercices du cours."
MOVE_IT = (
    "Votre travail continue sans elle, et rien n'en est gardé. Renommez ce fichier : un nouveau sera créé "
    "au prochain démarrage du noyau."
)
ANOTHER_FILE = "Indiquez le fichier « progression.sqlite » qu'a écrit le cours."
UPDATE = "Mettez le cours à jour. En attendant, votre travail continue, et rien n'en est gardé."


def unusable(path: Path | None, why: str) -> str:
    where = f" (« {path} »)" if path else ""
    return f"Le fichier de votre progression{where} ne peut pas être ouvert : {why}."


def later_version(path: Path | None) -> str:
    return f"Le fichier de votre progression (« {path} ») vient d'une version plus récente du cours."


def not_written(why: str) -> str:
    return (
        f"Votre progression n'a pas pu être écrite ({why}) : elle est gardée jusqu'à la fin de ce noyau, et "
        "l'écriture sera tentée de nouveau à la prochaine vérification."
    )


def not_read(why: str) -> str:
    return f"Votre progression n'a pas pu être lue ({why})."


def go_on(lab: str, exercise: str) -> str:
    return f"Continuer : {lab}, exercice « {exercise} »"


def out_of(good: float, total: float) -> str:
    return f"{number(good)} / {number(total)}"


def score(earned: float, total: float) -> str:
    return f"{number(earned)} / {points(total)}"


def attempts(count: int) -> str:
    return f"{count} essai" + ("s" if count > 1 else "")


def hints(count: int) -> str:
    return f"{count} indice" + ("s" if count > 1 else "")


def on(moment: float) -> str:
    return f"le {datetime.fromtimestamp(moment).astimezone():%d/%m/%Y}"


def lasted(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return "moins d'une minute"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60:
        return f"{minutes // 60} h {minutes % 60:02d}"
    days = round(minutes / (24 * 60))
    return f"{days} jour" + ("s" if days > 1 else "")
