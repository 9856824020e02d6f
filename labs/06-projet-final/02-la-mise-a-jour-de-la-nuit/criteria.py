"""Exercise 02: a broken version was deployed at night; the shop window is back, the evidence kept."""

import re

from checker.grading import Absent, Failure, criterion, require, require_restart, wait_for

HOST = "registre.atelier.test"
SITE = "http://machine2.atelier.test:8080"
REPOSITORY = "vitrine"
USER, PASSWORD = "apprenant", "apprenant-2026"
USUAL_PORTS = (443, 5000, 5443)
MOST_PORTS = 8
GOOD, BAD = "1.1.0", "1.1.1"
NOTE = "~/reponses/fautive.txt"
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def opened(engine, registry):
    """The learner's registry, on whatever port it answers."""
    published = [
        p.host_port for c in engine.containers if c.is_running for p in c.ports if p.protocol == "tcp"
    ]
    ports = dict.fromkeys([*sorted(published, key=lambda port: port != 443)[:MOST_PORTS], *USUAL_PORTS])
    for port in ports:
        client = registry(f"https://{HOST}:{port}", user=USER, password=PASSWORD)
        ping = client.ping()
        if ping and ping.is_registry:
            return client
    raise Failure(
        expected=f"Votre registre répond à https://{HOST}.",
        observed="Aucun registre ne répond en HTTPS sur les ports publiés de votre poste.",
        advice="Remettez-le en marche, avec son volume : la version qui marchait s'y trouve.",
    )


def published_image(client, tag, expected):
    """What the registry holds under a tag."""
    image = client.image(REPOSITORY, tag)
    if isinstance(image, Absent):
        tags = client.tags(REPOSITORY)
        seen = ", ".join(f"« {known} »" for known in tags) if tags else "aucune"
        raise Failure(
            expected=expected,
            observed=f"Le dépôt « {REPOSITORY} » n'a pas d'étiquette « {tag} ». Ses étiquettes : {seen}.",
            advice="Rendez-lui cette étiquette, avec l'image qui lui revient.",
        )
    return require(image, expected=expected, advice="Regardez l'état et le journal de votre registre.")


def describe_silence(engine, trouble):
    """Why nothing answers: the state of the container, and the last words of one that does not stay up."""
    engine.refresh()
    container = engine.container(REPOSITORY)
    if container is None:
        return "Sur machine2, aucun conteneur ne s'appelle « vitrine »."
    if container.is_running and not container.restart_count:
        ports = ", ".join(map(str, container.published_ports)) or "aucun"
        return f"{trouble.sentence} Ports publiés par le conteneur « vitrine » : {ports}."
    observed = f"Sur machine2, le conteneur « vitrine » ne tient pas (état « {container.state} »)."
    line = (engine.logs(REPOSITORY, tail=1) or ("",))[-1].strip()[:160]
    return f"{observed} Son journal dit : « {line} »." if line else observed


@criterion("page")
def check_page(registry, server):
    expected = f"{SITE} montre la version {GOOD}."
    container = server.engine.container(REPOSITORY)
    settling = container is not None and container.is_running and container.publishes(8080)
    site = registry(SITE)
    home = wait_for(lambda: site.get("/"), timeout_s=max(3.0, container.settling_s) if settling else 0.5)
    if not home:
        raise Failure(
            expected=expected,
            observed=describe_silence(server.engine, home),
            advice="Remplacez ce conteneur par un autre, de la version qui marchait.",
        )
    if home.status != 200 or GOOD.encode() not in home.body:
        found = re.search(rb"vitrine (\d+\.\d+\.\d+)", home.body)
        said = found.group(1).decode() if found else "inconnue"
        raise Failure(
            expected=expected,
            observed=f"La page répond (HTTP {home.status}) et se dit de la version « {said} ».",
            advice="Revenez à la dernière version qui marchait, ni plus tôt, ni plus tard.",
        )


@criterion("empreinte", needs="page")
def check_digest(engine, registry, server):
    client = opened(engine, registry)
    good = published_image(client, GOOD, f"L'image {REPOSITORY}:{GOOD} dans le registre.")
    expected = (
        f"Un conteneur créé à partir de l'empreinte de {GOOD} ({good.digest[:19]}…), qui redémarre seul."
    )
    container = server.engine.container(REPOSITORY)
    name, at, digest = container.image.partition("@")
    if not at:
        raise Failure(
            expected=expected,
            observed=f"Le conteneur a été créé à partir du nom « {name} », qui peut changer de sens.",
            advice="Recréez-le à partir de l'empreinte : elle ne désigne qu'un contenu, pour toujours.",
        )
    if digest not in (good.digest, good.manifest_digest):
        raise Failure(
            expected=expected,
            observed=f"Le conteneur a été créé à partir d'une autre empreinte ({digest[:19]}…).",
            advice=f"Demandez au registre l'empreinte de {GOOD}, et recréez le conteneur avec elle.",
        )
    require_restart(container)


@criterion("etiquettes", needs="page")
def check_tags(engine, registry):
    client = opened(engine, registry)
    good = published_image(client, GOOD, f"L'image {REPOSITORY}:{GOOD} dans le registre.")
    for tag in ("1.1", "1", "latest"):
        expected = f"L'étiquette « {tag} » désigne la même image que « {GOOD} »."
        found = published_image(client, tag, expected)
        if found.digest != good.digest and found.config_digest != good.config_digest:
            said = found.version or "inconnue"
            raise Failure(
                expected=expected,
                observed=f"« {tag} » désigne une autre image, qui dit être la version « {said} ».",
                advice="Déplacez l'étiquette dans le registre ; la poser sur votre poste ne suffit pas.",
            )


@criterion("versions", needs="etiquettes")
def check_versions(engine, registry):
    client = opened(engine, registry)
    for version in ("1.0.0", GOOD, BAD):
        expected = f"Sous l'étiquette « {version} », l'image publiée sous ce numéro."
        said = published_image(client, version, expected).version or "inconnue"
        if said != version:
            raise Failure(
                expected=expected,
                observed=f"Sous l'étiquette « {version} », l'image dit être la version « {said} ».",
                advice="Remettez sous ce numéro l'image d'origine : machine2 ou votre poste l'ont encore.",
            )


@criterion("fautive", needs="page")
def check_note(engine, registry, files):
    client = opened(engine, registry)
    bad = published_image(client, BAD, f"L'image {REPOSITORY}:{BAD} dans le registre.")
    expected = f"L'empreinte de l'image en panne dans {NOTE}."
    note = files(NOTE)
    if not note.is_file:
        raise Failure(
            expected=expected,
            observed=f"Le fichier {NOTE} n'existe pas.",
            advice="Créez-le : c'est lui que l'équipe lira demain.",
        )
    found = DIGEST.findall(note.text)
    if set(found) & {bad.digest, bad.manifest_digest} and len(set(found)) == 1:
        return
    if not found:
        observed = "Le fichier ne contient aucune empreinte entière (sha256: et 64 chiffres ou lettres)."
    elif len(set(found)) > 1:
        observed = f"Le fichier contient {len(set(found))} empreintes : laquelle est la bonne ?"
    elif found[0] == bad.config_digest:
        observed = (
            "Le fichier contient l'identifiant local de l'image, que le registre ne connaît pas sous ce nom."
        )
    else:
        observed = (
            f"L'empreinte du fichier ({found[0][:19]}…) n'est pas celle de la version qui tombe en panne."
        )
    raise Failure(
        expected=expected,
        observed=observed,
        advice="Demandez au registre l'empreinte du manifeste de cette version.",
    )
