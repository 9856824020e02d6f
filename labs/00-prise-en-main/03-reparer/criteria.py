"""Exercise 03: a container that stopped for want of a file runs again, unchanged."""

from checker.grading import Failure, criterion

NAME = "minuteur"
FOLDER, INSIDE = "/home/apprenant/minuteur", "/reglages"
FILE = "~/minuteur/duree.txt"


@criterion("fichier")
def check_file(files):
    expected = "Un fichier « duree.txt », avec un nombre de minutes, dans le dossier que lit le conteneur."
    file = files(FILE)
    if file.is_file and file.text.strip():
        return
    elsewhere = [p for p in ("~/duree.txt", "/reglages/duree.txt", "~/carnet/duree.txt") if files(p).exists]
    if file.is_file:
        observed = "Ce fichier est vide."
    elif elsewhere:
        observed = f"Il y a un fichier « {elsewhere[0]} », mais ce n'est pas le dossier que lit le conteneur."
    else:
        names = files.list("~/minuteur")
        seen = ", ".join(f"« {name} »" for name in names)
        observed = f"Ce dossier contient {seen}." if seen else "Ce dossier est vide."
    raise Failure(
        expected=expected,
        observed=observed,
        advice="Lisez le journal du conteneur, puis cherchez quel dossier du poste y est monté.",
    )


@criterion("marche", needs="fichier")
def check_running(engine):
    expected = f"Un conteneur « {NAME} » en marche."
    container = engine.container(NAME)
    if container is None:
        raise Failure(
            expected=expected,
            observed=f"Aucun conteneur ne s'appelle « {NAME} ».",
            advice="Recréez-le à l'identique, ou redémarrez le bac à sable.",
        )
    if container.is_running:
        return
    words = engine.logs(NAME, tail=1)
    raise Failure(
        expected=expected,
        observed=f"Son état est « {container.state} » ; la dernière ligne de son journal est "
        f"« {words[-1].strip()[:120] if words else ''} ».",
        advice="La cause est levée : il reste à démarrer le conteneur.",
    )


@criterion("reglages", needs="marche")
def check_same(engine):
    container = engine.container(NAME)
    mount = container.mount_at(INSIDE)
    if mount is None or mount.source != FOLDER:
        observed = f"Aucun dossier n'est monté sur {INSIDE}."
        if mount is not None:
            observed = f"C'est « {mount.source} » qui est monté sur {INSIDE}."
    elif "duree.txt" not in " ".join(container.command):
        observed = f"Le conteneur exécute « {' '.join(container.command)[:80]} »."
    else:
        return
    raise Failure(
        expected=f"Le programme d'origine, avec le dossier « ~/minuteur » monté sur {INSIDE}.",
        observed=observed,
        advice="Gardez le conteneur d'origine : il n'a pas besoin d'être changé.",
    )
