"""Exercise 01: one's own registry, two published versions, the second one deployed by digest elsewhere."""

from checker.grading import (
    Absent,
    Failure,
    Unreachable,
    criterion,
    describe_content,
    require,
    require_restart,
    wait_for,
)

HOST = "registre.atelier.test"
SITE = "http://machine2.atelier.test:8080"
REPOSITORY = "vitrine"
USER, PASSWORD = "apprenant", "apprenant-2026"
STORAGE = "/var/lib/registry"
ROOT_VARIABLE = "REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY"
USUAL_PORTS = (443, 5000, 5443)
MOST_PORTS = 8


def address(port):
    """The registry as image references name it."""
    return HOST if port == 443 else f"{HOST}:{port}"


def candidates(engine):
    """Ports where a registry may listen: those that containers publish, then the usual ones."""
    published = [
        p.host_port for c in engine.containers if c.is_running for p in c.ports if p.protocol == "tcp"
    ]
    return list(dict.fromkeys([*sorted(published, key=lambda port: port != 443)[:MOST_PORTS], *USUAL_PORTS]))


def registry_port(engine, registry):
    """The port on which a registry answers over TLS; None when there is none."""
    for port in candidates(engine):
        ping = registry(f"https://{HOST}:{port}").ping()
        if ping and ping.is_registry:
            return port
    return None


def registry_containers(engine, port):
    """The containers that run the registry: those of its image, else whoever publishes its port."""
    running = [c for c in engine.containers_of("registry") if c.is_running]
    publishing = [c for c in engine.containers if c.is_running and c.publishes(port)]
    return [c for c in running if c in publishing] or running or publishing


def opened(engine, registry):
    """The registry, asked as its user; the criteria that come here need one that answers."""
    port = registry_port(engine, registry)
    if port is None:
        raise Failure(
            expected=f"Un registre qui répond à https://{HOST}.",
            observed="Il ne répond plus.",
            advice="Regardez l'état et le journal de son conteneur.",
        )
    return port, registry(f"https://{HOST}:{port}", user=USER, password=PASSWORD)


def version_image(client, version):
    """What the registry holds under a version that says so itself."""
    expected = (
        f"L'image {REPOSITORY}:{version} dans le registre, dont le label « version » est « {version} »."
    )
    image = client.image(REPOSITORY, version)
    if isinstance(image, Absent):
        raise Failure(
            expected=expected,
            observed=describe_content(client, REPOSITORY),
            advice="Donnez à l'image le nom complet de votre registre et sa version, puis poussez-la.",
        )
    image = require(image, expected=expected, advice="Poussez l'image de nouveau.")
    said = image.version
    if said != version:
        raise Failure(
            expected=expected,
            observed=f"Sous l'étiquette « {version} », l'image dit être la version « {said or 'rien'} ».",
            advice="Construisez-la en donnant sa valeur à l'argument VERSION du Dockerfile. "
            "Une version déjà publiée ne se remplace pas par une autre.",
        )
    return image


def same_image(client, tag, version):
    """Fail unless a tag leads to the image of a version."""
    expected = f"L'étiquette « {tag} » désigne la même image que « {version} »."
    wanted = version_image(client, version)
    found = client.image(REPOSITORY, tag)
    if isinstance(found, Absent):
        raise Failure(
            expected=expected,
            observed=f"Le dépôt « {REPOSITORY} » n'a pas d'étiquette « {tag} ».",
            advice="Une même image peut porter plusieurs étiquettes : ajoutez celle-ci, puis poussez-la.",
        )
    found = require(found, expected=expected, advice="Poussez cette étiquette de nouveau.")
    if found.digest != wanted.digest and found.config_digest != wanted.config_digest:
        said = found.version or "inconnue"
        raise Failure(
            expected=expected,
            observed=f"« {tag} » désigne une autre image, qui dit être la version « {said} ».",
            advice=f"Déplacez l'étiquette : donnez-la à l'image de la version {version}, puis poussez-la.",
        )


@criterion("registre")
def check_registry(engine, registry):
    running = [c for c in engine.containers if c.is_running]
    patience = max((c.settling_s for c in running), default=0.0)
    if wait_for(lambda: registry_port(engine, registry), timeout_s=min(patience, 5.0)) is not None:
        return
    seen = {port: registry(f"https://{HOST}:{port}").ping() for port in candidates(engine)}
    plain = [port for port, ping in seen.items() if isinstance(ping, Unreachable) and ping.code == "tls"]
    published = sorted({port for c in running for port in c.published_ports})
    looping = [c.name for c in engine.containers if c.state == "restarting"]
    if plain:
        observed = f"Sur le port {plain[0]}, le serveur parle HTTP en clair, pas HTTPS."
    elif looping:
        line = (engine.logs(looping[0], tail=1) or ("",))[-1].strip()[:160]
        observed = f"Le conteneur « {looping[0]} » redémarre en boucle. Son journal dit : « {line} »."
    elif published:
        ports = ", ".join(map(str, published))
        observed = f"Aucun registre ne répond en HTTPS sur les ports publiés du poste ({ports})."
    else:
        observed = "Aucun conteneur en marche ne publie de port sur votre poste."
    raise Failure(
        expected=f"Un registre qui répond à https://{HOST}, sur un port de votre choix.",
        observed=observed,
        advice="Démarrez le registre avec un certificat et sa clé, et publiez le port où il écoute.",
    )


@criterion("certificat", needs="registre")
def check_certificate(engine, registry, tls):
    expected = f"Un certificat que le moteur de votre poste accepte pour {HOST}."
    port, _ = opened(engine, registry)
    advice = "Vérifiez le nom dans le certificat, puis l'autorité que votre moteur doit connaître."
    handshake = require(tls(HOST, port), expected=expected, advice=advice)
    if not handshake.is_trusted:
        raise Failure(expected=expected, observed=handshake.sentence, advice=advice)


@criterion("acces", needs="registre")
def check_access(engine, registry):
    port, client = opened(engine, registry)
    expected = "Un registre fermé aux anonymes, ouvert à « apprenant »."
    advice = "Donnez au registre un fichier de comptes, au format bcrypt, et les réglages qui le désignent."
    anonymous = require(registry(f"https://{HOST}:{port}").ping(), expected=expected, advice=advice)
    if not anonymous.needs_login:
        raise Failure(
            expected=expected,
            observed=f"Sans mot de passe, le registre répond quand même (HTTP {anonymous.status}).",
            advice=advice,
        )
    wrong = registry(f"https://{HOST}:{port}", user=USER, password="un-autre").ping()
    known = require(client.ping(), expected=expected, advice=advice)
    if wrong and not wrong.needs_login:
        raise Failure(
            expected=expected,
            observed="Le registre accepte « apprenant » avec n'importe quel mot de passe.",
            advice=advice,
        )
    if known.needs_login:
        raise Failure(
            expected=expected,
            observed="Le registre refuse « apprenant » avec le mot de passe « apprenant-2026 ».",
            advice=advice,
        )


@criterion("donnees", needs="registre")
def check_storage(engine, registry):
    port, _ = opened(engine, registry)
    seen = []
    for container in registry_containers(engine, port):
        root = container.env.get(ROOT_VARIABLE, STORAGE).rstrip("/")
        above = [m for m in container.mounts if f"{root}/".startswith(f"{m.destination.rstrip('/')}/")]
        if any(mount.is_named or mount.type == "bind" for mount in above):
            return
        kind = "un volume anonyme est monté" if above else "rien n'est monté"
        seen.append(f"Dans le conteneur « {container.name} », {kind} sur {root}.")
    raise Failure(
        expected="Un volume nommé, ou un dossier du poste, à l'endroit où le registre range ses images.",
        observed=" ".join(seen) or "Aucun conteneur du poste n'est celui du registre.",
        advice="Recréez le conteneur en donnant un nom au volume.",
    )


@criterion("redemarrage", needs="registre")
def check_restart(engine, registry):
    port, _ = opened(engine, registry)
    lacking = [c for c in registry_containers(engine, port) if not c.restarts_by_itself]
    if lacking:
        require_restart(lacking[0])


@criterion("v1", needs=("certificat", "acces"))
def check_first_version(engine, registry):
    version_image(opened(engine, registry)[1], "1.0.0")


@criterion("v2", needs="v1")
def check_second_version(engine, registry):
    _, client = opened(engine, registry)
    first, second = version_image(client, "1.0.0"), version_image(client, "1.1.0")
    if first.diff_ids == second.diff_ids:
        raise Failure(
            expected="Deux versions dont le contenu diffère.",
            observed="Les couches de 1.0.0 et de 1.1.0 sont les mêmes.",
            advice="Ajoutez la page horaires.html au site avant de construire la version 1.1.0.",
        )


@criterion("mineures", needs="v2")
def check_minor_tags(engine, registry):
    _, client = opened(engine, registry)
    same_image(client, "1.0", "1.0.0")
    same_image(client, "1.1", "1.1.0")


@criterion("majeure", needs="v2")
def check_major_tags(engine, registry):
    _, client = opened(engine, registry)
    same_image(client, "1", "1.1.0")
    same_image(client, "latest", "1.1.0")


@criterion("confiance", needs="certificat")
def check_trust(engine, registry, server):
    port, _ = opened(engine, registry)
    expected = f"Un certificat que le moteur de machine2 accepte pour {HOST}."
    advice = "Faites connaître à machine2 l'autorité qui a signé, là où son moteur la cherche."
    handshake = require(server.tls(HOST, port), expected=expected, advice=advice)
    if not handshake.is_trusted:
        raise Failure(expected=expected, observed=handshake.sentence, advice=advice)


@criterion("deploye", needs=("v2", "confiance"))
def check_deployed(engine, registry, server):
    port, _ = opened(engine, registry)
    wanted = f"{address(port)}/{REPOSITORY}"
    container = server.engine.container(REPOSITORY)
    if container is not None and container.is_running and container.repository == wanted:
        return
    here = engine.container(REPOSITORY)
    if container is None:
        observed = "Sur machine2, aucun conteneur ne s'appelle « vitrine »."
        if here is not None:
            observed += " Il y en a un sur votre poste, mais c'est l'autre serveur qui doit servir la page."
    elif not container.is_running:
        observed = f"Sur machine2, l'état du conteneur « vitrine » est « {container.state} »."
    else:
        observed = f"Sur machine2, le conteneur « vitrine » vient de l'image « {container.image} »."
    raise Failure(
        expected=f"Sur machine2, un conteneur « vitrine » en marche, d'une image de « {wanted} ».",
        observed=observed,
        advice="Depuis machine2, ouvrez une session sur votre registre, tirez l'image et créez le conteneur.",
    )


@criterion("empreinte", needs="deploye")
def check_digest(engine, registry, server):
    _, client = opened(engine, registry)
    image = version_image(client, "1.1.0")
    container = server.engine.container(REPOSITORY)
    _, at, digest = container.image.partition("@")
    if digest in (image.digest, image.manifest_digest):
        return
    if not at:
        observed = f"Le conteneur a été créé à partir du nom « {container.image} », qui peut changer de sens."
    else:
        observed = f"Le conteneur a été créé à partir d'une autre empreinte ({digest[:19]}…)."
    raise Failure(
        expected=f"Un conteneur créé à partir de l'empreinte de 1.1.0 ({image.digest[:19]}…).",
        observed=observed,
        advice="Demandez au registre l'empreinte de 1.1.0, et recréez le conteneur avec elle.",
    )


@criterion("page", needs="empreinte")
def check_page(registry, server):
    site = registry(SITE)
    expected = f"{SITE} montre la version 1.1.0, et {SITE}/horaires.html existe."
    container = server.engine.container(REPOSITORY)
    # A port that has just been published is seen from another machine a moment later.
    patience = max(3.0, container.settling_s)
    home = wait_for(lambda: site.get("/"), timeout_s=patience if container.publishes(8080) else 0.5)
    ports = ", ".join(map(str, container.published_ports)) or "aucun"
    home = require(
        home,
        expected=expected,
        observed="" if home else f"{home.sentence} Ports publiés par le conteneur « vitrine » : {ports}.",
        advice="Publiez le port 80 du conteneur sur le port 8080 de machine2.",
    )
    if home.status != 200 or b"1.1.0" not in home.body:
        raise Failure(
            expected=expected,
            observed=f"La page répond (HTTP {home.status}), mais ne parle pas de la version 1.1.0.",
            advice="La version s'écrit dans la page à la construction : reconstruisez, publiez, redéployez.",
        )
    hours = require(site.get("/horaires.html"), expected=expected, advice="Regardez le journal du conteneur.")
    if hours.status != 200:
        raise Failure(
            expected=expected,
            observed=f"La page d'accueil est la bonne, mais horaires.html répond HTTP {hours.status}.",
            advice="Le fichier doit être dans le dossier site/ au moment de construire la version 1.1.0.",
        )


@criterion("relance", needs="deploye")
def check_lasting(server):
    require_restart(server.engine.container(REPOSITORY))
