"""Exercise 03: the learner's engine trusts the registry's certificate, and has made no exception."""

from checker.grading import Failure, criterion, require, wait_for
from checker.grading.tls import CERTS_D

HOST = "registre.atelier.test"
REFERENCE = f"{HOST}/outils:1.0"


@criterion("confiance")
def check_trust(tls, files):
    expected = f"Un certificat que le moteur accepte pour « {HOST} »."
    handshake = require(
        wait_for(lambda: tls(HOST)),
        expected=expected,
        advice="Remettez le registre en marche sur le port 443, en HTTPS, comme dans l'exercice 02.",
    )
    if handshake.is_trusted:
        return
    raise Failure(
        expected=expected,
        observed=f"{handshake.sentence} {describe_folder(files)}",
        advice="Le dossier porte le nom du registre tel qu'il est écrit dans le nom de l'image, "
        "et le fichier finit par .crt.",
    )


def describe_folder(files):
    names = files.list(f"{CERTS_D}/{HOST}")
    if any(name.endswith(".crt") for name in names):
        return f"Le dossier « {HOST} » de {CERTS_D} contient un autre certificat que celui du registre."
    if names:
        given = ", ".join(f"« {name} »" for name in names)
        return f"Le dossier « {HOST} » ne contient que {given}, que Docker ne lit pas comme autorité."
    folders = ", ".join(f"« {name} »" for name in files.list(CERTS_D))
    if folders:
        return f"Dans {CERTS_D}, il n'y a pas de fichier pour « {HOST} », seulement {folders}."
    return f"Le dossier {CERTS_D} est vide."


@criterion("pousse", needs="confiance")
def check_pushed(engine, registry):
    expected = f"L'image busybox, poussée sous le nom {REFERENCE}."
    advice = "Donnez ce nom à l'image busybox, puis poussez-la sous ce nom."
    remote = require(
        wait_for(lambda: registry(HOST).image("outils", "1.0")), expected=expected, advice=advice
    )
    title = remote.title
    if title != "busybox":
        raise Failure(
            expected=expected,
            observed=f"Le registre a reçu, sous ce nom, l'image « {title or 'inconnue'} ».",
            advice=advice,
        )
    if not engine.events.pushed(REFERENCE):
        raise Failure(
            expected=expected,
            observed="Le registre contient outils:1.0, mais le moteur ne l'y a pas poussée sous ce nom.",
            advice="Poussez par le nom de réseau du registre : c'est le seul essai qui prouve la confiance.",
        )


@criterion("verifie", needs="pousse")
def check_no_exception(engine, tls):
    expected = f"Un moteur qui vérifie le certificat de « {HOST} »."
    indexes = (engine.info.get("RegistryConfig") or {}).get("IndexConfigs") or {}
    excepted = sorted(name for name, index in indexes.items() if index.get("Secure") is False)
    if any(name.partition(":")[0] == HOST for name in excepted):
        raise Failure(
            expected=expected,
            observed=f"Le moteur tient « {HOST} » pour un registre sans sécurité (insecure-registries).",
            advice="Retirez cette exception de /etc/docker/daemon.json, puis redémarrez le service docker.",
        )
    if tls.is_loopback(HOST):
        found = ", ".join(tls.addresses(HOST))
        raise Failure(
            expected=expected,
            observed=f"Le nom « {HOST} » mène à {found} : Docker n'y vérifie aucun certificat.",
            advice="Retirez la ligne de /etc/hosts qui donne cette adresse au registre.",
        )
