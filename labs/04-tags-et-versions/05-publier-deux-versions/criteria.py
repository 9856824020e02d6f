"""Exercise 05: two versions on the Hub, and `latest` put where it belongs."""

from checker.grading import Failure, criterion, version_of

REPOSITORY = "apprenant/vitrine"
TITLE = "vitrine"


def check_version(hub, version):
    expected = f"« {REPOSITORY}:{version} » sur Docker Hub, avec le contenu de ~/vitrine/{version}."
    image = hub.image(REPOSITORY, version)
    if image is None:
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
    found = version_of(image, TITLE)
    if found != version:
        raise Failure(
            expected=expected,
            observed=f"L'image envoyée sous l'étiquette « {version} » est la version « {found} ».",
            advice=f"Construisez depuis le dossier ~/vitrine/{version}, puis envoyez de nouveau.",
        )


@criterion("ancienne")
def check_old(hub):
    check_version(hub, "1.0")


@criterion("nouvelle")
def check_new(hub):
    check_version(hub, "1.1")


@criterion("par-defaut", needs=("ancienne", "nouvelle"))
def check_default(hub):
    expected = "L'étiquette latest désigne la même image que 1.1."
    image, new = hub.image(REPOSITORY, "latest"), hub.image(REPOSITORY, "1.1")
    if image is not None and new is not None and image.diff_ids == new.diff_ids:
        return
    if image is None:
        observed = (
            f"Le dépôt « {REPOSITORY} » n'a pas d'étiquette latest : sans étiquette, on reçoit « not found »."
        )
    else:
        observed = f"L'étiquette latest désigne la version « {version_of(image, TITLE)} »."
    raise Failure(
        expected=expected,
        observed=observed,
        advice="Donnez ce nom de plus à l'image de la version 1.1, et envoyez-le.",
    )
