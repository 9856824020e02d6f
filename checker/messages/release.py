"""What `checker release` says, and what it writes in what it makes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker.messages.quantities import counted

HELP = (
    "Fait l'édition du cours que l'on donne aux apprenants : sans les réponses, ni les critères cachés, "
    "ni les tests. CIBLE est un dossier, ou une archive si son nom finit par « .zip ». "
    "Notez ensuite les copies avec le cours complet."
)
METAVAR_TARGET = "CIBLE"
MARK = "Édition des apprenants : sans les réponses ni les critères cachés. Notez avec le cours complet."
JUDGED_WITH_FULL_COURSE = "jugés à la correction, avec le cours complet"
USE_REPOSITORY = "Lancez-la depuis le dépôt du cours."
CHOOSE_ANOTHER = "Rien n'a été changé. Choisissez un autre endroit."
CREATE_FOLDER = "Créez-le, ou choisissez un autre endroit."
VERIFY_FIRST = "Corrigez cela (« checker verify --shape » dit tout), puis recommencez."
SHARE_FUNCTION = "Mettez ce qui leur est commun dans une fonction à part."
ONE_STATEMENT = "Écrivez une instruction par ligne."
CRITERIA_NOT_BLOCKS = "Dans exercise.toml, les critères ne sont pas écrits en blocs [[criteria]]."
WRITE_BLOCKS = "Écrivez un bloc [[criteria]] par critère."


def function_used(function: str, id_: str) -> str:
    return f"Dans criteria.py, « {function} », qui juge le critère caché « {id_} », sert à d'autres critères."


def shared_line(line: int) -> str:
    return f"criteria.py, ligne {line} : deux instructions sont sur la même ligne."


def no_program(folder: Path) -> str:
    return f"Le programme est installé sans le dépôt du cours : « {folder} » n'a pas de pyproject.toml."


def inside_course(target: Path) -> str:
    return f"« {target} » est dans un dossier du cours."


def no_folder(folder: Path) -> str:
    return f"Le dossier « {folder} » n'existe pas."


def no_release(target: Path) -> str:
    return f"« {target} » existe déjà, et n'est pas une édition faite par cette commande."


def changed(target: Path) -> str:
    return f"« {target} » a changé depuis que cette commande l'a fait : quelqu'un y a peut-être travaillé."


def unwritable(target: Path, reason: str) -> str:
    return f"« {target} » ne peut pas être écrit ({reason})."


def unsound(findings: Sequence[str], count: int) -> str:
    rest = "\n  - …" if count > len(findings) else ""
    listed = "".join(f"\n  - {finding}" for finding in findings)
    return f"Le cours n'est pas en état d'être donné :{listed}{rest}\n"


def made(target: Path, labs: int, exercises: int, hidden: int) -> str:
    cut = counted(hidden, "critère caché retiré", "critères cachés retirés")
    return (
        f"Édition des apprenants : « {target} »\n"
        f"{counted(labs, 'atelier')}, {counted(exercises, 'exercice')}, sans les réponses ; {cut}."
    )
