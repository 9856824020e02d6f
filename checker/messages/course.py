"""What is said of a lab's files."""

from __future__ import annotations

import difflib
from pathlib import Path

RENAME_FOLDER = "Renommez-le : deux chiffres, puis des mots en minuscules sans accent séparés par des tirets."
ADD_CRITERION = "Ajoutez au moins un bloc [[criteria]] avec « id », « points », « text » et « hint »."
CREATE_FILE = "Créez-le, en partant de celui d'un autre exercice."
MEND_TOML = "Corrigez la syntaxe TOML à cette ligne."
ADD_KEY = "Ajoutez cette clé, avec un texte en français."
RENAME_CRITERION = "Employez des minuscules, des chiffres et des tirets."
MEND_POINTS = "Donnez un nombre de points supérieur à zéro."
ADD_WRONG_HEADER = "Commencez-le par « # fails: critère, … » puis « # says: mots | autres mots »."
MEND_NOTEBOOK = "Rétablissez-le depuis le dépôt du cours."


def bad_slug(folder: Path) -> str:
    return f"Le nom du dossier « {folder.name} » n'est pas valable."


def no_criterion(path: Path) -> str:
    return f"Le fichier « {path} » ne déclare aucun critère."


def missing_file(path: Path) -> str:
    return f"Le fichier « {path} » manque."


def bad_toml(path: Path, why: Exception) -> str:
    return f"Le fichier « {path} » est illisible ({why})."


def bad_notebook(path: Path) -> str:
    return f"Le fichier « {path} » n'est pas un carnet Jupyter."


def missing_key(path: Path, key: str) -> str:
    return f"La clé « {key} » manque ou est vide dans « {path} »."


def bad_criterion_id(path: Path, id_: str) -> str:
    return f"L'identifiant de critère « {id_} » de « {path} » n'est pas valable."


def bad_points(path: Path, id_: str, points: object) -> str:
    return f"Le critère « {id_} » de « {path} » vaut « {points} » point."


def wrong_without_header(path: Path) -> str:
    return f"La mauvaise réponse « {path} » ne dit pas quel critère elle doit manquer."


def unknown_exercise(id_: str) -> str:
    return f"L'exercice « {id_} » n'existe pas."


def known_exercises(id_: str, known: list[str]) -> str:
    near = difflib.get_close_matches(id_, known, n=3, cutoff=0.4) or known[:3]
    return "Vouliez-vous dire " + " ou ".join(f"« {k} »" for k in near) + " ?"
