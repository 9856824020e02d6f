"""What is said of a folder or an archive of submissions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

ASK_AGAIN = "Demandez à son auteur le fichier .ipynb enregistré par JupyterLab."
GIVE_FOLDER = "Donnez un carnet .ipynb, un dossier de copies ou une archive .zip."
NAMELESS = "sans nom"
NO_NOTEBOOK = "Rien de ce qui a été rendu n'est un carnet .ipynb."


def not_there(path: Path) -> str:
    return f"« {path} » n'existe pas, ou n'est ni un dossier ni une archive .zip."


def nothing_to_grade(path: Path) -> str:
    return f"« {path} » ne contient aucun carnet .ipynb."


def unreadable(name: str, why: str) -> str:
    return f"Le dossier « {name} » ne peut pas être lu ({why})."


def link(name: str) -> str:
    return f"« {name} » est un lien vers autre chose : il n'est pas suivi."


def too_deep(name: str) -> str:
    return f"« {name} » est trop loin sous le dossier des copies : il n'est pas ouvert."


def unusual(name: str) -> str:
    return f"« {name} » est comprimé d'une façon inhabituelle : il n'est pas ouvert."


def too_many(name: str, limit: int) -> str:
    return f"L'archive « {name} » contient plus de {limit} fichiers."


def bad_archive(name: str) -> str:
    return f"L'archive « {name} » est abîmée, ou n'est pas une archive .zip."


def archive_in_archive(name: str) -> str:
    return f"L'archive « {name} » en contient une autre, qui n'est pas ouverte."


def outside(name: str, archive: str) -> str:
    return f"L'archive « {archive} » contient un chemin qui en sort, « {name} » : il est ignoré."


def encrypted(name: str) -> str:
    return f"« {name} » est protégé par un mot de passe."


def heap(learner: str, count: int) -> str:
    return f"{learner} a rendu {count} carnets : aucun n'est noté. Ne laissez que les bons."


def namesake(name: str, handle: str) -> str:
    return f"{name} ({handle})"


def too_big(name: str, limit: int) -> str:
    return f"« {name} » dépasse {limit // 1_000_000} Mo une fois décompressé."


def several(learner: str, sources: Iterable[str]) -> str:
    listed = ", ".join(f"« {source} »" for source in sources)
    return (
        f"{learner} a rendu plusieurs carnets différents pour le même atelier : {listed}. "
        "Aucun n'est noté : ne laissez que le bon."
    )
