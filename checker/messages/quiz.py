"""What a quiz says."""

from __future__ import annotations

USAGE = "%quiz atelier"
HELP = "Pose les questions qui closent un atelier ; elles ne comptent pas dans les points."
ONE_LAB = "Cette commande attend le nom d'un seul atelier."
NAME_LAB = "Écrivez-le après la commande, par exemple « %quiz 02-registre-prive »."
SINGLE = "Une seule réponse est juste."
MULTIPLE = "Cochez toutes les réponses justes : il peut y en avoir une ou plusieurs."
ORDER = "Mettez dans l'ordre, de la première étape à la dernière."
FILL = "Tapez votre réponse."
ANSWER = "Répondre"
TYPED = "Votre réponse"
UP = "Monter"
DOWN = "Descendre"
CHOOSE = "Choisissez d'abord une réponse."
TICK = "Cochez d'abord au moins une réponse."
TYPE = "Tapez d'abord votre réponse."
RIGHT = "Juste."
WRONG = "Pas encore."
INCOMPLETE = "Il manque au moins une bonne réponse."
ALREADY_RIGHT = "Vous aviez déjà bien répondu à cette question : elle reste comptée."


def title(lab: str) -> str:
    return f"Quiz : {lab}"


def progress(right: int, total: int) -> str:
    done = "question réussie" if right < 2 else "questions réussies"
    return f"{right} {done} sur {total}."


def no_quiz(lab: str) -> str:
    return f"L'atelier « {lab} » n'a pas de quiz."


def question(number: int, text: str) -> str:
    return f"{number}. {text}"


def move_up(step: str) -> str:
    return f"{UP} : {step}"


def move_down(step: str) -> str:
    return f"{DOWN} : {step}"


def moved(step: str, place: int, total: int) -> str:
    return f"Place {place} sur {total} : {step}"


def too_early(step: str) -> str:
    return f"{step} : trop tôt."
