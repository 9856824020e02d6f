"""What is said of a lab's files."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
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
ADD_QUESTION = (
    "Ajoutez au moins un bloc [[questions]] avec « id », « kind », « text », « right » et « explanation »."
)
RENAME_QUESTION = "Donnez à chaque question un identifiant à elle."
MEND_QUIZ_KEY = "Retirez-la, ou corrigez son nom ; « checker/course/quiz.py » dit les clés de chaque genre."
TOO_FEW_STEPS = "il faut au moins trois étapes à mettre en ordre."
ADD_STEPS = "Écrivez dans « right » toutes les étapes, dans le bon ordre."
MEND_AFTER = "Dans « after », dites de chaque étape sauf la première pourquoi elle vient après la précédente."
NO_RIGHT = "aucune réponse n'est juste."
ADD_RIGHT = "Écrivez dans « right » la liste des réponses justes."
SEVERAL_RIGHT = "plusieurs réponses sont justes."
ONE_RIGHT = "N'en gardez qu'une, ou donnez à la question le genre « multiple »."
NO_WRONG = "aucun choix n'est faux."
WRONG_IS_NO_TABLE = "« wrong » n'est pas une table."
ADD_WRONG = "Écrivez une table [questions.wrong] : chaque choix faux, et pourquoi il l'est."
SAME_CHOICE = "deux réponses sont la même."
MEND_SAME_CHOICE = "Retirez l'une des deux."
CLOSE_CODE = "Fermez le code avec un second accent grave."
EXPLAIN = "Écrivez après lui, entre guillemets droits, pourquoi il est faux."
MEND_LIST = "Écrivez une liste de textes entre crochets."
NO_ANSWERS = "Cette édition du cours, celle des apprenants, n'a pas les réponses."
USE_FULL_COURSE = "Lancez la commande dans le cours complet."
TYPE_VARIANT = "Recopiez celui de votre formateur : huit signes, comme « K7QP-3M2Y »."
MEND_VALUES = (
    "Pour chaque valeur : un « label », puis « choices » (au moins deux textes différents en minuscules, "
    "chiffres, points et tirets), ou bien « from » et « to » (deux nombres)."
)
RENAME_VALUE = "Employez des minuscules sans accent ; « end » et « else » sont pris par Docker."
MEND_FLAG = "Écrivez « true » ou « false »."


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


def bad_variant(text: str) -> str:
    return f"Le code « {text} » n'est pas une variante : il y manque un signe, ou l'un d'eux est faux."


def bad_values(path: Path) -> str:
    return f"Dans « {path} », « values » n'est pas une table."


def bad_value(path: Path, name: str) -> str:
    return f"La valeur « {name} » de « {path} » n'est pas bien déclarée."


def bad_value_name(path: Path, name: str) -> str:
    return f"Le nom de valeur « {name} » de « {path} » n'est pas valable."


def bad_hidden(path: Path, id_: str) -> str:
    return f"Dans le critère « {id_} » de « {path} », « hidden » n'est ni vrai ni faux."


def wrong_without_header(path: Path) -> str:
    return f"La mauvaise réponse « {path} » ne dit pas quel critère elle doit manquer."


def unknown_exercise(id_: str) -> str:
    return f"L'exercice « {id_} » n'existe pas."


def unknown_lab(id_: str) -> str:
    return f"L'atelier « {id_} » n'existe pas."


def known_ids(id_: str, known: list[str]) -> str:
    near = difflib.get_close_matches(id_, known, n=3, cutoff=0.4) or known[:3]
    return "Vouliez-vous dire " + " ou ".join(f"« {k} »" for k in near) + " ?"


def no_question(path: Path) -> str:
    return f"Le fichier « {path} » ne pose aucune question."


def unknown_quiz_key(path: Path, key: str) -> str:
    return f"La clé « {key} » de « {path} » n'est lue par personne."


def bad_question_id(path: Path, id_: str) -> str:
    return f"L'identifiant de question « {id_} » de « {path} » n'est pas valable."


def repeated_question(path: Path, id_: str) -> str:
    return f"Deux questions de « {path} » s'appellent « {id_} »."


def in_question(path: Path, id_: str, what: str) -> str:
    return f"Dans la question « {id_} » de « {path} », {what}"


def bad_kind(kind: object) -> str:
    return f"le genre « {kind} » n'existe pas."


def known_kinds(kinds: Iterable[str]) -> str:
    return "Les genres sont " + ", ".join(f"« {kind} »" for kind in kinds) + "."


def after_count(found: int, steps: int) -> str:
    return f"« after » a {found} texte(s) pour {steps} étapes."


def open_code(text: str) -> str:
    return f"un accent grave n'est pas fermé : « {text[:80]} »."


def unexplained(choice: str) -> str:
    return f"rien ne dit pourquoi « {choice} » est faux."


def no_list(key: str) -> str:
    return f"« {key} » n'est pas une liste de textes."


def no_flag(key: str) -> str:
    return f"« {key} » n'est ni vrai ni faux."
