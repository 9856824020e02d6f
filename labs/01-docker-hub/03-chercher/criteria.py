"""Exercise 03: the official image of Apache's server, its Alpine variant, by its most precise tag."""

from checker.grading import Failure, criterion, quoted

REPOSITORY = "httpd"
VARIANT = "-alpine"


def pulled(engine):
    """The names of the official image on the machine, with their images."""
    return {
        tag: image for image in engine.images for tag in image.tags if tag.partition(":")[0] == REPOSITORY
    }


@criterion("officielle")
def check_official(engine):
    if pulled(engine):
        return
    named = {tag for image in engine.images for tag in image.tags if "apache" in tag}
    raise Failure(
        expected="Une image du dépôt officiel du serveur web Apache.",
        observed=f"Votre poste a {quoted(sorted(named))}, qui n'est pas une image officielle."
        if named
        else "Votre poste n'a aucune image du serveur web Apache.",
        advice="Cherchez, lisez les descriptions, et regardez la colonne OFFICIAL.",
    )


@criterion("variante", needs="officielle")
def check_variant(engine, hub):
    wanted = hub.image(REPOSITORY, "alpine").diff_ids
    found = pulled(engine)
    if any(image.diff_ids == wanted for image in found.values()):
        return
    raise Failure(
        expected="La variante Alpine de l'image officielle.",
        observed=f"Ce que désigne {quoted(sorted(found))} n'est pas la variante Alpine.",
        advice="Listez les étiquettes du dépôt, et choisissez parmi celles qui nomment cette variante.",
    )


@criterion("precise", needs="variante")
def check_precise(engine, hub):
    variants = [t for t in hub.repositories[f"library/{REPOSITORY}"].tags if t.endswith(VARIANT)]
    best = max(variants, key=lambda tag: tag.count("."))
    wanted = hub.image(REPOSITORY, "alpine").diff_ids
    found = {tag for tag, image in pulled(engine).items() if image.diff_ids == wanted}
    if f"{REPOSITORY}:{best}" in found:
        return
    raise Failure(
        expected="La variante Alpine, sous l'étiquette la plus précise du dépôt.",
        observed=f"Elle est sur votre poste sous le nom {quoted(sorted(found))} ; "
        "une étiquette plus précise existe.",
        advice="Comparez les étiquettes du dépôt qui finissent par -alpine : l'une donne la version entière.",
    )
