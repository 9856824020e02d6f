"""What `checker collect` says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker.messages.quantities import counted

HELP = (
    "Prépare un carnet à rendre : vérifie qu'il peut être noté, retire les mots de passe et les jetons "
    "qui ne sont pas ceux du cours, et écrit un fichier à rendre. Le carnet lui-même ne change pas."
)
HELP_NAME = "Votre nom : il devient celui du fichier."
HELP_OUT = "Fichier à écrire (par défaut : à côté du carnet, à votre nom)."
METAVAR_NOTEBOOK = "CARNET.ipynb"
METAVAR_NAME = "NOM"
METAVAR_FILE = "FICHIER"
CHOOSE_OTHER = "Choisissez un autre fichier avec « --out »."
NOT_ITSELF = "Le fichier à rendre ne peut pas prendre la place du carnet."


def unwritable(path: Path, why: str) -> str:
    return f"« {path} » ne peut pas être écrit ({why})."


def answered(lab: str, count: int, total: int) -> str:
    return f"Atelier {lab} : {counted(count, 'exercice répondu', 'exercices répondus')} sur {total}."


def missing(titles: Sequence[str]) -> str:
    return "Sans réponse : " + ", ".join(f"« {title} »" for title in titles) + "."


def scrubbed(count: int) -> str:
    return (
        f"{counted(count, 'mot de passe ou jeton retiré', 'mots de passe ou jetons retirés')} : "
        "un mot du même nom les remplace partout. S'ils servent ailleurs, changez-les."
    )


def written(path: Path) -> str:
    return f"À rendre : « {path} »."


def file_name(name: str, lab: str) -> str:
    return f"{name} {lab}.ipynb" if name else f"remise-{lab}.ipynb"
