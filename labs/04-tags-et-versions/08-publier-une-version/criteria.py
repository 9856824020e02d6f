"""Exercise 08: version 1.4.2 is published under its four tags, the older branch untouched."""

from checker.grading import Absent, Failure, criterion, require, wait_for

ADDRESS = "localhost:5000"
REPOSITORY = "boutique"
TITLE = "org.opencontainers.image.title"
VERSION = "org.opencontainers.image.version"
NEW, OLD = "1.4.2", "1.3.8"


def version_of(image):
    return image.labels.get(VERSION, "?") if image.labels.get(TITLE) == REPOSITORY else "inconnue"


def read_tag(registry, tag, *, expected, advice):
    client = registry(ADDRESS)
    image = client.image(REPOSITORY, tag)
    if isinstance(image, Absent):
        tags = ", ".join(f"« {known} »" for known in sorted(client.tags(REPOSITORY) or ()))
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


def check_same(registry, tag, version, *, advice):
    """The tag and the exact version are one image, not two builds of it."""
    image = check_version(registry, tag, version, advice=advice)
    exact = check_version(registry, version, version, advice=advice)
    if image.config_digest != exact.config_digest:
        raise Failure(
            expected=f"{REPOSITORY}:{tag} et {REPOSITORY}:{version}, une seule image.",
            observed=f"Les deux disent contenir la version {version}, mais ce sont deux constructions "
            f"différentes : « {image.config_digest[7:19]} » et « {exact.config_digest[7:19]} ».",
            advice="Construisez une fois, puis donnez les autres noms à cette image-là.",
        )


@criterion("exacte")
def check_exact(registry):
    advice = f"Construisez depuis ~/boutique/{NEW}, puis envoyez l'image sous son numéro complet."
    require(
        wait_for(registry(ADDRESS).ping),
        expected=f"{REPOSITORY}:{NEW} désigne la version {NEW}.",
        advice="Remettez en marche le conteneur « registry ».",
    )
    check_version(registry, NEW, NEW, advice=advice)


@criterion("branche", needs="exacte")
def check_branch(registry):
    check_same(registry, "1.4", NEW, advice="Donnez aussi à l'image le nom de sa branche, et envoyez-le.")


@criterion("tete", needs="exacte")
def check_head(registry):
    for tag in ("1", "latest"):
        check_same(
            registry, tag, NEW, advice="Déplacez aussi les étiquettes qui suivent la plus haute version."
        )


@criterion("anciennes", needs="exacte")
def check_old(registry):
    for tag in (OLD, "1.3"):
        check_version(
            registry,
            tag,
            OLD,
            advice=f"Remettez cette étiquette sur la version {OLD} : ses sources sont dans ~/boutique/{OLD}.",
        )
