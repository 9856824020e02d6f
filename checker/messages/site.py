"""What the site says, and what `checker site` says while it makes it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from checker.messages.report import points as points_of

# --- the pages ---------------------------------------------------------------------------------

COURSE = "Registres Docker"
HOME = "Accueil"
GLOSSARY = "Glossaire"
SKIP = "Aller au contenu"
SITE = "Site"
CONTENTS = "Sommaire"
NEIGHBOURS = "Pages voisines"
INTRODUCTION = (
    "Des ateliers sur les registres Docker, de votre première image publiée à un serveur qui la déploie "
    "par son empreinte. Les commandes sont les vraies, et elles ont été exécutées pour de bon dans le bac "
    "à sable du cours."
)
READING = (
    "Cette page se lit sans rien exécuter : sous chaque commande, vous voyez ce qu'elle a affiché. Là où "
    "le texte vous demande d'exécuter une cellule ou de cliquer, c'est dans le cours lui-même, que "
    "« make cours » ouvre dans JupyterLab."
)
LABS = "Les ateliers"
OBJECTIVES = "Vous saurez :"
ABSENT = "Cet atelier n'est pas dans ce site."
WORDS = "Un mot vous échappe ?"
CRITERIA = "Ce qui est vérifié :"
HINTS = "Indices"
SOLUTION = "Une solution"
SOLUTION_NOTE = "Une réponse parmi d'autres qui sont justes aussi, et ce qu'elle affiche."
FAILS = "Cette cellule échoue, et c'est voulu :"
ANSWER = "La réponse"
WRONG_CHOICES = "Et les autres :"
HOW = {
    "single": "(une seule réponse est juste)",
    "multiple": "(une ou plusieurs réponses sont justes)",
    "order": "(à mettre dans l'ordre)",
    "fill": "(en quelques mots)",
}
OUTPUT = "Ce que la commande a affiché"
DIAGRAM = "Schéma"
TABLE = "Tableau"
LIVE = {
    "explorer": "Dans le cours, cette vue se parcourt, et suit vos publications à mesure.",
    "trace": "Dans le cours, %trace raconte vos propres échanges, juste après que vous les avez provoqués.",
    "progression": "Dans le cours, vos points et vos essais s'affichent ici.",
    "editer": "Dans le cours, le fichier s'ouvre ici dans une zone de texte.",
    "telecharger": "Dans le cours, un bouton enregistre ce fichier sur votre ordinateur.",
    "televerser": "Dans le cours, un bouton envoie un fichier de votre ordinateur sur le poste.",
    "attestation": "Dans le cours, votre attestation s'affiche ici quand vous avez terminé.",
}
"""What a reader would see in the notebook, by the command."""


def page_title(title: str) -> str:
    return f"{title} — {COURSE}"


def lab(number: str, title: str) -> str:
    return f"{number} {title}"


def exercise(title: str, max_score: float) -> str:
    return f"Exercice : {title} ({points_of(max_score)})"


def points(value: float) -> str:
    return f"({points_of(value)})"


def size(minutes: int, exercises: int) -> str:
    return f"{duration(minutes)}, {exercises} exercice{'s' if exercises > 1 else ''}."


def duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def item(text: str, is_last: bool) -> str:
    return f"{text}." if is_last else f"{text} ;"


def diagram(words: str) -> str:
    return f"Schéma, où l'on lit : {words}."


def listed(texts: Iterable[str]) -> str:
    return " ; ".join(texts)


def footer(version: str) -> str:
    return f"Registres Docker, version {version}. Le texte du cours est sous licence CC BY-SA 4.0."


# --- the command -------------------------------------------------------------------------------

HELP = (
    "Écrit le cours exécuté en pages HTML, à lire sans rien lancer : chaque carnet est joué avec les "
    "solutions de référence, et ses résultats sont gardés."
)
METAVAR_FOLDER = "DOSSIER"
METAVAR_LAB = "ATELIER"
HELP_LAB = "Cet atelier seulement (l'option se répète) ; le site n'a alors que ces ateliers."
HELP_JOBS = "Nombre d'ateliers joués à la fois."
PLAYING = "Carnets joués"
CHOOSE_FOLDER = "Donnez le nom d'un dossier nouveau, vide, ou d'un site déjà écrit par cette commande."
MAKE_PARENT = "Créez-le, ou donnez un autre chemin."
CHECK_FOLDER = "Vérifiez les droits et la place du dossier, puis recommencez."
MEND_LINKS = (
    "Corrigez les textes qui les contiennent, puis recommencez ; le site précédent est resté tel quel."
)
NO_MERMAID = "Les schémas ne peuvent pas être dessinés sur cet ordinateur : le paquet « mermaidx » y manque."
OTHER_COMPUTER = "Lancez la commande sous Linux, sous Windows ou sur un Mac à puce Apple."
MEND_DIAGRAM = "Corrigez sa source : elle doit s'afficher aussi dans JupyterLab."


def foreign_folder(path: Path) -> str:
    return f"« {path} » n'est pas un site écrit par cette commande : il ne sera pas remplacé."


def no_parent(path: Path) -> str:
    return f"Le dossier « {path} » n'existe pas."


def cannot_write(path: Path, why: str) -> str:
    return f"Le site ne peut pas être écrit dans « {path} » ({why})."


def unknown_lab(name: str) -> str:
    return f"L'atelier « {name} » n'existe pas."


def known_labs(names: Iterable[str]) -> str:
    return "Les ateliers sont " + ", ".join(f"« {name} »" for name in names) + "."


def bad_diagram(first_line: str, why: str) -> str:
    return f"Un schéma Mermaid (« {first_line} ») ne peut pas être dessiné ({why})."


def broken_link(page: str, link: str) -> str:
    return f"{page} : le lien « {link} » ne mène nulle part."


def repeated_anchor(page: str, anchor: str) -> str:
    return f"{page} : l'ancre « {anchor} » y est deux fois."


def broken_links(sentences: Iterable[str]) -> str:
    return "Des liens du site sont cassés :\n" + "\n".join(f"  {sentence}" for sentence in sentences) + "\n"


def played(lab_id: str, duration: str) -> str:
    return f"{lab_id} joué en {duration}."


def written(path: Path, pages: int) -> str:
    return f"Site écrit dans « {path} » : {pages} pages. Ouvrez « {path / 'index.html'} » dans un navigateur."


def links(internal: int, external: int) -> str:
    return (
        f"{internal} liens internes vérifiés ; {external} adresses extérieures, non vérifiées : "
        "il faudrait Internet."
    )
