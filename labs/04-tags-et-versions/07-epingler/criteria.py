"""Exercise 07: a container pinned by digest keeps its content when the tag moves."""

from checker.grading import Failure, Trouble, criterion, require, wait_for
from checker.grading.reference import parse_reference

NAME = "meteo"
ADDRESS = "localhost:5000"
VERSION = "atelier.meteo"
PORT = 8090


@criterion("epingle")
def check_pinned(engine):
    expected = f"Un conteneur « {NAME} » en marche, créé depuis {ADDRESS}/meteo et une empreinte."
    container = engine.container(NAME)
    if container is None or not container.is_running:
        raise Failure(
            expected=expected,
            observed=f"Aucun conteneur ne s'appelle « {NAME} »."
            if container is None
            else f"L'état du conteneur « {NAME} » est « {container.state} ».",
            advice="Démarrez-le en nommant son image par son empreinte.",
        )
    reference = parse_reference(container.image)
    if reference.digest and (reference.registry, reference.repository) == (ADDRESS, "meteo"):
        return
    image = engine.image(container.image_id)
    if container.image.removeprefix("sha256:") in container.image_id:
        observed = (
            f"Le conteneur a été créé depuis « {container.image[:19]} », l'identifiant d'une image du poste. "
            "Aucune autre machine ne saurait la retrouver par là."
        )
    elif reference.digest:
        observed = f"Le conteneur a été créé depuis une empreinte de « {reference.name} »."
    else:
        observed = f"Le conteneur a été créé depuis « {container.image} », une étiquette : elle peut bouger."
    where = next((d for d in (image.digests if image else ()) if d.startswith(f"{ADDRESS}/meteo@")), "")
    raise Failure(
        expected=expected,
        observed=observed,
        advice="L'empreinte est notée sur le poste, dans la description de l'image."
        if where
        else "Tirez l'image du registre : la ligne Digest de la réponse est celle qu'il vous faut.",
    )


@criterion("contenu", needs="epingle")
def check_content(engine, registry):
    container = engine.container(NAME)
    expected = f"La version 1.0 d'avant la livraison, sur le port {PORT}."
    image = engine.image(container.image_id)
    found = image.labels.get(VERSION, "") if image else ""
    if found != "1.0":
        raise Failure(
            expected=expected,
            observed=f"L'empreinte épinglée est celle de la version « {found or 'inconnue'} ».",
            advice="Supprimez le conteneur, exécutez de nouveau la cellule de l'exercice, puis relevez "
            "l'empreinte avant la livraison.",
        )
    if not container.publishes(PORT, 80):
        ports = ", ".join(f"{p.host_port} vers {p.container_port}" for p in container.ports)
        raise Failure(
            expected=expected,
            observed=f"Ports publiés par « {NAME} » : {ports or 'aucun'}.",
            advice=f"Le port {PORT} du poste doit mener au port 80 du conteneur.",
        )
    reply = wait_for(lambda: registry(f"localhost:{PORT}").get("/"), timeout_s=container.settling_s)
    if isinstance(reply, Trouble):
        raise Failure(expected=expected, observed=reply.sentence, advice="Lisez le journal du conteneur.")
    if "version 1.0<" not in reply.body.decode("utf-8", "replace"):
        raise Failure(
            expected=expected,
            observed=f"Le port {PORT} ne sert pas la page de l'image.",
            advice="Recréez le conteneur sans rien monter par-dessus ses fichiers.",
        )


@criterion("livraison", needs="contenu")
def check_delivered(registry):
    expected = f"{ADDRESS}/meteo:1.0 désigne la retouche de la collègue."
    advice = "Exécutez ~/livrer-meteo.sh, puis vérifiez que votre conteneur n'a pas changé."
    image = require(registry(ADDRESS).image("meteo", "1.0"), expected=expected, advice=advice)
    found = image.labels.get(VERSION, "")
    if found == "1.0-retouchee":
        return
    raise Failure(
        expected=expected,
        observed=f"Dans le registre, meteo:1.0 désigne encore la version « {found or 'inconnue'} ».",
        advice=advice,
    )
