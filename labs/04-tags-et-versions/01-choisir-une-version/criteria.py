"""Exercise 01: a container of nginx's stable branch, whose image name says so."""

import re

from checker.grading import Failure, Trouble, criterion, wait_for
from checker.grading.reference import parse_reference

NAME = "web"
REPOSITORY = "nginx"
BRANCH = "1.28."
PAGE = re.compile(r"<code>([^<]{1,80})</code>, version")


@criterion("conteneur")
def check_container(engine):
    container = engine.container(NAME)
    expected = f"Un conteneur « {NAME} » en marche, de l'image officielle nginx."
    if container is None:
        names = ", ".join(f"« {c.name} »" for c in engine.containers_of(REPOSITORY))
        raise Failure(
            expected=expected,
            observed=f"Aucun conteneur ne s'appelle « {NAME} »."
            + (f" Ceux qui viennent de nginx s'appellent {names}." if names else ""),
            advice="Démarrez un conteneur sous ce nom.",
        )
    if not container.is_running:
        raise Failure(
            expected=expected,
            observed=f"Le conteneur « {NAME} » existe, et son état est « {container.state} ».",
            advice="Supprimez-le, puis recréez-le en arrière-plan : un nom ne sert qu'une fois.",
        )
    if container not in engine.containers_of(REPOSITORY):
        raise Failure(
            expected=expected,
            observed=f"Le conteneur « {NAME} » provient de l'image « {container.image} ».",
            advice="Recréez-le à partir de l'image officielle nginx de Docker Hub.",
        )


@criterion("stable", needs="conteneur")
def check_stable(engine):
    container = engine.container(NAME)
    image = engine.image(container.image_id)
    version = image.version if image else ""
    if version.startswith(BRANCH):
        return
    raise Failure(
        expected="La version stable de nginx, celle de la branche 1.28.",
        observed=f"Le conteneur « {NAME} », créé depuis « {container.image} », "
        f"exécute nginx {version or '?'}.",
        advice="Comparez les étiquettes latest, mainline et stable, puis recréez le conteneur.",
    )


@criterion("nom-parlant", needs="stable")
def check_name(engine):
    container = engine.container(NAME)
    reference = parse_reference(container.image)
    if reference.repository == "library/nginx" and reference.tag not in ("", "latest"):
        return
    raise Failure(
        expected="Un nom d'image qui donne la version ou la branche.",
        observed=f"Le conteneur a été créé depuis « {container.image} », qui ne dit pas sa version.",
        advice="Recréez le conteneur en nommant l'image avec une étiquette qui dise ce qu'elle contient.",
    )


@criterion("repond", needs="stable")
def check_page(engine, registry):
    container = engine.container(NAME)
    reply = wait_for(
        lambda: registry("localhost:8080").get("/"),
        timeout_s=container.settling_s if container.publishes(8080, 80) else 1,
    )
    expected = f"La page du conteneur « {NAME} » à l'adresse http://localhost:8080/."
    if not container.publishes(8080, 80):
        ports = ", ".join(f"{p.host_port} vers {p.container_port}" for p in container.ports)
        raise Failure(
            expected=expected,
            observed=f"Ports publiés par le conteneur : {ports}."
            if ports
            else f"Le conteneur « {NAME} » ne publie aucun port.",
            advice="Recréez-le : le port 8080 du poste doit mener au port 80 du conteneur.",
        )
    if isinstance(reply, Trouble):
        raise Failure(expected=expected, observed=reply.sentence, advice="Lisez le journal du conteneur.")
    if PAGE.search(reply.body.decode("utf-8", "replace")) is None:
        raise Failure(
            expected=expected,
            observed=f"Le port 8080 répond ({reply.status}), mais pas avec la page de l'image.",
            advice="Recréez le conteneur sans rien monter par-dessus ses fichiers.",
        )
