"""Exercise 04: a name that a later build took goes back to the image that had it."""

from checker.grading import Failure, criterion

VERSION = "atelier.catalogue"
STABLE, TRIAL = "1.0", "1.1-essai"


def holders(engine, version):
    return [image for image in engine.images if image.labels.get(VERSION) == version]


def check_name(engine, reference, version):
    expected = f"« {reference} » désigne la version {version} du catalogue."
    image = engine.image(reference)
    found = image.labels.get(VERSION, "") if image is not None else ""
    if found == version:
        return
    observed = (
        f"Aucune image ne s'appelle « {reference} »."
        if image is None
        else f"« {reference} » désigne la version « {found or 'inconnue'} »."
    )
    if not holders(engine, version):
        raise Failure(
            expected=expected,
            observed=f"{observed} La version {version} n'est plus sur le poste : elle a été supprimée.",
            advice="Rien ne peut la rendre, elle n'était que là. Exécutez de nouveau la cellule de "
            "l'exercice, qui remet tout au départ.",
        )
    raise Failure(
        expected=expected,
        observed=f"{observed} La version {version} est encore sur le poste.",
        advice="Cherchez son identifiant dans la liste des images, et donnez-lui ce nom.",
    )


@criterion("stable")
def check_stable(engine):
    check_name(engine, "catalogue:stable", STABLE)


@criterion("essai", needs="stable")
def check_trial(engine):
    check_name(engine, "catalogue:essai", TRIAL)


@criterion("un-seul-nom", needs="essai")
def check_names(engine):
    wanted = {"catalogue:stable", "catalogue:essai"}
    extra = sorted(
        tag for version in (STABLE, TRIAL) for image in holders(engine, version) for tag in image.tags
    )
    extra = [tag for tag in extra if tag not in wanted]
    if not extra:
        return
    seen = ", ".join(f"« {tag} »" for tag in extra)
    raise Failure(
        expected="Un seul nom par image : catalogue:stable et catalogue:essai.",
        observed=f"Les deux images portent aussi {seen}.",
        advice="Retirez ce qui est de trop, en le désignant par son nom.",
    )
