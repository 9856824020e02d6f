"""Exercise 04: three answers read from the registry's API, written to files."""

import re

from checker.grading import Failure, criterion, quoted, require

ADDRESS = "localhost:5000"
NAME = re.compile(r"[a-z0-9]+(?:[._/-]+[a-z0-9]+)*")
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
# Words of the API's JSON and of its tools, which an answer may keep.
JSON_WORDS = {"name", "repositories", "tags", "null"}
REPOSITORIES = {"mysql", "site", "outils/alpine"}
TAGS = {"1.0", "1.1", "2.0"}


def read_answer(files, path):
    file = files(path)
    if not file.is_file or not file.text.strip():
        raise Failure(
            expected=f"Un fichier « {path} » qui contient la réponse.",
            observed="Ce fichier est vide." if file.is_file else "Ce fichier n'existe pas.",
            advice="Redirigez la réponse de la commande vers ce fichier.",
        )
    return file.text


def compare(found, wanted, allowed, *, expected, what, advice):
    missing, extra = wanted - found, found - wanted - allowed
    if not missing and not extra:
        return
    parts = []
    if missing:
        parts.append(f"Il manque {quoted(sorted(missing))}.")
    if extra:
        parts.append(f"Le fichier nomme aussi {quoted(sorted(extra))}, qui n'est pas {what}.")
    raise Failure(expected=expected, observed=" ".join(parts), advice=advice)


@criterion("depots")
def check_repositories(files, registry, engine):
    found = set(NAME.findall(read_answer(files, "~/reponses/depots.txt"))) - JSON_WORDS
    catalog = registry(ADDRESS).catalog() or ()
    compare(
        found,
        REPOSITORIES,
        set(catalog),
        expected="Les noms de tous les dépôts, et rien d'autre.",
        what="un dépôt du registre",
        advice="Demandez le catalogue au registre lui-même.",
    )


@criterion("etiquettes")
def check_tags(files, registry):
    found = set(NAME.findall(read_answer(files, "~/reponses/etiquettes.txt"))) - JSON_WORDS - {"site"}
    tags = registry(ADDRESS).tags("site") or ()
    compare(
        found,
        TAGS,
        set(tags),
        expected="Les étiquettes du dépôt « site », et rien d'autre.",
        what="une étiquette de « site »",
        advice="Demandez au registre la liste des étiquettes de ce dépôt.",
    )


@criterion("empreinte")
def check_digest(files, registry, engine):
    expected = "L'empreinte du manifeste de mysql:8.0 dans localhost:5000."
    advice = "Relisez l'en-tête Docker-Content-Digest, en demandant le manifeste au format de Docker."
    found = set(DIGEST.findall(read_answer(files, "~/reponses/empreinte.txt")))
    if len(found) != 1:
        raise Failure(
            expected="Une empreinte, de la forme sha256: suivie de 64 chiffres hexadécimaux.",
            observed=f"Le fichier contient {len(found)} empreintes."
            if found
            else "Le fichier n'en contient aucune.",
            advice=advice,
        )
    (digest,) = found
    manifest = require(registry(ADDRESS).manifest("mysql", "8.0"), expected=expected, advice=advice)
    if digest == manifest.digest:
        return
    raise Failure(expected=expected, observed=name_digest(digest, manifest, engine), advice=advice)


def name_digest(digest, manifest, engine):
    """Say which other thing the learner's digest designates, when it is a known one."""
    short = f"« {digest[:19]}… »"
    if digest == manifest.config_digest:
        return f"{short} est l'identifiant de l'image (IMAGE ID), pas l'empreinte de son manifeste."
    if digest in {layer.digest for layer in manifest.layers}:
        return f"{short} est l'empreinte d'une couche de l'image."
    if any(reference.endswith(digest) for image in engine.images for reference in image.digests):
        return f"{short} est l'empreinte d'une image du poste qui vient d'un autre dépôt."
    return (
        f"{short} n'est l'empreinte d'aucun manifeste de mysql:8.0 ici. Sans en-tête Accept, "
        "le registre convertit le manifeste dans un ancien format, dont l'empreinte est différente."
    )
