"""What is said of the images of the course."""

from __future__ import annotations

from collections.abc import Sequence

PREPARE = "Lancez « checker prepare »."
WAITING = "Un autre programme du cours prépare les images : attente…"
LISTING = "liste des images"
REMOVAL = "suppression d'une image"
IMPORT_OF_BASE = "import de l'image de base"
MAKING_BASE = "Image base : installation de Debian par mmdebstrap…"
NO_BASE = "Docker Hub ne répond pas, et mmdebstrap, qui remplacerait ses images, n'est pas installé."
HOW_TO_GET_BASE = (
    "Rétablissez l'accès à Docker Hub, ou installez mmdebstrap (« sudo apt-get install -y mmdebstrap »), "
    "ou importez une archive faite ailleurs avec « checker images import ARCHIVE »."
)
CHECK_MIRROR = (
    "Vérifiez l'accès aux dépôts Debian et la place sur le disque, puis relancez « checker prepare »."
)
CHECK_DISK = "Vérifiez la place sur le disque, puis relancez « checker prepare »."
CHECK_NETWORK_AND_DISK = (
    "Vérifiez que les conteneurs ont accès au réseau et qu'il reste de la place sur le disque, "
    "puis relancez « checker prepare »."
)
SOURCES = {"pulled": "tirée de Docker Hub", "built": "construite ici", None: "absente"}
OLD = "ancienne"


def unknown(name: str) -> str:
    return f"Le cours n'a pas d'image « {name} »."


def known(names: Sequence[str]) -> str:
    return f"Choisissez parmi {', '.join(names)}."


def absent(name: str, tag: str) -> str:
    return f"L'image {name} du cours (« {tag} ») n'est pas sur ce moteur Docker."


def base_failed(tail: str) -> str:
    return f"L'image de base n'a pas pu être construite :\n{tail}\n"


def build_of(name: str) -> str:
    return f"construction de l'image {name}"


def build_step(name: str, step: int, total: int) -> str:
    return f"Image {name} : construction, étape {step} sur {total}…"


def build_failed(name: str, tail: str) -> str:
    return f"L'image {name} n'a pas pu être construite :\n{tail}\n"


def pulling(repository: str) -> str:
    return f"Image {repository} : téléchargement depuis Docker Hub…"


HELP = "Les images du cours sur le moteur Docker (sans rien de plus : leur liste)."
HELP_LIST = "Liste les images : tirées de Docker Hub ou construites ici, taille, date."
HELP_EXPORT = "Écrit toutes les images dans un seul fichier, pour une salle sans réseau."
HELP_IMPORT = "Charge les images d'un fichier fait par « export »."
HELP_PRUNE = "Supprime les images des autres versions du cours."
COLUMNS = ("Image", "Étiquette", "Origine", "Taille", "Date")
NOTHING_OLD = "Aucune ancienne image à supprimer."


def removed(tag: str) -> str:
    return f"« {tag} » supprimée."
