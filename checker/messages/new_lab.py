"""What `checker lab new` says to the author of a lab."""

from __future__ import annotations

from pathlib import Path

GROUP_HELP = "Commence un atelier (pour les auteurs)."
HELP = (
    "Crée un atelier qui fonctionne, à modifier : un exercice, ses réponses justes et fausses, un quiz, "
    "un carnet. Ses commentaires disent les règles. « checker verify » le prouve tel quel."
)
HELP_TITLE = "Titre de l'atelier ; sinon, les mots de son nom."
METAVAR_NAME = "NOM"
METAVAR_TITLE = "TITRE"
NAME_IT = (
    "Écrivez deux chiffres, puis des mots en minuscules sans accent séparés par des tirets : 07-mon-atelier."
)
CHOOSE_COURSE = "Lancez la commande depuis le dépôt du cours, ou indiquez-le par REGISTRES_COURSE."
CHOOSE_ANOTHER = "Rien n'a été changé. Choisissez un autre nom."
MEND_RIGHTS = "Vérifiez les droits et la place qui reste, puis recommencez."


def bad_name(name: str) -> str:
    return f"« {name[:80]} » n'est pas un nom d'atelier."


def no_labs(folder: Path) -> str:
    return f"Il n'y a pas de dossier « {folder} »."


def already_there(path: Path) -> str:
    return f"« {path} » existe déjà."


def number_taken(number: str, lab: str) -> str:
    return f"Le numéro {number} est celui de « {lab} »."


def choose_number(free: list[str]) -> str:
    return f"Choisissez-en un autre : {free[0]} est libre." if free else "Tous les numéros sont pris."


def unwritable(folder: Path, reason: str) -> str:
    return f"L'atelier ne peut pas être écrit dans « {folder} » ({reason})."


def made(folder: Path, notebook: Path, lab: str) -> str:
    return (
        f"Exercices : « {folder} »\nCarnet :    « {notebook} »\n"
        "Écrivez les vôtres, en suivant leurs commentaires, puis prouvez l'ensemble :\n"
        f"  checker verify {lab}\n"
        "Annoncez l'atelier dans la table de « notebooks/accueil.ipynb »."
    )
