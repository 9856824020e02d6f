"""Exercise 08: version 1.4.2 is published under its four tags, the older branch untouched."""

from checker.grading import criterion, require, require_same_build, require_version, wait_for

ADDRESS = "localhost:5000"
REPOSITORY = "boutique"
NEW, OLD = "1.4.2", "1.3.8"


@criterion("exacte")
def check_exact(registry):
    advice = f"Construisez depuis ~/boutique/{NEW}, puis envoyez l'image sous son numéro complet."
    require(
        wait_for(registry(ADDRESS).ping),
        expected=f"{REPOSITORY}:{NEW} désigne la version {NEW}.",
        advice="Remettez en marche le conteneur « registry ».",
    )
    require_version(registry(ADDRESS), REPOSITORY, NEW, NEW, advice=advice)


@criterion("branche", needs="exacte")
def check_branch(registry):
    require_same_build(
        registry(ADDRESS),
        REPOSITORY,
        "1.4",
        NEW,
        advice="Donnez aussi à l'image le nom de sa branche, et envoyez-le.",
    )


@criterion("tete", needs="exacte")
def check_head(registry):
    for tag in ("1", "latest"):
        require_same_build(
            registry(ADDRESS),
            REPOSITORY,
            tag,
            NEW,
            advice="Déplacez aussi les étiquettes qui suivent la plus haute version.",
        )


@criterion("anciennes", needs="exacte")
def check_old(registry):
    for tag in (OLD, "1.3"):
        require_version(
            registry(ADDRESS),
            REPOSITORY,
            tag,
            OLD,
            advice=f"Remettez cette étiquette sur la version {OLD} : ses sources sont dans ~/boutique/{OLD}.",
        )
