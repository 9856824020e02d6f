"""What is said while the Python environment is being made, before anything is installed."""

from __future__ import annotations

CREATING = "Création de l'environnement Python (.venv)…"
INSTALLING = "Installation des bibliothèques Python, une minute environ…"
WAITING = "Une autre commande prépare l'environnement Python : attente…"
NO_VENV = (
    "Erreur : ce Python ne sait pas créer d'environnement virtuel.\n"
    "Installez le module qui manque avec « sudo apt-get install -y python3-venv », puis relancez la commande."
)


def too_old(version: str) -> str:
    return (
        f"Erreur : Python {version} est trop ancien pour le cours.\n"
        "Installez Python 3.11 ou plus récent, puis relancez la commande avec « make PYTHON=python3.11 … »."
    )


def failed(what: str, output: str) -> str:
    return (
        f"{output}\n\nErreur : « {what} » a échoué.\n"
        "Vérifiez l'accès au réseau et la place sur le disque, puis relancez la commande."
    )
