"""Exercise 01: six image references taken apart, written to a file."""

import re

from checker.grading import Failure, criterion

ANSWER = "~/reponses/noms.txt"
NAMES = {
    "redis": ("docker.io", "library/redis", "latest"),
    "python:3.12-slim": ("docker.io", "library/python", "3.12-slim"),
    "collegue/outils:2.1": ("docker.io", "collegue/outils", "2.1"),
    "localhost:5000/mysql:8.0": ("localhost:5000", "mysql", "8.0"),
    "registre.atelier.test/web/site": ("registre.atelier.test", "web/site", "latest"),
    "docker.io/apprenant/page:1.0": ("docker.io", "apprenant/page", "1.0"),
}
# Several names lead to the one registry of Docker Hub.
HUB = re.compile(r"docker[ -]?hub|(index|registry-1)\.docker\.io|docker\.io", re.IGNORECASE)
SIGNS = re.compile(r"[\s|;,]+")
FORM = "Six lignes de trois mots : le registre, le dépôt, l'étiquette."


def read_lines(files):
    """The words of each line; a table's rulers, titles and repeated names are forgiven."""
    lines = []
    for line in files(ANSWER).text.splitlines():
        words = [w for w in SIGNS.split(HUB.sub("docker.io", line)) if w.strip("-=:`'\"")]
        words = [w.strip("`'\"") for w in words]
        if not words or words[0].startswith("#") or words[0].lower() == "registre":
            continue
        lines.append(words)
    plain = [HUB.sub("docker.io", name) for name in NAMES]
    return [w[1:] if len(w) == 4 and w[0] in plain else w for w in lines]


@criterion("forme")
def check_form(files):
    advice = "Une ligne par nom, dans l'ordre de ~/noms.txt ; les mots sont séparés par des espaces."
    file = files(ANSWER)
    if not file.is_file or not file.text.strip():
        raise Failure(
            expected=FORM,
            observed=f"Le fichier « {ANSWER} » est vide."
            if file.is_file
            else f"Le fichier « {ANSWER} » n'existe pas.",
            advice=advice,
        )
    lines = read_lines(files)
    if len(lines) != len(NAMES):
        raise Failure(expected=FORM, observed=f"Le fichier a {len(lines)} ligne(s) utile(s).", advice=advice)
    for name, words in zip(NAMES, lines, strict=True):
        if len(words) != 3:
            raise Failure(
                expected=FORM,
                observed=f"Pour « {name} », la ligne est « {' '.join(words)[:80]} » : {len(words)} mot(s).",
                advice=advice,
            )


def check_column(files, column, what, explain):
    for (name, right), words in zip(NAMES.items(), read_lines(files), strict=True):
        if words[column].lower() != right[column]:
            raise Failure(
                expected=f"Pour chaque nom, {what}.",
                observed=f"Pour « {name} », vous avez écrit « {words[column][:80]} ».",
                advice=explain(words[column], right[column]),
            )


@criterion("registre", needs="forme")
def check_registry(files):
    def explain(given, right):
        if given == "hub.docker.com":
            return "C'est le site web de Docker Hub. Le registre a un autre nom, celui qu'affiche un tirage."
        if right.startswith(f"{given}:"):
            return "Le port fait partie de l'adresse d'un registre."
        return "Cherchez un point, deux-points ou « localhost » dans le premier morceau du nom."

    check_column(files, 0, "l'adresse du registre", explain)


@criterion("depot", needs="forme")
def check_repository(files):
    def explain(given, right):
        if right == f"library/{given}":
            return "Les images officielles de Docker Hub ont un espace de noms que l'on n'écrit pas."
        return "Retirez du nom l'adresse du registre et l'étiquette : ce qui reste est le dépôt."

    check_column(files, 1, "le dépôt, espace de noms compris", explain)


@criterion("etiquette", needs="forme")
def check_tag(files):
    def explain(given, right):
        if right == "latest":
            return "Quand le nom n'en donne pas, Docker ajoute lui-même une étiquette."
        return "Regardez ce qui suit le dernier deux-points, après la dernière barre oblique."

    check_column(files, 2, "l'étiquette", explain)
