"""Exercise 01: a registry runs and answers on port 5000."""

from checker.grading import Failure, criterion, wait_for

NAME = "registry"
ADDRESS = "localhost:5000"


@criterion("conteneur")
def check_container(engine):
    container = engine.container(NAME)
    expected = "Un conteneur nommé « registry », en marche."
    if container is None:
        others = ", ".join(f"« {c.name} »" for c in engine.containers)
        raise Failure(
            expected=expected,
            observed="Aucun conteneur ne s'appelle « registry »"
            + (f" ; sur le poste : {others}." if others else " ; le poste n'en a aucun."),
            advice="Créez le conteneur en lui donnant ce nom avec l'option --name.",
        )
    if not container.is_running:
        raise Failure(
            expected=expected,
            observed=f"Le conteneur « registry » existe, mais son état est « {container.state} ».",
            advice="Lisez son journal pour savoir pourquoi, puis démarrez-le ou recréez-le.",
        )


@criterion("image", needs="conteneur")
def check_image(engine):
    container = engine.container(NAME)
    image = engine.image(container.image_id)
    has_name = container.image.removeprefix("docker.io/library/") == "registry:2"
    has_name = has_name or (image is not None and image.has_tag("registry:2"))
    if has_name and (image is None or image.title == "registry"):
        return
    observed = f"Le conteneur « registry » provient de l'image « {container.image} »"
    raise Failure(
        expected="L'image registry:2.",
        observed=f"{observed}, qui n'est pas celle de Docker Hub." if has_name else f"{observed}.",
        advice="Supprimez ce conteneur et recréez-le à partir de l'image registry:2.",
    )


@criterion("port", needs="conteneur")
def check_port(engine, registry):
    container = engine.container(NAME)
    if container.publishes(5000):
        return
    publisher = next((c for c in engine.containers if c.is_running and c.publishes(5000)), None)
    # On the host's network nothing is published, and yet the port leads to the registry.
    is_direct = publisher is None and not container.published_ports and listening_port(container) == 5000
    if is_direct and registry(ADDRESS).ping():
        return
    published = ", ".join(str(port) for port in container.published_ports)
    observed = (
        f"Le conteneur « registry » publie le port {published} et non 5000."
        if published
        else "Le conteneur « registry » ne publie aucun port."
    )
    if publisher is not None:
        observed += f" Le port 5000 est tenu par le conteneur « {publisher.name} »."
    raise Failure(
        expected="Le port 5000 du poste relié au conteneur « registry ».",
        observed=observed,
        advice="Les ports se choisissent à la création : recréez le conteneur et vérifiez l'option -p.",
    )


def listening_port(container):
    port = container.env.get("REGISTRY_HTTP_ADDR", ":5000").rpartition(":")[2]
    return int(port) if port.isdecimal() else 5000


@criterion("reponse", needs=("image", "port"))
def check_answer(engine, registry):
    container = engine.container(NAME)
    # The long patience is for a registry that is starting, not for a port that leads nowhere.
    patience_s = container.settling_s if container.publishes(5000, listening_port(container)) else 2
    ping = wait_for(registry(ADDRESS).ping, timeout_s=patience_s)
    if ping and ping.is_registry:
        return
    observed = (
        ping.sentence if not ping else f"Le port 5000 répond, mais pas comme un registre ({ping.status})."
    )
    inner = {p.container_port for p in container.ports if p.host_port == 5000} - {5000}
    if inner:
        observed += f" Le port 5000 du poste mène au port {min(inner)} du conteneur."
    raise Failure(
        expected="Un registre qui répond sur http://localhost:5000/v2/.",
        observed=observed,
        advice="Le registre écoute sur le port 5000 de son conteneur, sauf réglage contraire : "
        "vérifiez la partie droite de l'option -p.",
    )
