"""Exercise 05: pushes of two branches, really played by the CI file, leave the right tags in the registry."""

from checker.grading import Absent, Failure, criterion, require

HOST = "registry.gitlab.atelier.test"
REPOSITORY = "equipe-web/boutique/site"
PROJECT = "~/site"
REVISION = "org.opencontainers.image.revision"
BRANCH, SLUG = "essai/couleurs", "essai-couleurs"
LATE = "Le job dure trop longtemps : l'exécuteur l'a arrêté."


def forge(registry, files):
    return registry(
        HOST,
        ca_pem=files("/etc/atelier/ca.crt").text or None,
        user="apprenant",
        password="glpat-atelier",
    )


def succeed(run, branch):
    expected = f"Un push de « {branch} » dont tous les jobs réussissent."
    advice = "Jouez ce push vous-même, et lisez le journal depuis le début."
    if run.refused:
        raise Failure(expected=expected, observed=run.refused, advice=advice)
    job = run.broken
    if job is not None:
        words = f" Dernière ligne : « {run.last_words} »." if run.last_words else ""
        observed = (
            LATE if job.status == "timeout" else f"Le job « {job.name} » échoue (code {job.exit_code})."
        )
        raise Failure(expected=expected, observed=observed + words, advice=advice)
    if not run.has_run:
        why = "; ".join(f"« {each.name} » : {each.why}" for each in run.jobs)
        raise Failure(expected=expected, observed=f"Aucun job n'est joué ({why}).", advice=advice)


def published(client, tag, run, what):
    """The image under this tag, which must be there."""
    expected = f"L'étiquette « {tag} » ({what}) dans {HOST}/{REPOSITORY}."
    image = client.image(REPOSITORY, tag)
    if isinstance(image, Absent):
        seen = ", ".join(f"« {each} »" for each in client.tags(REPOSITORY) or ())
        raise Failure(
            expected=expected,
            observed=f"Après le push du commit {run.commit[:8]}, le dépôt a {seen}."
            if seen
            else "Après le push, le dépôt du projet est vide.",
            advice="Relisez le tableau des variables que GitLab donne au script.",
        )
    return require(image, expected=expected, advice="Les forges de l'exercice 02 doivent être en marche.")


def commit_tag(client, run):
    """The tag that names the commit: its short or its long form, or one that ends so."""
    for tag in client.tags(REPOSITORY) or ():
        if tag.endswith((run.commit, run.commit[:8])):
            return tag
    return run.commit[:8]


@criterion("fichier")
def check_file(pipeline):
    run = pipeline("gitlab", PROJECT, branch="main")
    if run.refused:
        raise Failure(
            expected=f"Un fichier {PROJECT}/.gitlab-ci.yml, avec au moins un job.",
            observed=run.refused,
            advice="Corrigez le fichier, puis jouez-le vous-même avant de vérifier.",
        )


@criterion("reussi", needs="fichier")
def check_success(pipeline):
    succeed(pipeline("gitlab", PROJECT, branch="main"), "main")


@criterion("etiquettes", needs="reussi")
def check_tags(pipeline, registry, files):
    client = forge(registry, files)
    for branch, slug in (("main", "main"), (BRANCH, SLUG)):
        run = pipeline("gitlab", PROJECT, branch=branch)
        succeed(run, branch)
        by_commit = published(client, commit_tag(client, run), run, "le commit")
        by_branch = published(client, slug, run, f"la branche « {branch} »")
        if by_commit.config_digest != by_branch.config_digest:
            raise Failure(
                expected=f"La même image sous l'étiquette du commit et sous « {slug} ».",
                observed="Les deux étiquettes mènent à deux images.",
                advice="Construisez une fois, étiquetez plusieurs fois.",
            )


@criterion("revision", needs="etiquettes")
def check_revision(pipeline, registry, files):
    client = forge(registry, files)
    run = pipeline("gitlab", PROJECT, branch=BRANCH)
    image = published(client, commit_tag(client, run), run, "le commit")
    if image.revision == run.commit:
        return
    raise Failure(
        expected=f"Une image dont {REVISION} vaut le commit entier, « {run.commit} ».",
        observed=f"Elle vaut « {image.revision} ».",
        advice="Remplissez l'argument du Dockerfile au moment de construire.",
    )


@criterion("latest", needs="etiquettes")
def check_latest(pipeline, registry, files):
    client = forge(registry, files)
    main = pipeline("gitlab", PROJECT, branch="main")
    other = pipeline("gitlab", PROJECT, branch=BRANCH)
    latest = published(client, "latest", main, "le dernier push de main")
    of_main = published(client, "main", main, "la branche « main »")
    if latest.config_digest == of_main.config_digest:
        return
    observed = "latest ne mène pas à l'image du dernier push de main."
    if latest.revision == other.commit:
        observed = f"Après un push de « {BRANCH} », latest mène à l'image de cette branche."
    raise Failure(
        expected="latest, inchangée par le push d'une autre branche.",
        observed=observed,
        advice="Ne poussez latest que si la branche du commit est la branche par défaut.",
    )


@criterion("secret", needs="reussi")
def check_secret(pipeline):
    run = pipeline("gitlab", PROJECT, branch="main")
    if run.written:
        raise Failure(
            expected="Un fichier de CI sans mot de passe.",
            observed=f"La valeur de {run.written[0]} est écrite dans le fichier, "
            "que lisent tous ceux qui lisent le dépôt.",
            advice="Servez-vous de la variable que GitLab donne au job.",
        )
    if run.exposed:
        raise Failure(
            expected="Des commandes dont aucun argument ne contient le mot de passe.",
            observed=f"« {run.exposed[0]} » a reçu le mot de passe parmi ses arguments.",
            advice="Donnez-le par l'entrée standard.",
        )
