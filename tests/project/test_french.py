"""What people read follows French typography, and calls one thing by one name."""

from __future__ import annotations

import re
from collections.abc import Iterator

THIN = "\u202f"
SIGNS = {
    "an ordinary space before a double sign": r"[ \u00a0][;:!?»](?=\s|$)",
    "guillemets without their narrow spaces": r"«(?!\u202f)|(?<!\u202f)»",
    "no space before a double sign": r"[\w)»\ufffc][!?;](?=\s|$)|[^\W\d_)»](?<!\w[:/.]\w):(?=\s|$)",
    "a percentage without its narrow space": r"\d ?%(?!\w)",
    "two spaces, or one before a comma or a full stop": r"[\w».,;:!?)] {2}(?=[\w«(])|\w [,.](?=\s|$)",
    "a typographic apostrophe: the course writes '": r"[’‘]",
    "English quotation marks": '[“”]|(?<![\\w=>])"\\w[^"\\n]*"',
    "a line that begins with a year, which Markdown takes for a list": r"(?m)^[> ]*\d{3,}\. ",
    "three dots, which are one sign": r"\w\.\.\.(?!\w)",
}
# One thing, one name: what is not written, and what is written instead.
VARIANTS = {
    r"[Rr]epositor(?:y|ies)": "dépôt",
    r"tagg?u?(?:er|é|ée|és|ées|ons|ez)": "étiqueter",
    r"(?:pull|push|build)(?:er|é|ée|és|ées|ez|ons)": "tirer, pousser, construire",
    r"(?<!Linux )containers?": "conteneur",
    r"layers?": "couche",
    r"digests?": "empreinte",
    r"tokens?": "jeton",
    r"notebooks?": "carnet",
    r"kernels?": "noyau",
    r"sandbox(?:es)?": "bac à sable",
    r"clouds?": "nuage",
    r"(?:e-?)?mails?": "courriel",
    r"SSL": "TLS",
    r"clefs?": "clé",
    r"librairies?": "bibliothèque",
    r"(?:down|up)load(?:er|é|ée|s)?": "télécharger, envoyer",
    r"supporte(?:r|nt|z)?": "accepter, prendre en charge",
    r"digita(?:l|le|les|ux)": "numérique",
    r"hash(?:es)?|condensats?": "empreinte",
    r"certificats? racines?": "certificat de l'AC",
    r"(?:bouton |sur )\**(?:Vérifier|Arrêter)": f"«{THIN}Vérifier{THIN}», «{THIN}Arrêter{THIN}»",
    r"autorités? de certificat": "autorité de certification",
    r"docker[ -]?hub|Docker(?:-|)?[Hh]ub": "Docker Hub",
    r"[Gg]it(?:hub|lab)": "GitHub, GitLab",
}


def faults(text: str) -> list[str]:
    """The wrong spots, each with what surrounds it."""
    return [
        f"{why}: …{text[max(0, found.start() - 20) : found.end() + 10]}…"
        for why, wrong in SIGNS.items()
        for found in re.finditer(wrong, re.sub(rf"(?<=«{THIN})#[^»]*", "x" + THIN, text))
    ]


def variants(text: str) -> Iterator[str]:
    """The words that have a better name here."""
    for variant, name in VARIANTS.items():
        for found in re.finditer(rf"(?<![\w-])(?:{variant})(?![\w-])", text):
            yield f"{found.group()} → {name}: …{text[max(0, found.start() - 30) : found.end() + 10]}…"


def test_signs_keep_their_spaces(passages):
    found = [f"{p.where}: {fault}" for p in passages for fault in faults(p.text)]
    assert not found, "\n" + "\n".join(found)


def test_one_thing_has_one_name(passages, reading):
    found = [f"{p.where}: {fault}" for p in passages for fault in variants(reading.words_only(p.text))]
    assert not found, "\n" + "\n".join(found)


def test_the_rules_see_what_they_should():
    right = [
        f"Le port{THIN}? Le «{THIN}port{THIN}»{THIN}: oui. Et 40{THIN}%, c'est tout…",
        "localhost:5000 et http://localhost:5000/v2/?n=2, ou 12:30.",
    ]
    assert [fault for text in right for fault in faults(text)] == []
    wrong = [
        "Le port ?",
        "Le « port »",
        "Fini!",
        "Fini:",
        "Voici: non",
        "40 %",
        "l’image",
        "un  mot",
        "un mot .",
    ]
    assert [text for text in [*wrong, 'Le "port"', "Attendez..."] if not faults(text)] == []
    named = [
        "un repository",
        "taguer",
        "un container",
        "cliquez sur Vérifier",
        "par e-mail",
        "SSL",
        "dockerhub",
    ]
    assert [text for text in named if not list(variants(text))] == []
    kept = [f"cliquez sur «{THIN}Vérifier{THIN}»", "Docker Hub", "le dépôt", "GitHub"]
    assert [text for text in kept if list(variants(text))] == []
