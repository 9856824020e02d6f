"""Exercise 05: the registry's images live in a named volume and outlived their container."""

from checker.grading import Failure, criterion, require, wait_for

NAME = "registry"
VOLUME = "donnees-registre"
STORAGE = "/var/lib/registry"
REFERENCE = "localhost:5000/mysql:8.0"


@criterion("volume")
def check_volume(engine):
    expected = f"Le volume nommé « {VOLUME} » monté sur {STORAGE}, dans le conteneur « {NAME} » en marche."
    container = engine.container(NAME)
    if container is None or not container.is_running:
        raise Failure(
            expected=expected,
            observed=f"Aucun conteneur ne s'appelle « {NAME} »."
            if container is None
            else f"L'état du conteneur « {NAME} » est « {container.state} ».",
            advice="Recréez le conteneur du registre, avec son volume.",
        )
    mount = container.mount_at(STORAGE)
    if mount is not None and mount.is_named and mount.name == VOLUME:
        return
    raise Failure(
        expected=expected,
        observed=describe_storage(container, mount),
        advice="Supprimez le conteneur et recréez-le : l'option -v attend le nom du volume, "
        f"deux-points, puis le dossier {STORAGE}.",
    )


def describe_storage(container, mount):
    elsewhere = next((m for m in container.mounts if m.name == VOLUME), None)
    if elsewhere is not None:
        return (
            f"Le volume « {VOLUME} » est monté sur « {elsewhere.destination} », où le registre n'écrit pas."
        )
    if mount is None:
        return f"Rien n'est monté sur {STORAGE}."
    if mount.type == "bind":
        return f"C'est le dossier « {mount.source} » du poste qui est monté sur {STORAGE}."
    if mount.is_named:
        return f"Le volume monté sur {STORAGE} s'appelle « {mount.name} »."
    return f"Un volume anonyme est monté sur {STORAGE} : un nouveau conteneur n'aura pas le même."


@criterion("images", needs="volume")
def check_images(engine, registry):
    expected = "Le dépôt « mysql » avec l'étiquette « 8.0 » dans localhost:5000."
    client = registry("localhost:5000")
    require(
        wait_for(client.ping, timeout_s=engine.container(NAME).settling_s),
        expected=expected,
        advice="Vérifiez que le conteneur recréé publie encore le port 5000.",
    )
    catalog = client.catalog() or ()
    seen = ", ".join(f"« {name} »" for name in catalog)
    require(
        client.manifest("mysql", "8.0") or None,
        expected=expected,
        observed=f"mysql:8.0 ne s'y trouve pas ; le catalogue contient {seen}."
        if seen
        else "Le catalogue du registre est vide.",
        advice="Poussez l'image dans le registre qui emploie le volume.",
    )


@criterion("survie", needs="images")
def check_survival(engine):
    container = engine.container(NAME)
    events = engine.events
    pushes = events.pushed(REFERENCE)
    volume = events.volume("create", VOLUME).last
    if volume is not None:
        pushes = pushes.after(volume)
    birth = next((e for e in events.container("create") if e.id == container.id), None)
    # No push into this volume: the images were copied into it, and this container found them there.
    if not pushes or birth is None or pushes.before(birth):
        return
    raise Failure(
        expected="Un conteneur créé après que le registre a reçu l'image.",
        observed="Le conteneur « registry » est encore celui qui a reçu l'image : "
        "il n'a pas été remplacé depuis.",
        advice="Supprimez ce conteneur, recréez-le avec le même volume, et ne poussez rien.",
    )
