"""Exercise 05: the registry asks for a password, and two accounts may enter."""

import base64
import binascii
import json

from checker.grading import Failure, criterion, require, wait_for

NAME = "registry"
HOST = "registre.atelier.test"
ACCOUNTS = {"apprenant": "apprenant-2026", "collegue": "collegue-2026"}


@criterion("ferme")
def check_closed(engine, registry):
    expected = f"Un registre qui répond « 401 » sur https://{HOST}/v2/ à qui ne dit pas qui il est."
    container = engine.container(NAME)
    # A registry that restarts for ever is told at once; one that is starting is given its time.
    ping = wait_for(registry(HOST).ping, timeout_s=container.settling_s if container is not None else 1)
    if ping and ping.is_registry and ping.needs_login:
        return
    if ping:
        raise Failure(
            expected=expected,
            observed=f"Le registre répond « {ping.status} » à tout le monde.",
            advice="Dites au registre, à la création du conteneur, où lire les comptes.",
        )
    engine.refresh()
    container = engine.container(NAME)
    loops = container is not None and (container.restart_count or not container.is_running)
    words = engine.last_words(NAME) if loops else ""
    raise Failure(
        expected=expected,
        observed=f"Le journal du conteneur « {NAME} » dit : « {words} »." if words else ping.sentence,
        advice="Redonnez au registre tous ses réglages, en plus des nouveaux.",
    )


def password_file(engine, files):
    """The accounts' file as the registry reads it, "" when it cannot be told which it is."""
    container = engine.container(NAME)
    inside = container.env.get("REGISTRY_AUTH_HTPASSWD_PATH", "") if container is not None else ""
    source = container.source_of(inside) if inside else None
    return files(source).text if source else ""


def why_refused(user, engine, files):
    """What the accounts' file says of a refused account, as the end of a sentence."""
    text = password_file(engine, files)
    if not text.strip():
        return "."
    lines = dict(line.partition(":")[::2] for line in text.splitlines() if ":" in line)
    if user not in lines:
        given = ", ".join(f"« {name} »" for name in lines)
        return f" ; le fichier des comptes ne contient que {given}."
    if not lines[user].startswith("$2"):
        return f" ; son mot de passe y commence par « {lines[user][:6]} » : ce n'est pas du bcrypt."
    return " ; il est dans le fichier des comptes, avec un autre mot de passe."


@criterion("comptes", needs="ferme")
def check_accounts(engine, registry, files):
    expected = "Les comptes apprenant et collegue acceptés, avec leurs mots de passe, et eux seuls."
    for user, password in ACCOUNTS.items():
        ping = require(
            registry(HOST, user=user, password=password).ping(),
            expected=expected,
            advice="Vérifiez de nouveau.",
        )
        if ping.needs_login:
            raise Failure(
                expected=expected,
                observed=f"Le registre refuse le compte « {user} »{why_refused(user, engine, files)}",
                advice="Refaites la ligne de ce compte ; le registre la relit aussitôt.",
            )
    stranger = registry(HOST, user="inconnu", password="n'importe quoi").ping()
    if stranger and not stranger.needs_login:
        raise Failure(
            expected=expected,
            observed="Le registre accepte aussi le compte « inconnu », avec n'importe quel mot de passe.",
            advice="Choisissez une authentification qui vérifie vraiment : celle du fichier de comptes.",
        )


@criterion("image", needs="comptes")
def check_image(engine, registry):
    expected = "L'image outils:1.0 dans le registre."
    mount = engine.container(NAME).mount_at("/var/lib/registry") if engine.container(NAME) else None
    volume = f"le volume « {mount.name} »" if mount is not None and mount.is_named else "aucun volume nommé"
    found = registry(HOST, user="apprenant", password=ACCOUNTS["apprenant"]).image("outils", "1.0")
    require(
        found,
        expected=expected,
        observed="" if found else f"{found.sentence} Sur /var/lib/registry est monté {volume}.",
        advice="Recréez le conteneur avec le volume « donnees-registre », qui contient l'image.",
    )


@criterion("connecte", needs="comptes")
def check_logged_in(files, registry):
    expected = f"Un compte accepté par le registre, retenu pour « {HOST} » dans ~/.docker/config.json."
    advice = f"Connectez-vous à « {HOST} », avec l'un des deux comptes."
    try:
        known = json.loads(files("~/.docker/config.json").text or "{}").get("auths") or {}
        entry = known.get(HOST)
        given = ", ".join(f"« {name} »" for name in known)
        user, _, password = base64.b64decode((entry or {}).get("auth", "")).decode().partition(":")
    except (ValueError, AttributeError, TypeError, binascii.Error):
        raise Failure(
            expected=expected, observed="Le fichier ~/.docker/config.json est illisible.", advice=advice
        ) from None
    if entry is None:
        raise Failure(
            expected=expected,
            observed=f"Le poste n'est connecté qu'à {given}."
            if given
            else "Le poste n'est connecté à aucun registre.",
            advice=advice,
        )
    ping = require(registry(HOST, user=user, password=password).ping(), expected=expected, advice=advice)
    if not user or ping.needs_login:
        raise Failure(
            expected=expected,
            observed=f"Le compte retenu pour « {HOST} » est « {user} », et le registre le refuse.",
            advice=advice,
        )
