"""Exercise 03: site:1.0 is built on nginx's stable branch and holds the learner's page."""

from checker.grading import Failure, Trouble, criterion, wait_for

REFERENCE = "site:1.0"
ROOT = "/usr/share/nginx/html"


@criterion("image")
def check_image(engine):
    if engine.image(REFERENCE) is not None:
        return
    names = sorted(tag for image in engine.images for tag in image.tags if "site" in tag)
    seen = ", ".join(f"« {name} »" for name in names)
    raise Failure(
        expected=f"Une image nommée « {REFERENCE} ».",
        observed=f"Sur le poste, les noms d'images qui contiennent « site » sont {seen}."
        if seen
        else "Aucune image du poste n'a « site » dans son nom.",
        advice="Si la construction a échoué, lisez sa dernière ligne ; sinon, vérifiez le nom donné.",
    )


@criterion("base", needs="image")
def check_base(engine):
    # Labels may be overwritten by the learner's Dockerfile; the base's own variable seldom is.
    version = engine.image(REFERENCE).env.get("NGINX_VERSION", "")
    if version.startswith("1.28."):
        return
    raise Failure(
        expected="Une image construite sur nginx, branche stable (1.28).",
        observed=f"« {REFERENCE} » est construite sur nginx {version}."
        if version
        else f"« {REFERENCE} » n'est pas construite sur l'image officielle nginx.",
        advice="Corrigez l'étiquette de la première ligne du Dockerfile, puis reconstruisez.",
    )


@criterion("page", needs="base")
def check_page(engine, registry, files):
    expected = "La page de ~/site/index.html sur http://localhost:8081/, servie depuis l'image site:1.0."
    container = engine.container("site")
    if container is None or not container.is_running:
        raise Failure(
            expected=expected,
            observed="Aucun conteneur ne s'appelle « site »."
            if container is None
            else f"L'état du conteneur « site » est « {container.state} ».",
            advice="Démarrez un conteneur « site » à partir de site:1.0.",
        )
    if container.image_id != engine.image(REFERENCE).id:
        raise Failure(
            expected=expected,
            observed=f"Le conteneur « site », créé depuis « {container.image} », n'est pas celui de site:1.0 "
            "telle qu'elle est maintenant.",
            advice="Un conteneur garde l'image qu'il avait à sa création : recréez-le.",
        )
    mount = next((m for m in container.mounts if m.destination.startswith(ROOT)), None)
    if mount is not None:
        raise Failure(
            expected=expected,
            observed=f"La page vient d'un montage de « {mount.source or mount.name} » sur "
            f"{mount.destination} : elle n'est pas dans l'image.",
            advice="Copiez la page dans l'image à la construction, et démarrez le conteneur sans montage.",
        )
    if not container.publishes(8081, 80):
        ports = ", ".join(f"{p.host_port} vers {p.container_port}" for p in container.ports)
        raise Failure(
            expected=expected,
            observed=f"Ports publiés par « site » : {ports or 'aucun'}.",
            advice="Le port 8081 du poste doit mener au port 80 du conteneur.",
        )
    reply = wait_for(lambda: registry("localhost:8081").get("/"), timeout_s=container.settling_s)
    if isinstance(reply, Trouble):
        raise Failure(expected=expected, observed=reply.sentence, advice="Lisez le journal du conteneur.")
    page = files("~/site/index.html")
    if page.is_file and reply.body.strip() == page.content.strip():
        return
    is_default = b"Welcome to nginx" in reply.body
    raise Failure(
        expected=expected,
        observed="C'est la page d'accueil de nginx qui répond : la vôtre n'est pas à sa place dans l'image."
        if is_default
        else "La page servie n'est pas celle de ~/site/index.html.",
        advice=f"nginx cherche ses pages dans {ROOT}. Reconstruisez, puis recréez le conteneur.",
    )
