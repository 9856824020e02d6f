"""Exercise 05: two versions on the Hub, and `latest` put where it belongs."""

from checker.grading import Failure, criterion

REPOSITORY = "apprenant/vitrine"
TITLE = "org.opencontainers.image.title"
VERSION = "org.opencontainers.image.version"


def last_push(hub, tag):
    """What the Hub holds under a tag: nobody can delete there, so the last push tells."""
    pushes = hub.pushes(REPOSITORY, tag)
    return pushes[-1].digest if pushes else ""


def version_of(engine, digest):
    """The version of a pushed image, as the copy left on the machine says it; empty without a copy."""
    for image in engine.images:
        if f"{REPOSITORY}@{digest}" in image.digests:
            return image.labels.get(VERSION, "") if image.labels.get(TITLE) == "vitrine" else "inconnue"
    return ""


def check_version(engine, hub, version):
    expected = f"« {REPOSITORY}:{version} » sur Docker Hub, avec le contenu de ~/vitrine/{version}."
    digest = last_push(hub, version)
    if not digest:
        pushed = sorted({f"{e.repository}:{e.tag}" for e in hub.events if e.action == "push" and e.tag})
        seen = ", ".join(f"« {name} »" for name in pushed)
        raise Failure(
            expected=expected,
            observed=f"Docker Hub a reçu {seen}, et pas cette étiquette."
            if seen
            else "Docker Hub n'a reçu aucune image.",
            advice="Relisez la réponse à l'envoi : « denied » veut dire que vous n'êtes pas connecté, "
            "ou que le nom ne commence pas par celui de votre compte.",
        )
    found = version_of(engine, digest)
    if found not in ("", version):
        raise Failure(
            expected=expected,
            observed=f"L'image envoyée sous l'étiquette « {version} » est la version « {found} ».",
            advice=f"Construisez depuis le dossier ~/vitrine/{version}, puis envoyez de nouveau.",
        )


@criterion("ancienne")
def check_old(engine, hub):
    check_version(engine, hub, "1.0")


@criterion("nouvelle")
def check_new(engine, hub):
    check_version(engine, hub, "1.1")
    if last_push(hub, "1.1") == last_push(hub, "1.0"):
        raise Failure(
            expected=f"« {REPOSITORY}:1.1 » et « {REPOSITORY}:1.0 », deux images différentes.",
            observed="Les deux étiquettes désignent la même image.",
            advice="Construisez chaque version depuis son propre dossier.",
        )


@criterion("par-defaut", needs=("ancienne", "nouvelle"))
def check_default(hub):
    expected = "L'étiquette latest désigne la même image que 1.1."
    digest = last_push(hub, "latest")
    if digest == last_push(hub, "1.1"):
        return
    if not digest:
        observed = (
            f"Le dépôt « {REPOSITORY} » n'a pas d'étiquette latest : sans étiquette, on reçoit « not found »."
        )
    elif digest == last_push(hub, "1.0"):
        observed = "L'étiquette latest désigne la même image que 1.0."
    else:
        observed = "L'étiquette latest désigne une image qui n'est ni 1.0 ni 1.1."
    raise Failure(
        expected=expected,
        observed=observed,
        advice="Donnez ce nom de plus à l'image de la version 1.1, et envoyez-le.",
    )
