"""Exercise 03: a pull-through cache of the Hub runs on 5001, and the engine's pull went through it."""

from urllib.parse import urlsplit

from checker.grading import Absent, Failure, criterion, require, require_restart, wait_for

NAME = "cache"
ADDRESS = "localhost:5001"
STORAGE = "/var/lib/registry"
IMAGE = "python:3.13-slim"
REMOTE = "REGISTRY_PROXY_REMOTEURL"
STARTING_S = 15.0
STORING_S = 2.0


@criterion("cache")
def check_cache(engine, registry):
    expected = (
        f"Un conteneur « {NAME} » qui répond sur {ADDRESS} et va chercher dans Docker Hub ce qu'il n'a pas."
    )
    container = engine.container(NAME)
    if container is None:
        raise Failure(
            expected=expected,
            observed=f"Aucun conteneur ne s'appelle « {NAME} ».",
            advice="Lancez un registre sous ce nom, avec le réglage qui en fait un relais.",
        )
    client = registry(ADDRESS)
    answers = wait_for(client.ping, timeout_s=STARTING_S if container.is_running else 0)
    engine.refresh()
    container = engine.container(NAME) or container
    if not container.is_running:
        words = engine.last_words(NAME)
        raise Failure(
            expected=expected,
            observed=f"L'état du conteneur est « {container.state} »."
            + (f" Son journal dit : « {words} »." if words else ""),
            advice="Son journal nomme l'autorité qui manque dans le conteneur."
            if "x509" in words
            else "Un conteneur s'arrête avec le moteur ; dites ce qu'il devient ensuite.",
        )
    require(answers, expected=expected, advice="Vérifiez le port publié par le conteneur.")
    known = client.manifest("library/hello-world", "latest")
    if isinstance(known, Absent):
        remote = container.env.get(REMOTE)
        raise Failure(
            expected=expected,
            observed=f"Il répond, mais ne trouve pas hello-world. {REMOTE} vaut « {remote} »."
            if remote
            else f"Il répond, mais ne trouve pas hello-world : c'est un registre ordinaire, sans {REMOTE}.",
            advice="Un relais a besoin de l'adresse d'un registre : celle que le moteur appelle pour tirer.",
        )
    require(known, expected=expected, advice="Lisez la fin du journal du cache.")


@criterion("moteur", needs="cache")
def check_engine(engine, files):
    expected = f"Un moteur dont le miroir de Docker Hub est http://{ADDRESS}."
    mirrors = (engine.info.get("RegistryConfig") or {}).get("Mirrors") or []
    parts = [urlsplit(str(mirror)) for mirror in mirrors]
    if any(each.scheme == "http" and each.port == 5001 for each in parts):
        return
    if mirrors:
        seen = ", ".join(f"« {mirror} »" for mirror in mirrors)
        raise Failure(
            expected=expected,
            observed=f"Le moteur a pour miroir {seen}.",
            advice="Le cache parle en clair, sur le port 5001 du poste : l'adresse du miroir le dit aussi.",
        )
    written = files("/etc/docker/daemon.json")
    if "registry-mirrors" in written.text:
        observed = "Le fichier /etc/docker/daemon.json nomme un miroir, mais le moteur ne l'a pas relu."
        advice = "Demandez au service docker de relire ses réglages."
    elif written.exists:
        observed = (
            "Le moteur n'a pas de miroir ; /etc/docker/daemon.json n'a pas de clé « registry-mirrors »."
        )
        advice = "Ajoutez cette clé : une liste d'adresses."
    else:
        observed = "Le moteur n'a pas de miroir ; le fichier /etc/docker/daemon.json n'existe pas."
        advice = "Créez ce fichier de réglages, puis faites-le lire au moteur."
    raise Failure(expected=expected, observed=observed, advice=advice)


@criterion("passage", needs="moteur")
def check_passage(engine, registry, files):
    expected = f"L'image {IMAGE} sur le poste, et ses couches dans le stockage du cache."
    if engine.image(IMAGE) is None:
        raise Failure(
            expected=expected,
            observed=f"Le moteur n'a pas l'image {IMAGE}.",
            advice="Tirez-la par son nom ordinaire : c'est le moteur qui pense au miroir.",
        )
    mount = engine.container(NAME).mount_at(STORAGE)
    source = mount.source if mount is not None else ""
    manifest = require(
        registry(ADDRESS).manifest("library/python", "3.13-slim"),
        expected=expected,
        advice="Lisez la fin du journal du cache.",
    )
    # The last layer is this image's own; the engine may have the others already, from its neighbours.
    own = manifest.layers[-1].digest.removeprefix("sha256:") if manifest.layers else ""
    path = f"{source}/docker/registry/v2/blobs/sha256/{own[:2]}/{own}/data"
    # A cache keeps a layer beside serving it: it may end a moment after the pull.
    if not wait_for(lambda: files(path).exists, timeout_s=STORING_S):
        raise Failure(
            expected=expected,
            observed=f"Le cache n'a pas la dernière couche de {IMAGE}, celle qui n'est qu'à elle : "
            "le moteur ne la lui a pas demandée.",
            advice="Le moteur avait-il déjà l'image ? Qu'il l'oublie, puis la tire de nouveau.",
        )


@criterion("duree", needs="passage")
def check_lasting(engine):
    container = engine.container(NAME)
    mount = container.mount_at(STORAGE)
    require_restart(container)
    if mount is not None and (mount.is_named or mount.type == "bind"):
        return
    raise Failure(
        expected=f"Un volume nommé, ou un dossier du poste, monté sur {STORAGE}.",
        observed=f"Un volume anonyme est monté sur {STORAGE}.",
        advice="Recréez le conteneur avec un volume qui a un nom, puis faites repasser l'image.",
    )
