"""Exercise 08: the published image was gone from the machine, then came back from the private repository."""

from checker.grading import Failure, criterion

REFERENCE = "apprenant/page:1.0"
REPOSITORY, ACCOUNT = "apprenant/page", "apprenant"
AGAIN = "Retirez tous les noms de l'image, assurez-vous qu'elle n'apparaît plus, puis tirez-la."


@criterion("tiree")
def check_pulled(engine, logins):
    expected = f"L'image « {REFERENCE} » sur le poste, après un tirage."
    if engine.image(REFERENCE) is None:
        login = logins()
        account = f"celle du compte « {login.user} »" if login is not None else "fermée"
        raise Failure(
            expected=expected,
            observed=f"Ce nom est absent du poste ; la session Docker Hub est {account}.",
            advice="Tirez l'image, et lisez la dernière ligne affichée.",
        )
    if not engine.events.pulled(REFERENCE):
        raise Failure(
            expected=expected,
            observed=f"Le nom est là, mais le moteur n'a enregistré aucun tirage de « {REFERENCE} ».",
            advice=AGAIN,
        )


@criterion("effacee", needs="tiree")
def check_removed(engine):
    image = engine.image(REFERENCE)
    deleted = engine.events.deleted(image.id)
    if deleted and engine.events.pulled(REFERENCE).after(deleted.first):
        return
    names = ", ".join(f"« {tag} »" for tag in image.tags if tag != REFERENCE)
    if deleted:
        observed = "L'image a été effacée, mais rien n'a été tiré ensuite."
    elif names:
        observed = f"L'image n'a jamais disparu : elle s'appelle aussi {names}."
    else:
        observed = "L'image n'a jamais quitté le poste : le tirage a tout trouvé sur place."
    raise Failure(expected="Une image effacée du poste, puis tirée.", observed=observed, advice=AGAIN)


@criterion("prive", needs="effacee")
def check_private(hub):
    expected = f"Un tirage de « {REPOSITORY} », dépôt privé, par le compte « {ACCOUNT} »."
    repository = hub.repositories.get(REPOSITORY)
    if repository is None or not repository.is_private:
        raise Failure(
            expected=expected,
            observed="Le dépôt est public.",
            advice="Rendez-le privé de nouveau ; une session ouverte suffit pour y accéder.",
        )
    if not hub.pulls(REPOSITORY, actor=ACCOUNT):
        raise Failure(
            expected=expected,
            observed=f"Docker Hub n'a vu aucun tirage de ce dépôt par le compte « {ACCOUNT} ».",
            advice="Ouvrez une session à votre nom, effacez l'image, puis tirez-la.",
        )
