"""Exercise 07: a registry that restarted for ever answers again, with its images."""

from checker.grading import Absent, Failure, criterion, describe_mount, require, require_restart, wait_for

NAME = "archives"
ADDRESS = "localhost:5005"
STORAGE = "/var/lib/registry"


@criterion("stable")
def check_stable(engine, registry):
    expected = f"Un conteneur « {NAME} » en marche, qui ne redémarre pas."
    if engine.container(NAME) is None:
        raise Failure(
            expected=expected,
            observed=f"Aucun conteneur ne s'appelle « {NAME} ».",
            advice="Recréez le registre des archives sous ce nom.",
        )
    answers = wait_for(registry(ADDRESS).ping)
    engine.refresh()
    container = engine.container(NAME)
    if container is not None and container.is_running and (answers or container.restart_count == 0):
        return
    state = container.state if container is not None else "absent"
    count = container.restart_count if container is not None else 0
    observed = f"L'état du conteneur « {NAME} » est « {state} »"
    observed += f", après {count} redémarrages." if count > 1 else "."
    words = engine.last_words(NAME)
    if words:
        observed += f" Son journal dit : « {words} »."
    raise Failure(
        expected=expected,
        observed=observed,
        advice="Corrigez le réglage que cite le journal ; il est fixé à la création du conteneur.",
    )


@criterion("repond", needs="stable")
def check_answer(engine, registry):
    container = engine.container(NAME)
    address = container.env.get("REGISTRY_HTTP_ADDR", ":5000")
    listening = address.rpartition(":")[2]
    # The long patience is for a registry that is starting, not for a port that leads nowhere.
    leads_there = listening.isdecimal() and container.publishes(5005, int(listening))
    ping = wait_for(registry(ADDRESS).ping, timeout_s=container.settling_s if leads_there else 2)
    if ping and ping.is_registry:
        return
    inner = sorted({p.container_port for p in container.ports if p.host_port == 5005})
    if inner:
        observed = (
            ping.sentence if not ping else f"Le port 5005 répond, mais pas comme un registre ({ping.status})."
        )
        observed += (
            f" Le port 5005 du poste mène au port {inner[0]} du conteneur ;"
            f" le registre écoute sur « {address} »."
        )
    else:
        published = ", ".join(str(port) for port in container.published_ports)
        observed = f"Le conteneur « {NAME} » " + (
            f"publie le port {published} et non 5005." if published else "ne publie aucun port."
        )
    raise Failure(
        expected="Un registre qui répond sur http://localhost:5005/v2/.",
        observed=observed,
        advice="Le port de droite de la publication doit être celui sur lequel le registre écoute.",
    )


@criterion("donnees", needs="repond")
def check_data(engine, registry):
    expected = "L'image rapport:2026 dans localhost:5005."
    advice = (
        "Recréez le conteneur avec le volume qu'employait l'ancien : la liste des volumes le montre encore."
    )
    image = registry(ADDRESS).image("rapport", "2026")
    if not isinstance(image, Absent):
        require(image, expected=expected, advice=advice)
        return
    storage = describe_mount(engine.container(NAME), STORAGE)
    raise Failure(
        expected=expected,
        observed=f"Le registre ne connaît pas rapport:2026 ; {storage}.",
        advice=advice,
    )


@criterion("redemarrage", needs="stable")
def check_policy(engine):
    require_restart(engine.container(NAME))


@criterion("voisin", needs="stable")
def check_neighbour(registry):
    client = registry("localhost:5000")
    expected = "L'image mysql:8.0 dans localhost:5000."
    advice = "Remettez en marche votre registre, avec le volume de l'exercice 05."
    require(wait_for(client.ping), expected=expected, advice=advice)
    require(client.manifest("mysql", "8.0"), expected=expected, advice=advice)
