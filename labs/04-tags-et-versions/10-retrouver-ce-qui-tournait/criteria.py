"""Exercise 10: find which image ran before the tag moved, and put it back, pinned."""

from checker.grading import Absent, Failure, Trouble, criterion, require, wait_for
from checker.grading.reference import parse_reference

NAME = "accueil"
ADDRESS = "localhost:5000"
PORT = 8091
VERSION = "atelier.accueil"
GOOD, BAD = "5.2", "6.0-essai"


@criterion("page")
def check_page(engine, registry):
    expected = f"Le conteneur « {NAME} » en marche sert, sur le port {PORT}, la version qui tournait hier."
    container = engine.container(NAME)
    if container is None or not container.is_running:
        raise Failure(
            expected=expected,
            observed=f"Aucun conteneur ne s'appelle « {NAME} »."
            if container is None
            else f"L'état du conteneur « {NAME} » est « {container.state} ».",
            advice="Recréez-le depuis l'image retrouvée.",
        )
    image = engine.image(container.image_id)
    found = image.labels.get(VERSION, "") if image else ""
    if found != GOOD:
        raise Failure(
            expected=expected,
            observed=f"Le conteneur « {NAME} » contient la version « {found or 'inconnue'} », "
            "qui n'est pas celle d'hier.",
            advice="Ne devinez pas entre les images sans nom : le conteneur « accueil-hier » sait de "
            "laquelle il a été fait.",
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
    if f"version {GOOD}<" not in reply.body.decode("utf-8", "replace"):
        raise Failure(
            expected=expected,
            observed=f"Le port {PORT} ne sert pas la page de l'image.",
            advice="Recréez le conteneur sans rien monter par-dessus ses fichiers.",
        )


@criterion("epingle", needs="page")
def check_pinned(engine):
    container = engine.container(NAME)
    reference = parse_reference(container.image)
    if reference.digest and (reference.registry, reference.repository) == (ADDRESS, "accueil"):
        return
    raise Failure(
        expected=f"Un conteneur créé depuis {ADDRESS}/accueil et une empreinte.",
        observed=f"Le conteneur « {NAME} » a été créé depuis « {container.image} ».",
        advice="Recréez-le depuis l'empreinte de l'image retrouvée.",
    )


def read_tag(registry, tag, version, *, advice):
    """The version that a tag of the registry designates."""
    expected = f"Dans le registre, accueil:{tag} désigne {version}."
    client = registry(ADDRESS)
    require(wait_for(client.ping), expected=expected, advice="Remettez en marche le conteneur « registry ».")
    image = client.image("accueil", tag)
    if isinstance(image, Absent):
        tags = ", ".join(f"« {known} »" for known in sorted(client.tags("accueil") or ())) or "aucune"
        raise Failure(expected=expected, observed=f"Étiquettes du dépôt « accueil » : {tags}.", advice=advice)
    image = require(image, expected=expected, advice=advice)
    return image.labels.get(VERSION, "") or "inconnue"


@criterion("etiquette", needs="page")
def check_production(registry):
    advice = "Donnez le nom accueil:prod à l'image retrouvée, et envoyez-le."
    found = read_tag(registry, "prod", "la version qui tournait hier", advice=advice)
    if found != GOOD:
        raise Failure(
            expected="Dans le registre, accueil:prod désigne la version qui tournait hier.",
            observed=f"accueil:prod désigne la version « {found} » : qui tire maintenant la reçoit.",
            advice=advice,
        )


@criterion("essai", needs="page")
def check_trial(registry):
    advice = "Retrouvez la version fautive, par son empreinte s'il le faut, et envoyez-la sous ce nom."
    found = read_tag(registry, "essai", "la version fautive", advice=advice)
    if found != BAD:
        raise Failure(
            expected="Dans le registre, accueil:essai désigne la version fautive.",
            observed=f"accueil:essai désigne la version « {found} ».",
            advice=advice,
        )
