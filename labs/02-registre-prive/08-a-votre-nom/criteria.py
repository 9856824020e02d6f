"""Exercise 08: a second registry, a repository, a tag and a digest, all of the learner's own values."""

import re

from checker.grading import Absent, Failure, criterion, describe_content, describe_mount, require, wait_for

STORAGE = "/var/lib/registry"
ROOT_VARIABLE = "REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY"
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def pushed(registry, values):
    """What the registry holds under the learner's repository and tag."""
    depot, tag = values["depot"], values["etiquette"]
    client = registry(f"localhost:{values['port']}")
    expected = f"Le dépôt « {depot} » avec l'étiquette « {tag} » dans le registre localhost:{values['port']}."
    advice = "Envoyez l'image vers ce registre, sous son nom complet."
    image = client.image(depot, tag)
    if not isinstance(image, Absent):
        return require(image, expected=expected, advice=advice)
    observed = describe_content(client, depot, registry="de ce registre")
    raise Failure(expected=expected, observed=observed, advice=advice)


def publisher(engine, port):
    """The running container that publishes a port of the machine; None when there is none."""
    return next((c for c in engine.containers if c.is_running and c.publishes(port)), None)


@criterion("registre")
def check_registry(engine, registry, values):
    port = int(values["port"])
    container = publisher(engine, port)
    patience = container.settling_s if container else 0
    ping = wait_for(registry(f"localhost:{port}").ping, timeout_s=patience)
    if ping and ping.is_registry:
        return
    ports = sorted({port for c in engine.containers if c.is_running for port in c.published_ports})
    if container is not None:
        observed = f"Le conteneur « {container.name} » publie le port {port}, où aucun registre ne répond."
    elif ports:
        observed = f"Les ports publiés par les conteneurs en marche sont {', '.join(map(str, ports))}."
    else:
        observed = "Aucun conteneur en marche ne publie de port."
    raise Failure(
        expected=f"Un registre qui répond à http://localhost:{port}/v2/.",
        observed=observed,
        advice="Démarrez un second registre, et publiez le port que le panneau vous donne.",
    )


@criterion("donnees", needs="registre")
def check_storage(engine, values):
    container = publisher(engine, int(values["port"]))
    if container is None:
        raise Failure(
            expected=f"Un conteneur qui publie le port {values['port']}.",
            observed="Le registre répond, mais aucun conteneur du poste ne publie ce port.",
            advice="Démarrez-le dans un conteneur de votre poste.",
        )
    root = container.env.get(ROOT_VARIABLE, STORAGE).rstrip("/")
    mount = container.mount_holding(root)
    if mount is None or not (mount.is_named or mount.type == "bind"):
        observed = f"Dans le conteneur « {container.name} », {describe_mount(container, root)}."
    else:
        others = (c for c in engine.containers if c.name != container.name)
        sharing = [c.name for c in others if any(m.source == mount.source for m in c.mounts)]
        if not sharing:
            return
        observed = f"Son volume est aussi celui du conteneur « {sharing[0]} »."
    raise Failure(
        expected=f"Un volume nommé, à lui seul, monté sur {root}.",
        observed=observed,
        advice="Recréez le conteneur en donnant à son volume un nom qui n'est pas encore pris.",
    )


@criterion("pousse", needs="registre")
def check_pushed(registry, values):
    pushed(registry, values)


@criterion("contenu", needs="pousse")
def check_content(registry, values):
    image = pushed(registry, values)
    title, version = image.title, image.version
    if title != "nginx" or not version.startswith("1.28"):
        raise Failure(
            expected="Le contenu de l'image nginx:1.28 de Docker Hub.",
            observed=f"Sous ce nom, le registre a reçu l'image « {title or 'inconnue'} » "
            f"en version « {version or '?'} ».",
            advice="Redonnez le nom de votre registre à nginx:1.28, puis poussez de nouveau.",
        )


@criterion("empreinte", needs="pousse")
def check_digest(files, registry, values):
    wanted = pushed(registry, values)
    path = f"~/reponses/empreinte-{values['depot']}.txt"
    expected = f"Dans {path}, l'empreinte que le registre donne pour « {values['etiquette']} »."
    advice = "Demandez le manifeste au registre : son empreinte est dans un en-tête de la réponse."
    written = files(path)
    if not written.is_file:
        raise Failure(
            expected=expected,
            observed="Ce fichier n'existe pas.",
            advice="Créez-le, avec l'empreinte sur une ligne.",
        )
    found = DIGEST.findall(written.text)
    if found == [wanted.digest] or set(found) == {wanted.digest}:
        return
    if wanted.config_digest in found:
        observed = (
            "Le fichier contient l'identifiant de l'image (sa configuration), pas l'empreinte du manifeste."
        )
    elif found:
        observed = f"Le fichier contient « {found[0][:19]}… », une autre empreinte."
    else:
        observed = f"Le fichier contient « {written.text.strip()[:60]} », où il n'y a pas d'empreinte."
    raise Failure(expected=expected, observed=observed, advice=advice)
