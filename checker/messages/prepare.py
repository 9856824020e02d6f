"""What the preparation of a machine says, a line per step."""

from __future__ import annotations

TITLE = "Préparation"
ENGINE = "Recherche du moteur Docker…"
KERNEL = "Installation du noyau Jupyter…"
READY = "Cette machine est prête."
HELP_TESTS = "Installe aussi ce qu'il faut aux tests : un navigateur, un dictionnaire, une base de données."
BROWSER = "Navigateur des tests…"
BROWSER_THERE = "Navigateur des tests (Chromium)"
NO_BROWSER = "Navigateur des tests : Chromium est introuvable, installez-le avant de lancer les tests"
SPELLER = "Dictionnaire des tests…"
SPELLER_THERE = "Dictionnaire des tests (hunspell, français)"
NO_SPELLER = "Dictionnaire des tests : hunspell ou son français manque, installez-les avant les tests"
DATABASE = "Base de données des tests…"
DATABASE_THERE = "Base de données des tests (PostgreSQL)"
NO_DATABASE = "Base de données des tests : PostgreSQL manque, installez-le avant les tests"


def engine_found(version: str, host: str) -> str:
    return f"Moteur Docker {version} (« {host} »)"


def image_there(name: str) -> str:
    return f"Image {name} : déjà là"


def image_made(name: str, source: str, size: str, duration: str) -> str:
    return f"Image {name} : {source} ({size}, {duration})"


def kernel_installed(name: str) -> str:
    return f"Noyau Jupyter « {name} »"
