"""Exercise 02: mysql:8.0 has the registry's name, and the registry holds it."""

from checker.grading import Absent, Failure, criterion, require, wait_for

REFERENCE = "localhost:5000/mysql:8.0"
RUNNING = "Vérifiez que le registre de l'exercice 01 est en marche."


@criterion("nom")
def check_name(engine):
    if engine.image(REFERENCE) is not None:
        return
    names = sorted(tag for image in engine.images for tag in image.tags if "mysql" in tag)
    seen = ", ".join(f"« {name} »" for name in names)
    raise Failure(
        expected="Une image nommée « localhost:5000/mysql:8.0 ».",
        observed=f"Sur le poste, les noms d'images qui contiennent « mysql » sont {seen}."
        if seen
        else "Aucune image du poste n'a « mysql » dans son nom.",
        advice="Donnez ce nom à l'image mysql:8.0 : adresse du registre avec son port, "
        "barre oblique, nom, étiquette.",
    )


@criterion("pousse", needs="nom")
def check_pushed(registry):
    client = registry("localhost:5000")
    expected = "Le dépôt « mysql » avec l'étiquette « 8.0 » dans le registre localhost:5000."
    advice = "Envoyez l'image vers le registre, sous son nom complet."
    require(wait_for(client.ping), expected=expected, advice=RUNNING)
    tags = client.tags("mysql")
    if isinstance(tags, Absent):
        repositories = require(client.catalog(), expected=expected, advice=advice)
        seen = ", ".join(f"« {name} »" for name in repositories)
        raise Failure(
            expected=expected,
            observed=f"Le catalogue du registre contient {seen}."
            if seen
            else "Le catalogue du registre est vide.",
            advice=advice,
        )
    tags = require(tags, expected=expected, advice=advice)
    if "8.0" not in tags:
        seen = ", ".join(f"« {tag} »" for tag in tags) or "aucune"
        raise Failure(expected=expected, observed=f"Étiquettes du dépôt « mysql » : {seen}.", advice=advice)


@criterion("contenu", needs="pousse")
def check_content(engine, registry):
    expected = "Le contenu de l'image mysql:8.0 de Docker Hub."
    advice = "Tirez mysql:8.0 depuis Docker Hub, redonnez-lui le nom du registre, puis envoyez-la de nouveau."
    remote = require(registry("localhost:5000").image("mysql", "8.0"), expected=expected, advice=advice)
    title, version = remote.title, remote.version
    if title != "mysql" or not version.startswith("8.0"):
        raise Failure(
            expected=expected,
            observed=f"Le registre a reçu, sous ce nom, l'image « {title or 'inconnue'} » "
            f"en version « {version or '?'} ».",
            advice=advice,
        )
    local = engine.image("mysql:8.0")
    if local is not None and local.diff_ids != remote.diff_ids:
        raise Failure(
            expected=expected,
            observed="Les couches du registre ne sont pas celles de l'image mysql:8.0 du poste.",
            advice=advice,
        )
