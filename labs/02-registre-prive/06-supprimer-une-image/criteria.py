"""Exercise 06: deletion is allowed, one image was deleted, its room given back, its neighbour kept."""

from checker.grading import Absent, Failure, criterion, require, wait_for

NAME = "registry"
ADDRESS = "localhost:5000"
REFERENCE = "localhost:5000/essai:1.0"
STORAGE = "/var/lib/registry"
SETTING = "REGISTRY_STORAGE_DELETE_ENABLED"
NOT_ALLOWED = 405
NOBODY = "sha256:" + "0" * 64


@criterion("autorisee")
def check_allowed(engine, registry, machine):
    expected = "Un registre, sur le port 5000, qui accepte la suppression d'un manifeste."
    advice = (
        "Recréez le conteneur avec le réglage qui autorise la suppression, le même port et le même volume."
    )
    container = engine.container(NAME)
    require(
        wait_for(registry(ADDRESS).ping, timeout_s=container.settling_s if container is not None else 0),
        expected=expected,
        advice="Vérifiez que le conteneur du registre est en marche.",
    )
    # Deleting what nobody has changes nothing; a registry that forbids deletion refuses before it looks.
    url = f"http://{ADDRESS}/v2/mysql/manifests/{NOBODY}"
    if machine.probe("http", method="DELETE", url=url).get("status") != NOT_ALLOWED:
        return
    value = container.env.get(SETTING) if container is not None else None
    observed = "Le registre répond qu'il ne permet pas cette opération (405, UNSUPPORTED)."
    observed += (
        f" Sa variable {SETTING} vaut « {value} »."
        if value is not None
        else f" Il n'a pas de variable {SETTING}."
    )
    raise Failure(expected=expected, observed=observed, advice=advice)


@criterion("disparue", needs="voisine")
def check_gone(registry):
    expected = "Aucun manifeste pour essai:1.0 dans localhost:5000."
    advice = "Demandez au registre l'empreinte de ce manifeste, puis la suppression de cette empreinte."
    manifest = registry(ADDRESS).manifest("essai", "1.0")
    if isinstance(manifest, Absent):
        return
    manifest = require(manifest, expected=expected, advice=advice)
    raise Failure(
        expected=expected,
        observed=f"Le registre donne toujours un manifeste pour essai:1.0 (« {manifest.digest[:19]}… »).",
        advice=advice,
    )


@criterion("place", needs="disparue")
def check_room(engine, files):
    container = engine.container(NAME)
    mount = container.mount_at(STORAGE) if container is not None else None
    given = engine.events.tagged(REFERENCE).last
    if mount is None or given is None:
        return  # no storage that outlives the container, or an image that was never there: nothing is kept
    digest = given.id.removeprefix("sha256:")
    # The configuration blob has the image's id for digest, whoever compressed its layers.
    path = f"{mount.source}/docker/registry/v2/blobs/sha256/{digest[:2]}/{digest}/data"
    if files(path).exists:
        raise Failure(
            expected="Un stockage sans les fichiers de essai:1.0.",
            observed=f"Le registre a oublié essai:1.0, mais ses fichiers occupent toujours le stockage "
            f"(par exemple « blobs/sha256/{digest[:2]}/{digest[:8]}… »).",
            advice="Lancez le ramasse-miettes du registre (garbage-collect), "
            "avec son fichier de configuration.",
        )


@criterion("voisine", needs="autorisee")
def check_neighbour(registry):
    expected = "L'image mysql:8.0 dans localhost:5000, avec son manifeste et ses couches."
    client = registry(ADDRESS)
    image = client.image("mysql", "8.0")
    if isinstance(image, Absent):
        seen = ", ".join(f"« {name} »" for name in client.catalog() or ())
        raise Failure(
            expected=expected,
            observed="Le registre ne connaît plus mysql:8.0"
            + (f" ; son catalogue contient {seen}." if seen else " ; son catalogue est vide."),
            advice="Recréez le conteneur avec le volume de l'exercice 05, ou poussez mysql:8.0 de nouveau.",
        )
    require(
        image,
        expected=expected,
        advice="Vérifiez que le registre est en marche, puis poussez l'image de nouveau.",
    )
