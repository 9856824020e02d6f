"""What the grade book says of itself."""

from __future__ import annotations

import re

URL_EXAMPLES = (
    "Donnez une adresse SQLAlchemy, par exemple « sqlite:///notes.sqlite » "
    "ou « postgresql+psycopg://utilisateur@serveur/base »."
)
LATER_VERSION = "Ce carnet de notes a été écrit par une version plus récente du programme."
UPDATE = "Mettez le programme à jour ; rien n'a été changé dans le carnet."
CHECK_IT = "Vérifiez l'adresse, les droits et la place disponible, puis relancez : rien de noté n'est perdu."

POINTS_EXAMPLES = "Donnez des points (« 3 ») ou un écart (« +1 », « -0,5 »)."


def bad_points(text: str) -> str:
    return f"« {text} » n'est pas un nombre de points."


def without_password(url: str) -> str:
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1@", url)


def bad_url(url: str) -> str:
    return f"« {without_password(url)} » n'est pas l'adresse d'une base de données connue."


def unusable(why: str) -> str:
    return f"Le carnet de notes ne répond pas : {why}."
