"""Exercise 02: the mirror's image is in both forges under the right names; no token stays on the machine."""

import json

from checker.grading import Absent, Failure, criterion, require, wait_for

GITLAB, GITHUB = "registry.gitlab.atelier.test", "ghcr.io"
TAG = "1.28.0"
WANTED = {GITLAB: "equipe-web/boutique/site/serveur", GITHUB: "equipe-web/site"}
TOKENS = {GITLAB: "glpat-atelier", GITHUB: "ghp_atelier"}
STORES = (
    "~/.docker/config.json",
    "/run/containers/0/auth.json",
    "/run/user/1000/containers/auth.json",
    "~/.config/containers/auth.json",
)


def forge(registry, files, host):
    return registry(
        host, ca_pem=files("/etc/atelier/ca.crt").text or None, user="apprenant", password=TOKENS[host]
    )


def look_for(registry, files, host, advice):
    client, repository = forge(registry, files, host), WANTED[host]
    expected = f"L'image {host}/{repository}:{TAG}."
    require(
        wait_for(client.ping),
        expected=expected,
        advice="Un conteneur du poste joue cette forge : exécutez de nouveau la cellule de l'exercice.",
    )
    found = client.manifest(repository, TAG)
    if not isinstance(found, Absent):
        require(found, expected=expected, advice=advice)
        return
    tags = client.tags(repository)
    if tags:
        seen = ", ".join(f"« {tag} »" for tag in tags)
        observed = f"Le dépôt « {repository} » a les étiquettes {seen}, mais pas « {TAG} »."
    else:
        seen = ", ".join(f"« {name} »" for name in client.catalog() or ())
        observed = f"{host} a reçu {seen}." if seen else f"{host} n'a encore rien reçu."
    raise Failure(expected=expected, observed=observed, advice=advice)


@criterion("gitlab")
def check_gitlab(registry, files):
    look_for(
        registry,
        files,
        GITLAB,
        "Relisez le tableau des noms : registre, chemin complet du projet, nom de l'image, étiquette.",
    )


@criterion("github")
def check_github(registry, files):
    look_for(
        registry,
        files,
        GITHUB,
        "Relisez le tableau des noms : registre, propriétaire, image, sans majuscule.",
    )


@criterion("identiques", needs=("gitlab", "github"))
def check_same(registry, files):
    expected = "Trois fois la même empreinte : le miroir, GitLab et GitHub."
    mirror = require(
        registry("localhost:5000").manifest("miroir/nginx", TAG),
        expected=expected,
        advice="Le miroir de l'exercice 01 doit être en marche, avec miroir/nginx:1.28.0.",
    )
    # A list around the image, or the image alone: both carry the image's own digest.
    known = {mirror.digest, *(entry.digest for entry in mirror.entries)}
    for host, repository in WANTED.items():
        copy = require(
            forge(registry, files, host).manifest(repository, TAG),
            expected=expected,
            advice="Copiez de nouveau.",
        )
        if not known & {copy.digest, *(entry.digest for entry in copy.entries)}:
            raise Failure(
                expected=expected,
                observed=f"{host} a « {copy.digest[:19]}… », le miroir a « {mirror.digest[:19]}… ».",
                advice="Partez du miroir, et copiez de registre à registre, sans passer par le moteur.",
            )


@criterion("sans-trace", needs="identiques")
def check_no_trace(files):
    for path in STORES:
        try:
            auths = json.loads(files(path).text or "{}").get("auths") or {}
        except (ValueError, AttributeError):
            continue
        left = [host for host in (GITLAB, GITHUB) if host in auths]
        if left:
            raise Failure(
                expected="Aucun jeton de ces forges dans les fichiers de connexion du poste.",
                observed=f"Le fichier « {path} » garde un jeton pour {' et '.join(left)}.",
                advice="Déconnectez l'outil qui a écrit ce fichier.",
            )
