"""Exercise 02: nginx 1.24.0 and 1.28.0 on Alpine run at the same time, each on its port."""

import re

from checker.grading import Failure, Trouble, criterion, wait_for
from checker.grading.reference import parse_reference

PAGE = re.compile(r"<code>([^<]{1,80})</code>, version ([0-9.]{1,20})")
NUMBERED = re.compile(r"1\.28(\.\d+)?-alpine[\d.]*")


def check_served(engine, registry, name, port, version):
    expected = f"Le conteneur « {name} » en marche, qui sert nginx {version} sur le port {port}."
    container = engine.container(name)
    if container is None or not container.is_running:
        raise Failure(
            expected=expected,
            observed=f"Aucun conteneur ne s'appelle « {name} »."
            if container is None
            else f"L'état du conteneur « {name} » est « {container.state} ».",
            advice="Démarrez-le sur son port, sous son nom."
            if container is None
            else "Supprimez-le et recréez-le : le port demandé était peut-être déjà pris.",
        )
    image = engine.image(container.image_id)
    found = image.version if image else ""
    if container not in engine.containers_of("nginx") or found != version:
        raise Failure(
            expected=expected,
            observed=f"Le conteneur « {name} », créé depuis « {container.image} », "
            f"contient la version « {found or 'inconnue'} ».",
            advice="Recréez-le depuis l'étiquette de la version demandée.",
        )
    if not container.publishes(port, 80):
        ports = ", ".join(f"{p.host_port} vers {p.container_port}" for p in container.ports)
        raise Failure(
            expected=expected,
            observed=f"Ports publiés par « {name} » : {ports}."
            if ports
            else f"Le conteneur « {name} » ne publie aucun port.",
            advice=f"Le port {port} du poste doit mener au port 80 du conteneur.",
        )
    reply = wait_for(lambda: registry(f"localhost:{port}").get("/"), timeout_s=container.settling_s)
    if isinstance(reply, Trouble):
        raise Failure(expected=expected, observed=reply.sentence, advice="Lisez le journal du conteneur.")
    shown = PAGE.search(reply.body.decode("utf-8", "replace"))
    if shown is None or shown.group(2) != version:
        raise Failure(
            expected=expected,
            observed=f"La page du port {port} "
            + (f"dit « {shown.group(1)} »." if shown else "n'est pas celle de l'image."),
            advice="Recréez le conteneur sans rien monter par-dessus ses fichiers.",
        )


@criterion("avant")
def check_before(engine, registry):
    check_served(engine, registry, "avant", 8124, "1.24.0")


@criterion("apres")
def check_after(engine, registry):
    check_served(engine, registry, "apres", 8128, "1.28.0")


@criterion("variante", needs="apres")
def check_variant(engine, registry):
    reply = registry("localhost:8128").get("/")
    shown = None if isinstance(reply, Trouble) else PAGE.search(reply.body.decode("utf-8", "replace"))
    if shown is not None and shown.group(1).endswith("-alpine"):
        return
    raise Failure(
        expected="La variante Alpine de nginx 1.28.",
        observed=f"La page du port 8128 dit « {shown.group(1) if shown else '?'} ».",
        advice="Recréez « apres » depuis l'étiquette de cette variante.",
    )


@criterion("branche", needs="variante")
def check_branch(engine):
    container = engine.container("apres")
    reference = parse_reference(container.image)
    if reference.repository == "library/nginx" and NUMBERED.fullmatch(reference.tag):
        return
    created = f"« apres » a été créé depuis « {container.image} »"
    raise Failure(
        expected="Une étiquette qui porte le numéro de la branche et la variante.",
        observed=f"{created}, une étiquette sans numéro, qui désignera un jour une autre branche."
        if reference.repository == "library/nginx" and reference.tag
        else f"{created}, qui ne dit pas sa branche.",
        advice="Recréez-le depuis une étiquette numérotée de la même variante.",
    )
