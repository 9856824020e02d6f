"""Exercise 09: two fixes published the same day, each tag where semantic versioning wants it."""

from checker.grading import Absent, Failure, criterion, require, wait_for

ADDRESS = "localhost:5000"
REPOSITORY = "boutique"
TITLE = "org.opencontainers.image.title"
VERSION = "org.opencontainers.image.version"
FIXES = ("1.4.3", "1.3.9")


def version_of(image):
    return image.labels.get(VERSION, "?") if image.labels.get(TITLE) == REPOSITORY else "inconnue"


def read_tag(registry, tag, *, expected, advice):
    image = registry(ADDRESS).image(REPOSITORY, tag)
    if isinstance(image, Absent):
        tags = ", ".join(f"« {known} »" for known in sorted(registry(ADDRESS).tags(REPOSITORY) or ()))
        raise Failure(
            expected=expected,
            observed=f"Dans {ADDRESS}, le dépôt « {REPOSITORY} » n'a pas l'étiquette « {tag} »."
            + (f" Il a {tags}." if tags else ""),
            advice=advice,
        )
    return require(image, expected=expected, advice=advice)


def check_version(registry, tag, version, *, advice):
    expected = f"{REPOSITORY}:{tag} désigne la version {version}."
    image = read_tag(registry, tag, expected=expected, advice=advice)
    found = version_of(image)
    if found != version:
        raise Failure(
            expected=expected,
            observed=f"{REPOSITORY}:{tag} désigne la version « {found} ».",
            advice=advice,
        )
    return image


def check_follows(registry, tag, version, *, advice):
    image = check_version(registry, tag, version, advice=advice)
    exact = check_version(registry, version, version, advice=advice)
    if image.config_digest != exact.config_digest:
        raise Failure(
            expected=f"{REPOSITORY}:{tag} et {REPOSITORY}:{version}, une seule image.",
            observed=f"Ce sont deux constructions différentes de la version {version}.",
            advice="Construisez une fois, puis donnez les autres noms à cette image-là.",
        )


@criterion("correctifs")
def check_fixes(registry):
    require(
        wait_for(registry(ADDRESS).ping),
        expected=f"{REPOSITORY}:1.4.3 et {REPOSITORY}:1.3.9 dans {ADDRESS}.",
        advice="Remettez en marche le conteneur « registry ».",
    )
    for version in FIXES:
        advice = f"Construisez depuis ~/boutique/{version}, puis envoyez l'image sous son numéro complet."
        check_version(registry, version, version, advice=advice)


@criterion("branches", needs="correctifs")
def check_branches(registry):
    for version in FIXES:
        branch = version.rpartition(".")[0]
        advice = f"Faites suivre l'étiquette {branch} : elle désigne le dernier correctif de sa branche."
        check_follows(registry, branch, version, advice=advice)


@criterion("tete", needs="correctifs")
def check_head(registry):
    advice = "Ces étiquettes désignent la plus haute version, non la dernière publiée. Déplacez-les."
    for tag in ("1", "latest"):
        check_follows(registry, tag, "1.4.3", advice=advice)


@criterion("figees", needs="correctifs")
def check_frozen(registry):
    for version in ("1.4.2", "1.3.8"):
        advice = f"Reconstruisez-la depuis ~/boutique/{version}, et rendez-lui son étiquette."
        check_version(registry, version, version, advice=advice)
