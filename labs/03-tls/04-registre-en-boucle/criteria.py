"""Exercise 04: a registry that restarted for ever serves HTTPS again, with its images."""

from checker.grading import Absent, Failure, criterion, describe_mount, require, require_restart, wait_for
from checker.grading.tls import CERTS_D

NAME = "catalogue"
HOST = "registre.atelier.test"
PORT = 8443
ADDRESS = f"{HOST}:{PORT}"
CERTIFICATE = "~/catalogue/serveur.crt"
STORAGE = "/var/lib/registry"


@criterion("stable")
def check_stable(engine, registry):
    expected = f"Un conteneur « {NAME} » en marche, qui ne redémarre pas."
    if engine.container(NAME) is None:
        raise Failure(
            expected=expected,
            observed=f"Aucun conteneur ne s'appelle « {NAME} ».",
            advice="Recréez le catalogue sous ce nom.",
        )
    answers = wait_for(registry(ADDRESS).ping)
    engine.refresh()
    container = engine.container(NAME)
    if container is not None and container.is_running and (answers or container.restart_count == 0):
        return
    state = container.state if container is not None else "absent"
    words = engine.last_words(NAME)
    raise Failure(
        expected=expected,
        observed=f"L'état du conteneur « {NAME} » est « {state} »."
        + (f" Son journal dit : « {words} »." if words else "")
        + (describe_certificate(container) if container is not None else ""),
        advice="Comparez le fichier que cite le journal avec ce que contient le montage.",
    )


def describe_certificate(container):
    path = container.env.get("REGISTRY_HTTP_TLS_CERTIFICATE", "")
    mount = container.mount_at(path.rpartition("/")[0]) if "/" in path else None
    if mount is None:
        return ""
    if mount.type == "volume":
        return f" Sur {mount.destination} est monté le volume « {mount.name} », et non un dossier du poste."
    return f" Sur {mount.destination} est monté le dossier « {mount.source} »."


@criterion("https", needs="stable")
def check_https(engine, registry, tls, files):
    expected = f"Le catalogue en HTTPS sur https://{ADDRESS}/v2/, avec le certificat de {CERTIFICATE}."
    container = engine.container(NAME)
    client = registry(ADDRESS)
    ping = wait_for(client.ping, timeout_s=container.settling_s if container.publishes(PORT) else 1)
    if not (ping and ping.is_registry):
        if registry(f"http://{ADDRESS}").ping():
            observed = f"Le port {PORT} répond en HTTP, en clair."
            advice = "Rendez au catalogue son certificat et sa clé, au lieu de les lui retirer."
        elif not container.publishes(PORT):
            ports = ", ".join(str(port) for port in container.published_ports)
            observed = (
                f"Le conteneur publie le port {ports}." if ports else "Le conteneur ne publie aucun port."
            )
            advice = f"Les clients du catalogue le cherchent sur le port {PORT} : publiez-le à la création."
        else:
            observed = (
                ping.sentence if not ping else f"Une réponse qui n'est pas d'un registre ({ping.status})."
            )
            advice = "Le port de droite de la publication doit être celui sur lequel le registre écoute."
        raise Failure(expected=expected, observed=observed, advice=advice)
    shown = require(tls(HOST, PORT), expected=expected, advice="Vérifiez de nouveau.").certificate
    kept = tls.certificate(files(CERTIFICATE).content)
    if not kept or kept.fingerprint != shown.fingerprint:
        raise Failure(
            expected=expected,
            observed="Le catalogue présente un autre certificat que celui-là."
            if kept
            else f"{CERTIFICATE} : {kept.sentence}",
            advice="Le certificat de ~/catalogue est bon : il n'y a pas à le refaire.",
        )


@criterion("confiance", needs="https")
def check_trust(tls, files):
    handshake = require(tls(HOST, PORT), expected="Un certificat accepté.", advice="Vérifiez de nouveau.")
    if handshake.is_trusted:
        return
    folders = ", ".join(f"« {name} »" for name in files.list(CERTS_D))
    raise Failure(
        expected=f"Un moteur qui fait confiance à « {ADDRESS} ».",
        observed=f"{handshake.sentence} "
        + (f"Dossiers de {CERTS_D} : {folders}." if folders else f"Le dossier {CERTS_D} est vide."),
        advice=f"Le dossier porte l'adresse écrite dans le nom des images, le fichier finit par .crt : "
        f"les images du catalogue s'appellent {ADDRESS}/…",
    )


@criterion("donnees", needs="https")
def check_data(engine, registry):
    expected = f"L'image plans:2026 dans {ADDRESS}."
    advice = "Recréez le conteneur avec le volume d'avant : la liste des volumes le montre encore."
    image = registry(ADDRESS).image("plans", "2026")
    if not isinstance(image, Absent):
        require(image, expected=expected, advice=advice)
        return
    storage = describe_mount(engine.container(NAME), STORAGE)
    raise Failure(
        expected=expected, observed=f"Le catalogue ne connaît pas plans:2026 ; {storage}.", advice=advice
    )


@criterion("redemarrage", needs="stable")
def check_policy(engine):
    require_restart(engine.container(NAME))
