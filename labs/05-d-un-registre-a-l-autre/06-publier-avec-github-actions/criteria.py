"""Exercise 06: a pushed git tag, really played by the workflow, publishes that version; main does not."""

from checker.grading import Absent, Failure, criterion, require

HOST = "ghcr.io"
REPOSITORY = "equipe-web/site"
PROJECT = "~/site"
GIT_TAG, VERSION = "v3.1.4", "3.1.4"
REVISION = "org.opencontainers.image.revision"
FORGES = "Les forges de l'exercice 02 doivent être en marche."


def forge(registry, files):
    ca_pem = files("/etc/atelier/ca.crt").text or None
    return registry(HOST, ca_pem=ca_pem, user="apprenant", password="ghp_atelier")


def broken(run):
    """What went wrong in a run; empty when nothing did."""
    job = run.broken
    if job is None:
        return run.refused
    words = f" Dernière ligne : « {run.last_words} »." if run.last_words else ""
    if job.status == "timeout":
        return f"Le job « {job.name} » dure trop longtemps : l'exécuteur l'a arrêté.{words}"
    return f"Le job « {job.name} » échoue (code {job.exit_code}).{words}"


def digests(client):
    """What each tag of the repository leads to."""
    found = ((tag, client.manifest(REPOSITORY, tag)) for tag in client.tags(REPOSITORY) or ())
    return {tag: manifest.digest for tag, manifest in found if manifest}


@criterion("fichier")
def check_file(pipeline):
    run = pipeline("github", PROJECT, tag=GIT_TAG)
    if run.refused:
        raise Failure(
            expected=f"Un seul workflow dans {PROJECT}/.github/workflows, avec au moins un job.",
            observed=run.refused,
            advice="Corrigez le fichier, puis jouez-le vous-même avant de vérifier.",
        )


@criterion("version", needs="fichier")
def check_version(pipeline):
    run = pipeline("github", PROJECT, tag=GIT_TAG)
    expected = f"Un push de l'étiquette {GIT_TAG} qui déclenche le workflow, et dont les jobs réussissent."
    advice = "Jouez ce push vous-même, et lisez le journal depuis le début."
    observed = broken(run)
    if not observed and not run.has_run:
        why = ", ".join(f"« {job.name} » : {job.why}" for job in run.jobs)
        observed = f"Aucun job n'est joué ({why})."
    if observed:
        raise Failure(expected=expected, observed=observed, advice=advice)


@criterion("image", needs="version")
def check_image(pipeline, registry, files):
    run = pipeline("github", PROJECT, tag=GIT_TAG)
    client = forge(registry, files)
    expected = f"L'image {HOST}/{REPOSITORY}:{VERSION}, construite pour le commit {run.commit[:8]}."
    image = client.image(REPOSITORY, VERSION)
    if isinstance(image, Absent):
        seen = ", ".join(f"« {tag} »" for tag in client.tags(REPOSITORY) or ())
        raise Failure(
            expected=expected,
            observed=f"Le dépôt « {REPOSITORY} » a les étiquettes {seen}."
            if seen
            else f"Le dépôt « {REPOSITORY} » est vide.",
            advice="L'étiquette de l'image est la version, sans la lettre qui commence l'étiquette git.",
        )
    image = require(image, expected=expected, advice=FORGES)
    revision = image.revision
    if revision != run.commit:
        raise Failure(
            expected=expected,
            observed=f"Son {REVISION} vaut « {revision} », et non le commit « {run.commit} ».",
            advice="Remplissez l'argument du Dockerfile avec le commit entier.",
        )


@criterion("latest", needs="image")
def check_latest(registry, files):
    client = forge(registry, files)
    expected = f"latest et {VERSION} : la même image."
    advice = "Donnez les deux noms à l'image construite, et poussez les deux."
    version = require(client.image(REPOSITORY, VERSION), expected=expected, advice=FORGES)
    latest = require(client.image(REPOSITORY, "latest"), expected=expected, advice=advice)
    if latest.config_digest != version.config_digest:
        raise Failure(
            expected=expected,
            observed=f"latest mène à une autre image, du commit « {(latest.revision or '?')[:8]} ».",
            advice=advice,
        )


@criterion("main", needs="image")
def check_main(pipeline, registry, files):
    client = forge(registry, files)
    before = digests(client)
    run = pipeline("github", PROJECT, branch="main")
    expected = "Un push de main qui n'échoue pas, et ne change rien dans ghcr.io."
    observed = broken(run)
    changed = sorted(tag for tag, digest in digests(client).items() if before.get(tag) != digest)
    if changed:
        seen = ", ".join(f"« {tag} »" for tag in changed)
        observed = f"Le push de main a publié {seen}."
    if observed:
        raise Failure(
            expected=expected,
            observed=observed,
            advice="Réservez la publication aux étiquettes git qui nomment une version.",
        )


@criterion("secret", needs="version")
def check_secret(pipeline):
    run = pipeline("github", PROJECT, tag=GIT_TAG)
    if run.written:
        raise Failure(
            expected="Un workflow sans jeton.",
            observed=f"La valeur de {run.written[0]} est écrite dans le fichier.",
            advice="Servez-vous de ce que GitHub donne au job.",
        )
    if run.exposed:
        raise Failure(
            expected="Des commandes dont aucun argument ne contient le jeton.",
            observed=f"« {run.exposed[0]} » a reçu le jeton parmi ses arguments.",
            advice="Donnez-le par l'entrée standard.",
        )
