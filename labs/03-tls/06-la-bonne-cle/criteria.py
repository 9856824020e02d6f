"""Exercise 06: a registry that ran, but in clear and with the key of another certificate."""

from checker.grading import Absent, Failure, criterion, describe_mount, require, require_restart, wait_for

NAME = "recette"
HOST = "registre.atelier.test"
PORT = 9443
ADDRESS = f"{HOST}:{PORT}"
SERIAL = 0x20260917
"""Given by setup.sh: a certificate that was made again has another one."""


@criterion("https")
def check_https(engine, registry):
    expected = f"Un registre qui répond en HTTPS sur https://{ADDRESS}/v2/."
    container = engine.container(NAME)
    if container is None:
        raise Failure(
            expected=expected,
            observed=f"Aucun conteneur ne s'appelle « {NAME} ».",
            advice="Recréez le registre de recette sous ce nom.",
        )
    ping = wait_for(registry(ADDRESS).ping, timeout_s=max(2, container.settling_s))
    if ping and ping.is_registry:
        return
    engine.refresh()
    container = engine.container(NAME)
    if registry(f"http://{ADDRESS}").ping():
        given = ", ".join(f"« {name} »" for name in container.env if name.startswith("REGISTRY_HTTP"))
        observed = f"Le port {PORT} répond en HTTP, en clair."
        observed += f" Variables données au registre : {given}." if given else ""
        advice = "Le registre ignore sans rien dire les variables qu'il ne connaît pas : relisez leurs noms."
    elif container is None or not container.is_running or container.restart_count:
        words = engine.last_words(NAME)
        state = container.state if container is not None else "absent"
        observed = f"L'état du conteneur est « {state} »." + (
            f" Son journal dit : « {words} »." if words else ""
        )
        advice = "Le journal dit ce qui manque, ou ce qui ne va pas ensemble."
    else:
        ports = ", ".join(str(port) for port in container.published_ports)
        observed = f"{ping.sentence if not ping else 'Ce qui répond est autre chose.'}"
        observed += f" Ports publiés : {ports}." if ports else " Le conteneur ne publie aucun port."
        advice = f"Les clients cherchent ce registre sur le port {PORT} : publiez-le, et vers le bon port."
    raise Failure(expected=expected, observed=observed, advice=advice)


@criterion("certificat", needs="https")
def check_certificate(tls):
    expected = "Le certificat d'origine, ~/recette/recette.crt, accepté par le moteur."
    advice = "Reprenez le certificat d'origine : les autres machines ne connaissent que lui."
    handshake = require(tls(HOST, PORT), expected=expected, advice="Vérifiez de nouveau.")
    if handshake.certificate.serial != SERIAL:
        raise Failure(
            expected=expected,
            observed="Le certificat présenté est un autre : son numéro de série est "
            f"« {handshake.certificate.serial:X} », et non « {SERIAL:X} ».",
            advice=advice,
        )
    if not handshake.is_trusted:
        raise Failure(
            expected=expected,
            observed=handshake.sentence,
            advice=f"Le dossier des certificats de « {ADDRESS} » contenait ce qu'il fallait : remettez-le.",
        )


@criterion("donnees", needs="https")
def check_data(engine, registry):
    expected = f"L'image essais:7 dans {ADDRESS}."
    advice = "Recréez le conteneur avec le volume d'avant : la liste des volumes le montre encore."
    image = registry(ADDRESS).image("essais", "7")
    if not isinstance(image, Absent):
        require(image, expected=expected, advice=advice)
        return
    storage = describe_mount(engine.container(NAME), "/var/lib/registry")
    raise Failure(
        expected=expected,
        observed=f"Le registre ne connaît pas essais:7 ; {storage}.",
        advice=advice,
    )


@criterion("redemarrage", needs="https")
def check_policy(engine):
    require_restart(engine.container(NAME))
