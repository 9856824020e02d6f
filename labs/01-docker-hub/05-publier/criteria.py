"""Exercise 05: an image built from ~/page, under the learner's name, on the Hub."""

from checker.grading import Failure, criterion, quoted

REFERENCE = "apprenant/page:1.0"
REPOSITORY, TAG = "apprenant/page", "1.0"


def session(logins):
    login = logins()
    if login is None:
        return "Aucune session n'est ouverte sur Docker Hub."
    return f"La session ouverte est celle du compte « {login.user} »."


@criterion("image")
def check_image(engine):
    if engine.image(REFERENCE) is not None:
        return
    names = {tag for image in engine.images for tag in image.tags if "page" in tag}
    raise Failure(
        expected=f"Une image nommée « {REFERENCE} » sur votre poste.",
        observed=f"Les images dont le nom contient « page » sont {quoted(sorted(names))}."
        if names
        else "Aucune image du poste n'a « page » dans son nom.",
        advice="Donnez à l'image son nom entier : compte, barre oblique, dépôt, étiquette.",
    )


@criterion("publie", needs="image")
def check_published(hub, logins):
    repository = hub.repositories.get(REPOSITORY)
    tags = repository.tags if repository is not None else ()
    if TAG in tags:
        return
    elsewhere = {
        f"{name}:{tag}"
        for name, other in hub.repositories.items()
        for tag in other.tags
        if name.endswith("/page") and name != REPOSITORY
    }
    if tags:
        observed = f"Ce dépôt n'a que l'étiquette {quoted(sorted(tags))}."
    elif elsewhere:
        observed = f"Ce dépôt n'existe pas ; on trouve {quoted(sorted(elsewhere))}."
    else:
        observed = f"Ce dépôt n'existe pas sur Docker Hub. {session(logins)}"
    raise Failure(
        expected=f"Le dépôt « {REPOSITORY} » sur Docker Hub, avec l'étiquette « {TAG} ».",
        observed=observed,
        advice="Envoyez l'image sous son nom entier, et lisez la dernière ligne affichée.",
    )


@criterion("contenu", needs="publie")
def check_content(engine, hub):
    expected = "L'image construite à partir de ~/page, la même sur votre poste et sur Docker Hub."
    remote = hub.image(REPOSITORY, TAG)
    title = remote.title if remote is not None else ""
    if title != "page":
        raise Failure(
            expected=expected,
            observed=f"Docker Hub a reçu sous ce nom l'image « {title or 'sans titre'} ».",
            advice="Construisez l'image avec le Dockerfile de ~/page, puis envoyez-la de nouveau.",
        )
    if remote.diff_ids != engine.image(REFERENCE).diff_ids:
        raise Failure(
            expected=expected,
            observed="L'image de votre poste a changé depuis l'envoi : ses couches sont différentes.",
            advice="Envoyez l'image de nouveau, après sa dernière construction.",
        )
