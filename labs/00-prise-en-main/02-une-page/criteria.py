"""Exercise 02: a container serves a page on the machine's port 8080, and the page is kept in a file."""

from checker.grading import Failure, criterion, require, wait_for

NAME, PORT = "vitrine", 8080
ADDRESS = f"http://localhost:{PORT}"
COPY = "~/carnet/page.html"


@criterion("conteneur")
def check_container(engine):
    expected = f"Un conteneur « {NAME} » en marche, à partir de nginx:1.28."
    container = engine.container(NAME)
    if container is None:
        names = ", ".join(f"« {other.name} »" for other in engine.containers)
        raise Failure(
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
    image = engine.image(container.image_id)
    if image is None or image.title != "nginx" or not image.version.startswith("1.28."):
        raise Failure(
            expected=expected,
            observed=f"Ce conteneur vient de l'image « {container.image} ».",
            advice="Supprimez-le, et recréez-le à partir de l'image demandée.",
        )


def answer(registry):
    return registry(ADDRESS).get("/")


@criterion("page", needs="conteneur")
def check_page(engine, registry):
    expected = f"Une page à l'adresse {ADDRESS}/."
    container = engine.container(NAME)
    reply = wait_for(lambda: answer(registry), timeout_s=container.settling_s)
    ports = ", ".join(f"{p.host_port}:{p.container_port}" for p in container.ports)
    seen = f"Le conteneur publie « {ports} »." if ports else "Le conteneur ne publie aucun port."
    require(
        reply or None,
        expected=expected,
        observed=f"Rien ne répond utilement sur le port {PORT} du poste. {seen}",
        advice="La publication se donne à la création : port du poste, deux-points, port du conteneur.",
    )
    if reply.status != 200 or not container.publishes(PORT):
        raise Failure(
            expected=expected,
            observed=f"Ce n'est pas ce conteneur qui répond (HTTP {reply.status}). {seen}",
            advice="Publiez le port du conteneur « vitrine ».",
        )


@criterion("copie", needs="page")
def check_copy(files, registry):
    file = files(COPY)
    page = require(answer(registry), expected="La page.", advice="Relancez le conteneur.")
    if file.is_file and file.content.split() == page.body.split():
        return
    if not file.is_file:
        observed = "Ce fichier n'existe pas."
    elif not file.text.strip():
        observed = "Ce fichier est vide."
    else:
        observed = f"Il commence par « {file.text.strip()[:60]} », et n'est pas cette page."
    raise Failure(
        expected=f"Dans « {COPY} », la page telle que le conteneur la sert.",
        observed=observed,
        advice="Demandez la page, et envoyez la réponse dans le fichier.",
    )
