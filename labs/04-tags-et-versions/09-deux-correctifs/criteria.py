"""Exercise 09: two fixes published the same day, each tag where semantic versioning wants it."""

from checker.grading import criterion, require, require_same_build, require_version, wait_for

ADDRESS = "localhost:5000"
REPOSITORY = "boutique"
FIXES = ("1.4.3", "1.3.9")


@criterion("correctifs")
def check_fixes(registry):
    require(
        wait_for(registry(ADDRESS).ping),
        expected=f"{REPOSITORY}:1.4.3 et {REPOSITORY}:1.3.9 dans {ADDRESS}.",
        advice="Remettez en marche le conteneur « registry ».",
    )
    for version in FIXES:
        advice = f"Construisez depuis ~/boutique/{version}, puis envoyez l'image sous son numéro complet."
        require_version(registry(ADDRESS), REPOSITORY, version, version, advice=advice)


@criterion("branches", needs="correctifs")
def check_branches(registry):
    for version in FIXES:
        branch = version.rpartition(".")[0]
        advice = f"Faites suivre l'étiquette {branch} : elle désigne le dernier correctif de sa branche."
        require_same_build(registry(ADDRESS), REPOSITORY, branch, version, advice=advice)


@criterion("tete", needs="correctifs")
def check_head(registry):
    advice = "Ces étiquettes désignent la plus haute version, non la dernière publiée. Déplacez-les."
    for tag in ("1", "latest"):
        require_same_build(registry(ADDRESS), REPOSITORY, tag, "1.4.3", advice=advice)


@criterion("figees", needs="correctifs")
def check_frozen(registry):
    for version in ("1.4.2", "1.3.8"):
        advice = f"Reconstruisez-la depuis ~/boutique/{version}, et rendez-lui son étiquette."
        require_version(registry(ADDRESS), REPOSITORY, version, version, advice=advice)
