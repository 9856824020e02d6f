"""What the exercise's panel says."""

from __future__ import annotations

from collections.abc import Sequence

from checker.messages.report import points

VERIFY = "Vérifier"
RETRY = "Réessayer"
HINT = "Indice"
VERIFY_TOOLTIP = "Vérifie l'état de votre bac à sable, autant de fois que vous voulez"
HINT_NONE_YET = "Le premier indice s'ouvre après un essai qui n'a pas réussi."
HINT_READY = "Un indice est disponible."
HINT_NEXT_LATER = "L'indice suivant s'ouvre après un autre essai."
HINT_NO_MORE = "Tous les indices utiles sont ouverts."
WILL_CHECK = "Ce qui sera vérifié"
NOT_CHECKED = "Pas encore vérifié."
PREPARING = "Préparation de l'exercice…"
WAITING = "Le bac à sable démarre ; l'exercice sera prêt dans quelques secondes…"
CHECKING = "Vérification en cours…"
NO_EXERCISE_SHOWN = "Aucun exercice n'est ouvert."
NAME_EXERCISE = "Écrivez son nom après la commande, par exemple « %verifier 02-registre-prive/01-demarrer »."
ONE_EXERCISE = "Cette commande attend le nom d'un seul exercice."
RETRY_OR_RESTART = "Réessayez ; si cela se répète, redémarrez le noyau du carnet."
SHOW_USAGE = "%exercice atelier/exercice"
SHOW_HELP = "Ouvre le panneau d'un exercice : ce qui est demandé, « Vérifier », « Indice »."
VERIFY_USAGE = "%verifier [atelier/exercice]"
VERIFY_HELP = "Vérifie un exercice (le dernier ouvert, si rien n'est dit) et affiche le verdict."


def title(text: str, max_score: float) -> str:
    return f"Exercice : {text} ({points(max_score)})"


def attempts(count: int) -> str:
    if not count:
        return ""
    return f"{count} essai" + ("s" if count > 1 else "") + " jusqu'ici."


def hint(number: int, criterion: str) -> str:
    return f"Indice {number}, pour « {criterion} » :"


def pending(texts: Sequence[tuple[str, float]]) -> list[str]:
    return [f"{text} ({points(value)})" for text, value in texts]


def setup_failed(exercise: str, output: str) -> str:
    last = output.strip().splitlines()[-1:] or ["aucune sortie"]
    return f"La préparation de l'exercice « {exercise} » a échoué (« {last[0][:200]} »)."


def setup_timed_out(exercise: str) -> str:
    return f"La préparation de l'exercice « {exercise} » n'a pas fini à temps."


def broken(kind: str) -> str:
    return f"La vérification s'est arrêtée sur une erreur interne ({kind})."
