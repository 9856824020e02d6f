"""Exercise 06: a push that was denied for two reasons at once goes through."""

from checker.grading import Failure, criterion, quoted

ACCOUNT = "apprenant"
REPOSITORY, TAG = "apprenant/rapport", "2.0"


@criterion("session")
def check_session(logins):
    login = logins()
    if login is not None and login.user == ACCOUNT:
        return
    raise Failure(
        expected=f"Une session Docker Hub pour le compte « {ACCOUNT} ».",
        observed=f"La session ouverte est celle du compte « {login.user} »."
        if login is not None
        else "Aucune session n'est ouverte sur Docker Hub.",
        advice="Ouvrez une session à votre nom : elle remplace celle qui est ouverte.",
    )


@criterion("publie", needs="session")
def check_published(engine, hub):
    repository = hub.repositories.get(REPOSITORY)
    tags = repository.tags if repository is not None else ()
    if TAG in tags:
        return
    elsewhere = {
        f"{name}:{tag}"
        for name, other in hub.repositories.items()
        for tag in other.tags
        if name.endswith("/rapport") and name != REPOSITORY
    }
    names = {tag for image in engine.images for tag in image.tags if "rapport" in tag}
    if tags:
        observed = f"Ce dépôt n'a que l'étiquette {quoted(sorted(tags))}."
    elif elsewhere:
        observed = (
            f"Ce dépôt n'existe pas ; le rapport est sur Docker Hub sous le nom {quoted(sorted(elsewhere))}."
        )
    else:
        called = quoted(sorted(names)) or "autrement"
        observed = f"Ce dépôt n'existe pas. Sur votre poste, le rapport s'appelle {called}."
    raise Failure(
        expected=f"Le dépôt « {REPOSITORY} » sur Docker Hub, avec l'étiquette « {TAG} ».",
        observed=observed,
        advice="Le nom de l'image dit où elle part : donnez-lui celui du dépôt voulu, puis envoyez-la.",
    )


@criterion("contenu", needs="publie")
def check_content(engine, hub):
    remote = hub.image(REPOSITORY, TAG)
    title = remote.title if remote is not None else ""
    local = engine.image("rapport:2.0")
    if title == "rapport" and (local is None or local.diff_ids == remote.diff_ids):
        return
    raise Failure(
        expected="L'image que la collègue a construite sous le nom rapport:2.0.",
        observed=f"Docker Hub a reçu l'image « {title or 'sans titre'} » : ce n'est pas la sienne.",
        advice="Donnez le nom du dépôt à l'image rapport:2.0 elle-même, puis envoyez-la de nouveau.",
    )
