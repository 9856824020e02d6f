"""What the kernel says in the notebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

DISPLAY_NAME = "Bac à sable (Docker)"
BANNER = "Bac à sable (Docker) : chaque cellule s'exécute en bash sur votre poste d'entraînement."
STOP = "Arrêter"
STOP_TOOLTIP = "Interrompre la commande en cours (Ctrl-C)"
STOPPING = "Arrêt en cours…"

STARTING = "Le bac à sable démarre…"
READY = "Le bac à sable est prêt."
RESTARTING = "Un nouveau bac à sable démarre…"
EXTRA_CONTAINERS = {
    "acme": "l'autorité de certification d'entraînement",
    "machine2": "un second serveur, machine2.atelier.test",
}
RESTARTED = "Un nouveau bac à sable est prêt : images, conteneurs et fichiers sont ceux du départ."
PRESS_ENTER = "La commande est terminée : validez la case de saisie (Entrée) pour continuer."
INTERRUPTED = "Interrompu."

NEW_SHELL = (
    "Le shell s'est terminé ; un nouveau shell reprend avec vos variables, vos fonctions et votre dossier."
)
SHELL_LOST = (
    "Le shell ne répond plus. Un nouveau shell est prêt : vos fichiers et vos images sont là, "
    "vos variables sont perdues."
)
MACHINE_FULL = (
    "Votre poste était saturé : tous vos programmes sont arrêtés. Un nouveau shell est prêt ; vos fichiers "
    "et vos images sont là."
)
MACHINE_LOST = (
    "Votre poste s'est arrêté. Un nouveau bac à sable est prêt : images, conteneurs et fichiers "
    "sont ceux du départ."
)
ATTACHED_LOST = "Le bac à sable de cette copie ne répond plus."
GRADE_AGAIN = "Relancez la correction de cette copie."
NO_ANSWER = "Le poste ne répond pas."
RESTART_ORDER = "Exécutez « %redemarrer » dans une cellule pour en obtenir un neuf."

HELP_SUMMARY = "Affiche cette liste."
HELP_USAGE = "%aide"
RESTART_SUMMARY = "Remplace votre bac à sable par un neuf : images, conteneurs et fichiers sont perdus."
RESTART_USAGE = "%redemarrer"
EDIT_USAGE = "%editer fichier"
EDIT_SUMMARY = "Ouvre un fichier de votre poste dans une zone de texte, avec un bouton « Enregistrer »."
HELP_INTRO = (
    "Une cellule s'exécute en bash sur votre poste d'entraînement. Ces commandes-là s'adressent au carnet :"
)
MIXED_CELL_DO = "Placez les commandes du shell dans une autre cellule."
SEE_HELP = "« %aide » décrit chaque commande."
SPLIT_QUOTES = "Fermez les guillemets de la ligne."
NO_ARGUMENTS_DO = "Exécutez-la seule."
ONE_FILE = "La commande « %editer » attend le nom d'un seul fichier."
ONE_FILE_DO = "Exemple : « %editer ~/notes.txt »."
SAVE = "Enregistrer"
SAVED = "Enregistré."
TEXT_FILES_ONLY = "« %editer » n'ouvre que des fichiers de texte de moins de 200 Ko."
NEEDS_BROWSER = "« %editer » demande un navigateur."
WRITE_WITH_CAT = "Écrivez le fichier avec « cat > fichier »."


def starting_for(seconds: int, ahead: int = 0) -> str:
    """What is said while a sandbox starts; `ahead` others have their turn before it."""
    what = f"Le bac à sable attend son tour : encore {ahead} avant lui…" if ahead else STARTING
    return f"{what} {seconds} s" if seconds else what


def exit_code(code: int) -> str:
    reasons = {
        126: "le fichier n'est pas exécutable",
        127: "commande introuvable",
        130: "commande interrompue",
        137: "processus tué",
        143: "processus terminé",
    }
    reason = reasons.get(code)
    return f"Code de retour : {code}" + (f" ({reason})" if reason else "")


def omitted(count: int) -> str:
    number = f"{count:,}".replace(",", "\u202f")
    return f"[… {number} octets omis …]"


def full_screen(program: str) -> str:
    start = f"« {program} »" if program else "Ce programme"
    return (
        f"{start} s'affiche en plein écran, ce qu'une cellule ne permet pas : il est interrompu. "
        "Pour lire un fichier, employez « cat » ; pour l'écrire, « %editer fichier » ou « cat > fichier »."
    )


def unknown_command(name: str) -> str:
    return f"La commande « %{name} » n'existe pas."


def known_commands(names: Iterable[str]) -> str:
    return "Commandes disponibles : " + ", ".join(f"%{name}" for name in sorted(names)) + "."


def mixed_cell(line: str) -> str:
    return f"Une cellule qui commence par % ne contient que des commandes %, or elle contient « {line} »."


def unreadable_line(line: str) -> str:
    return f"La ligne « {line} » a un guillemet qui n'est pas fermé."


def no_arguments(name: str) -> str:
    return f"La commande « %{name} » ne prend aucun argument."


def own_fault(name: str, why: str) -> str:
    return f"La commande « %{name} » a échoué par notre faute ({why})."


def not_saved(path: str, why: str) -> str:
    return f"Le fichier « {path} » n'est pas enregistré : {why}"


def is_not_a_file(path: str) -> str:
    return f"« {path} » n'est pas un fichier de texte que cette commande sait ouvrir."


def missing_containers(roles: Sequence[str]) -> str:
    wanted = " et ".join(EXTRA_CONTAINERS.get(role, role) for role in roles)
    return f"Cet atelier a besoin de plus : {wanted}."


OTHER_NOTEBOOK = (
    "Rien n'est remplacé : votre bac à sable garde votre travail. Ouvrez le carnet de cet atelier ; ou "
    "exécutez « %redemarrer », qui efface tout, puis de nouveau cette cellule."
)

NO_BREAK_SPACE = (
    "Cette cellule contient une espace insécable, comme en ont les textes d'où l'on recopie. Le shell ne la "
    "prend pas pour une espace : remplacez-la."
)
LONG_DASH = (
    "Cette cellule contient un tiret long (« – »), comme en ont les textes d'où l'on recopie. Une option "
    "commence par un ou deux tirets courts : « - »."
)
CURLED_QUOTE = (
    "Cette cellule contient un guillemet courbe, comme en ont les textes d'où l'on recopie. Le shell ne "
    "connaît que les guillemets droits."
)
PASTED_PROMPT = (
    "Le « $ » du début de ligne est l'invite du terminal, et non un mot de la commande : retirez-le."
)
