"""What is said of variants: the code that gives each learner values of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker.messages.quantities import counted

# --- in the notebook ---------------------------------------------------------------------------

NONE = "aucune"
USAGE = "%variante [code]"
HELP = "Prend le code que votre formateur vous a donné : certains exercices ont alors vos valeurs à vous."
SHOW_AGAIN = "Exécutez de nouveau les cellules « %exercice » déjà ouvertes : elles montreront vos valeurs."
GIVEN = "Votre variante vous est donnée ici : elle ne se choisit pas."
ASK_INSTRUCTOR = "Si ce n'est pas la vôtre, dites-le à votre formateur."
MEND_FILE = "Vérifiez les droits de ce fichier et de son dossier."
TYPE_AGAIN = "Exécutez « %variante » suivi de votre code, ou « %variante aucune » : le fichier est refait."
YOUR_VALUES = "Vos valeurs"
COMMON_VALUES = "Les valeurs de tout le monde"
OTHER_VALUES = "Le dernier verdict portait sur d'autres valeurs : vérifiez de nouveau."
TYPE_IT = "On vous a donné un code ? Exécutez « %variante » suivi de ce code."


def in_use(variant: str) -> str:
    return f"Votre variante : {variant}." if variant else "Pas de variante : les valeurs de tout le monde."


def unreadable(path: Path, why: str) -> str:
    return f"La variante ne peut être ni lue ni gardée : « {path} » ({why})."


def spoilt(path: Path) -> str:
    return f"Le fichier de votre variante est abîmé : « {path} »."


def tell_instructor(variable: str) -> str:
    return f"Dites à votre formateur que la variable « {variable} » de ce serveur est fausse."


def heading(variant: str) -> str:
    return f"{YOUR_VALUES} (variante {variant})" if variant else COMMON_VALUES


def values(pairs: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"{label} « {text} »" for label, text in pairs)


# --- checker variants --------------------------------------------------------------------------

LIST_HELP = (
    "Donne à chaque apprenant un code de variante, et l'écrit dans un tableau CSV que « checker grade "
    "--variants » lit. NOMS : un fichier avec un nom par ligne, tels que les copies les porteront. Relancée, "
    "la commande ajoute les nouveaux venus et ne change aucun code."
)
METAVAR_NAMES = "NOMS"
METAVAR_FILE = "FICHIER"
HELP_OUT = "Tableau à écrire ou à compléter."
COLUMNS = ("apprenant", "variante")
GIVE_NAMES = "Écrivez un fichier de texte (UTF-8) avec un nom par ligne."
MEND_LIST = (
    "Corrigez cette ligne, ou restaurez le fichier : deux colonnes, « apprenant » et « variante », "
    "comme « checker variants » les écrit."
)
SAVE_AS_UTF_8 = (
    "Enregistrez-le de nouveau : dans un tableur, au format « CSV UTF-8 » ; dans un éditeur de texte, "
    "avec l'encodage « UTF-8 »."
)
EMPTY_CELL = "le nom ou la variante manque."
CHOOSE_FILE = "Vérifiez le chemin et les droits du fichier."
ADD_LEARNER = "Ajoutez ce nom avec « checker variants », ou renommez la copie comme la liste le dit."


def not_utf_8(path: Path) -> str:
    return f"Le fichier « {path} » n'est pas un texte en UTF-8."


def unwritable_list(path: Path, why: str) -> str:
    return f"Le fichier « {path} » ne peut pas être écrit ({why})."


def no_name(path: Path) -> str:
    return f"Le fichier « {path} » ne contient aucun nom."


def list_for_names(path: Path) -> str:
    return f"« {path} » est une liste de variantes, pas une liste de noms."


def bad_line(path: Path, line: int, why: str) -> str:
    return f"Ligne {line} de « {path} » : {why}"


def no_list(path: Path) -> str:
    return f"« {path} » n'est pas une liste de variantes."


def name_twice(name: str) -> str:
    return f"« {name} » y est deux fois."


def variant_twice(variant: str) -> str:
    return f"la variante « {variant} » y est deux fois."


def drawn(added: int, total: int, path: Path) -> str:
    return f"{counted(added, 'code ajouté', 'codes ajoutés')}, {total} en tout : « {path} »."


def alike(first: str, second: str, exercise: str) -> str:
    return (
        f"« {first} » et « {second} » ont les mêmes valeurs dans « {exercise} » : il y a plus "
        "d'apprenants que de valeurs."
    )


# --- grading -----------------------------------------------------------------------------------


def not_listed(learner: str) -> str:
    return f"« {learner} » n'est pas dans la liste des variantes."


def claimed(variant: str) -> str:
    return f"Cette copie a été faite avec la variante {variant}, et la correction n'en connaît aucune."


GIVE_LIST = "Donnez la liste avec « --variants »."
GIVE_VARIANT = "Si c'est bien celle de l'apprenant, donnez-la avec « --variant »."


def claims_other(claimed: str, listed: str) -> str:
    return (
        f"La copie dit avoir été faite avec la variante {claimed} ; la liste donne {listed}, avec "
        "laquelle elle est notée."
    )


ONE_OF_THEM = "valeurs d'un des apprenants"

# --- collect ---------------------------------------------------------------------------------


def handed_in(variant: str) -> str:
    if variant:
        return f"Fait avec votre variante, {variant}."
    return f"Fait avec les valeurs de tout le monde. {TYPE_IT}"


# --- verify ------------------------------------------------------------------------------------

ADD_CHOICES = "Donnez-lui plus de choix."


def neighbour_passes() -> str:
    return "la réponse d'un voisin, faite avec d'autres valeurs, a tous ses points"


def no_neighbour(lab: str) -> str:
    return f"L'atelier « {lab} » donne presque les mêmes valeurs à tous."


def unknown_value(file: str, name: str) -> str:
    return f"« {file} » emploie « {{{{{name}}}}} », que [values] ne déclare pas"


def unused_value(name: str) -> str:
    return f"la valeur « {name} » n'est employée nulle part"


def too_few_values(count: int, least: int) -> str:
    return f"il n'y a que {count} jeux de valeurs possibles, il en faut au moins {least}"
