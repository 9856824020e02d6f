"""Exercise 04: a cache that the engine silently went around serves it again, with all that it had."""

import re
from urllib.parse import urlsplit

from checker.grading import Absent, Failure, criterion, require, wait_for

NAME = "cache"
ADDRESS = "localhost:5001"
STORAGE = "/var/lib/registry"
IMAGE = "httpd:2.4"
LABEL = "salle=204"
REMOTE = "REGISTRY_PROXY_REMOTEURL"
STARTING_S = 15.0
STORING_S = 2.0


def storage_of(engine):
    """Where the cache keeps what it has, on the machine."""
    container = engine.container(NAME)
    mount = container.mount_at(STORAGE) if container is not None else None
    return mount.source if mount is not None else ""


@criterion("relais")
def check_proxy(engine, registry):
    expected = f"Un conteneur « {NAME} » qui, sur {ADDRESS}, rend les images de Docker Hub."
    container = engine.container(NAME)
    if container is None:
        raise Failure(
            expected=expected,
            observed=f"Aucun conteneur ne s'appelle « {NAME} ».",
            advice="Recréez le cache, sous ce nom.",
        )
    client = registry(ADDRESS)
    answers = wait_for(client.ping, timeout_s=STARTING_S if container.is_running else 0)
    if not answers:
        lines = [line for line in engine.logs(NAME, tail=200) if re.search("panic: |level=fatal", line)]
        words = f" Son journal dit : « {lines[0][:200]} »." if lines else ""
        raise Failure(
            expected=expected,
            observed=f"{answers.sentence}{words}",
            advice="Comparez le nouveau conteneur à l'ancien : port, autorité, adresse de Docker Hub.",
        )
    # Never pulled in this course's cache cells: only a real relay can give it.
    found = client.manifest("library/alpine", "3.20")
    if isinstance(found, Absent):
        remote = container.env.get(REMOTE, "")
        raise Failure(
            expected=expected,
            observed="Le cache ne trouve pas alpine:3.20, qui est dans Docker Hub. "
            + (f"{REMOTE} vaut « {remote} »." if remote else f"Il n'a pas de {REMOTE}."),
            advice="Cette variable doit nommer un registre, celui que le moteur appelle pour tirer.",
        )
    require(found, expected=expected, advice="Lisez la fin du journal du cache.")


@criterion("moteur")
def check_engine(engine):
    mirrors = (engine.info.get("RegistryConfig") or {}).get("Mirrors") or []
    parts = [urlsplit(str(mirror)) for mirror in mirrors]
    if any(each.scheme == "http" and each.port == 5001 for each in parts):
        return
    seen = ", ".join(f"« {mirror} »" for mirror in mirrors)
    raise Failure(
        expected=f"Un miroir à l'adresse où le cache répond : en clair, sur {ADDRESS}.",
        observed=f"Le moteur a pour miroir {seen}." if seen else "Le moteur n'a plus de miroir.",
        advice="Corrigez « registry-mirrors » dans /etc/docker/daemon.json, puis faites-le relire.",
    )


@criterion("passage", needs=("relais", "moteur"))
def check_passage(engine, registry, files):
    expected = f"L'image {IMAGE} sur le poste, et ses couches dans le stockage du cache."
    if engine.image(IMAGE) is None:
        raise Failure(
            expected=expected,
            observed=f"Le moteur n'a pas l'image {IMAGE}.",
            advice="Tirez-la par son nom ordinaire, maintenant que le miroir mène au cache.",
        )
    manifest = require(
        registry(ADDRESS).manifest("library/httpd", "2.4"),
        expected=expected,
        advice="Lisez la fin du journal du cache.",
    )
    # The last layer is this image's own; the engine may have the others already, from its neighbours.
    own = manifest.layers[-1].digest.removeprefix("sha256:") if manifest.layers else ""
    path = f"{storage_of(engine)}/docker/registry/v2/blobs/sha256/{own[:2]}/{own}/data"
    # A cache keeps a layer beside serving it: it may end a moment after the pull.
    if not wait_for(lambda: files(path).exists, timeout_s=STORING_S):
        raise Failure(
            expected=expected,
            observed=f"Le cache n'a pas la dernière couche de {IMAGE}, celle qui n'est qu'à elle : "
            "le moteur est passé à côté.",
            advice="Le moteur avait-il déjà l'image ? Qu'il l'oublie, puis la tire de nouveau.",
        )


@criterion("reglages", needs="moteur")
def check_settings(engine):
    labels = [str(label) for label in engine.info.get("Labels") or ()]
    if LABEL in labels:
        return
    raise Failure(
        expected=f"Un moteur qui porte l'étiquette « {LABEL} ».",
        observed="Le moteur porte : " + ", ".join(f"« {label} »" for label in labels) + "."
        if labels
        else "Le moteur ne porte plus aucune étiquette.",
        advice="Remettez dans /etc/docker/daemon.json la clé « labels » qui s'y trouvait.",
    )


@criterion("contenu", needs="relais")
def check_content(engine, files):
    repositories = f"{storage_of(engine)}/docker/registry/v2/repositories/library"
    names = files.list(repositories)
    if "python" in names:
        return
    seen = ", ".join(f"« {name} »" for name in names)
    raise Failure(
        expected="Un cache qui a toujours le dépôt library/python, rangé à l'exercice 03.",
        observed=f"Son stockage contient {seen}." if seen else "Son stockage est vide.",
        advice="Recréez le conteneur avec le volume de l'ancien : la liste des volumes le montre encore.",
    )
