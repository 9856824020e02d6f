"""What the exercise's panel says."""

from __future__ import annotations

from collections.abc import Sequence

from checker.messages import progress
from checker.messages.report import points

VERIFY = "Vérifier"
RETRY = "Réessayer"
HINT = "Indice"
SOLUTION = "Solution"
SOLUTION_TOOLTIP = "S'ouvre après trois essais qui n'ont pas réussi, ou une réussite"
SOLUTION_TITLE = "Une solution, parmi d'autres qui sont justes aussi"
RESTART = "Recommencer"
RESTART_TOOLTIP = "Remet le poste dans l'état d'avant cet exercice"
RESTART_WARNING = (
    "Le poste sera remplacé par un poste neuf, où les exercices précédents de cet atelier sont refaits par "
    "leurs solutions de référence. Ce que vous y avez mis d'autre est perdu ; vos points restent."
)
CONFIRM = "Remplacer le poste"
CANCEL = "Annuler"
WAIT_FOR_CELL = "Une cellule est en cours : attendez sa fin, ou arrêtez-la, puis recommencez."
FRESH_SANDBOX = "Un poste neuf démarre…"
REBUILT = "Le poste est dans l'état d'avant cet exercice : à vous."
REBUILDING = "Le poste est en train d'être refait : attendez sa fin."
REBUILD_LABEL = "Avancement"
REDO_YOURSELF = (
    "Pour repartir d'un poste vide, exécutez « %redemarrer », puis de nouveau vos cellules, "
    "depuis le début du carnet."
)
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
RESTART_HERE = (
    "Si les exercices précédents n'ont pas été faits sur ce poste, cliquez sur « Recommencer » : ils y "
    "seront refaits. Sinon, réessayez."
)
SHOW_USAGE = "%exercice atelier/exercice"
SHOW_HELP = "Ouvre le panneau d'un exercice : ce qui est demandé, « Vérifier », « Indice »."
VERIFY_USAGE = "%verifier [atelier/exercice]"
VERIFY_HELP = "Vérifie un exercice (le dernier ouvert, si rien n'est dit) et affiche le verdict."


def title(text: str, max_score: float) -> str:
    return f"Exercice : {text} ({points(max_score)})"


def attempts(count: int) -> str:
    return f"{progress.attempts(count)} jusqu'ici." if count else ""


def lasted(duration: str) -> str:
    return f"Première réussite après : {duration}."


def replaying(exercise: str) -> str:
    return f"Refait par sa solution de référence : « {exercise} »…"


def replay_failed(exercise: str) -> str:
    return (
        f"La solution de référence de « {exercise} » n'a pas abouti : le poste n'est pas dans l'état voulu."
    )


def no_reference(exercise: str) -> str:
    return (
        f"« Recommencer » doit d'abord refaire « {exercise} », dont cette édition du cours n'a pas la "
        "solution : votre poste reste comme il est."
    )


def hidden_points(count: float) -> str:
    judged = "est jugé" if count < 2 else "sont jugés"
    return f"{points(count)} de plus {judged} à la correction."


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
