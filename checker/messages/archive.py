"""What is said of the archive that carries the images to a room without network."""

from __future__ import annotations

from pathlib import Path

SAVING = "Lecture des images du moteur Docker et compression…"
WRITING = "Écriture de l'archive…"
CHECKING = "Vérification de l'archive…"
LOADING = "Chargement des images dans le moteur Docker…"
WAITING = "Un autre programme du cours prépare les images : attente…"
SAVE = "lecture des images"
LOAD = "chargement des images"
VERSION = "version du moteur"
CHECK_TARGET = "Choisissez un dossier où vous pouvez écrire et qui a assez de place."
CHECK_PATH = "Donnez le chemin d'un fichier fait par « checker images export »."
COPY_AGAIN = "Copiez-la de nouveau depuis sa source ; rien n'a été chargé."
EXPORT_AGAIN = "Refaites l'archive avec « checker images export » depuis la même version du cours."
EXPORT_ON_SAME = "Refaites l'archive sur une machine de la même architecture ; rien n'a été chargé."
CHECK_DISK = "Vérifiez la place sur le disque du moteur Docker, puis relancez la commande."


def cannot_write(target: Path, why: str) -> str:
    return f"L'archive « {target} » n'a pas pu être écrite ({why})."


def no_file(source: Path) -> str:
    return f"Le fichier « {source} » n'existe pas."


def not_an_archive(source: Path) -> str:
    return f"Le fichier « {source} » n'est pas une archive d'images du cours."


def damaged(source: Path) -> str:
    return f"L'archive « {source} » est abîmée ou incomplète."


def other_edition(source: Path) -> str:
    return f"L'archive « {source} » vient d'une autre version du cours."


def other_architecture(theirs: str, ours: str) -> str:
    return f"L'archive contient des images pour {theirs}, et ce moteur Docker est en {ours}."


def load_failed(tail: str) -> str:
    return f"Le moteur Docker n'a pas pu charger les images ({tail})."


def exported(target: Path, size: str) -> str:
    there = f"checker images import {target.name}"
    return f"Archive « {target} » écrite ({size}). Sur l'autre machine : « {there} »."


def imported(count: int) -> str:
    return f"{count} images chargées."
