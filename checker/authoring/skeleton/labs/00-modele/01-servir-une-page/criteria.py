"""Exercice 01 : un conteneur sert une page du poste."""

# Une fonction par critère de exercise.toml. Ses paramètres choisissent ce qu'elle regarde : `engine`,
# `events`, `registry`, `tls`, `files`, `logins`, `hub`, `pipeline`, `machine`, `server`
# (`checker/grading/plugin.py` dit ce qu'ils sont).
#
# Un critère juge l'état atteint, par quelque chemin que ce soit. Ce qui arrive dans le bac à sable (conteneur
# arrêté, port muet) est une valeur à examiner. Seul `Failure` coûte des points ; toute autre exception, un
# `assert` compris, donne « non évalué » : une panne de notre côté, qui ne coûte rien à l'apprenant.
from checker.grading import Failure, criterion, require, wait_for

NAME, PORT, PAGE = "vitrine", 8080, "~/atelier/index.html"
ADDRESS = f"http://localhost:{PORT}"


@criterion("conteneur")
def check_container(engine):
    expected = f"Un conteneur « {NAME} » en marche, à partir de nginx:1.28."
    container = engine.container(NAME)
    if container is None:
        names = ", ".join(f"« {other.name} »" for other in engine.containers)
        raise Failure(
            # Attendu, obtenu, que faire. « Obtenu » cite ce que l'on voit : on y comprend sa faute.
            expected=expected,
            observed=f"Aucun conteneur ne s'appelle ainsi ; il y a {names}."
            if names
            else "Aucun conteneur n'existe sur votre poste.",
            advice="Créez le conteneur en lui donnant ce nom.",
        )
    if not container.is_running:
        raise Failure(
            expected=expected,
            observed=f"L'état du conteneur « {NAME} » est « {container.state} ».",
            advice="Lisez son journal, puis démarrez-le ou recréez-le.",
        )
    # Une image se reconnaît à ce qu'elle contient : le même contenu peut porter plusieurs noms.
    image = engine.image(container.image_id)
    if image is None or image.title != "nginx" or not image.version.startswith("1.28."):
        raise Failure(
            expected=expected,
            observed=f"Ce conteneur vient de l'image « {container.image} ».",
            advice="Supprimez-le, et recréez-le à partir de l'image demandée.",
        )


# `needs` : si « conteneur » ne réussit pas, ce critère est sauté, et une faute n'est pas comptée deux fois.
@criterion("page", needs="conteneur")
def check_page(engine, registry, files):
    container = engine.container(NAME)
    ports = ", ".join(f"{port.host_port}:{port.container_port}" for port in container.ports)
    expected = f"La page « {PAGE} », à l'adresse {ADDRESS}/."
    # Un serveur qui vient de démarrer a droit à quelques instants ; jamais de `sleep`.
    reply = wait_for(lambda: registry(ADDRESS).get("/"), timeout_s=container.settling_s)
    require(
        reply or None,
        expected=expected,
        observed=f"Rien ne répond sur le port {PORT} du poste. "
        + (f"Le conteneur publie « {ports} »." if ports else "Le conteneur ne publie aucun port."),
        advice="La publication se donne à la création : port du poste, deux-points, port du conteneur.",
    )
    if not container.publishes(PORT) or reply.body.split() != files(PAGE).content.split():
        raise Failure(
            expected=expected,
            observed=f"À cette adresse, c'est une autre page qui répond (HTTP {reply.status}).",
            advice="Donnez le fichier au conteneur, là où nginx cherche ses pages : /usr/share/nginx/html.",
        )
