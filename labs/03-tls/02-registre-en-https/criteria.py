"""Exercise 02: the registry speaks HTTPS on 443, keeps its images and restarts by itself."""

from checker.grading import Failure, criterion, describe_mount, require, require_restart, wait_for

NAME = "registry"
HOST = "registre.atelier.test"
CERTIFICATE = "~/certificats/registry.crt"
STORAGE = "/var/lib/registry"
VOLUME = "donnees-registre"


@criterion("conteneur")
def check_container(engine, registry):
    expected = f"Un conteneur « {NAME} » en marche, qui ne redémarre pas en boucle."
    container = engine.container(NAME)
    if container is None:
        others = ", ".join(f"« {c.name} »" for c in engine.containers)
        raise Failure(
            expected=expected,
            observed=f"Aucun conteneur ne s'appelle « {NAME} »"
            + (f" ; sur le poste : {others}." if others else " ; le poste n'en a aucun."),
            advice="Créez-le sous ce nom. Relisez ce que docker run a répondu.",
        )
    if container.restart_count or not container.is_running:
        # Between two starts of a restart loop the container is running for an instant.
        answers = wait_for(registry(HOST).ping)
        engine.refresh()
        container = engine.container(NAME)
        if container is None or not (container.is_running and answers):
            raise Failure(expected=expected, observed=describe(engine, container), advice=ADVICE)


ADVICE = "Corrigez ce que cite le journal, puis supprimez ce conteneur et recréez-le."


def describe(engine, container):
    if container is None:
        return f"Le conteneur « {NAME} » n'existe plus."
    words = engine.last_words(NAME)
    count = container.restart_count
    observed = f"L'état du conteneur est « {container.state} »"
    observed += f", après {count} redémarrage{'s' if count > 1 else ''}." if count else "."
    return observed + (f" Son journal dit : « {words} »." if words else "")


@criterion("port", needs="conteneur")
def check_port(engine):
    container = engine.container(NAME)
    if container.publishes(443):
        return
    ports = ", ".join(str(port) for port in container.published_ports)
    raise Failure(
        expected=f"Le port 443 du poste relié au conteneur « {NAME} ».",
        observed=f"Le conteneur publie le port {ports} et non 443." if ports else "Il ne publie aucun port.",
        advice="Les ports se choisissent à la création : recréez le conteneur et relisez l'option -p.",
    )


@criterion("https", needs="port")
def check_https(engine, registry):
    expected = f"Un registre qui répond en HTTPS sur https://{HOST}/v2/."
    container = engine.container(NAME)
    ping = wait_for(registry(HOST).ping, timeout_s=container.settling_s)
    if ping and ping.is_registry:
        return
    clear = registry(f"http://{HOST}:443").ping()
    if not ping and clear:
        known = "REGISTRY_HTTP_TLS_"
        given = ", ".join(f"« {name} »" for name in container.env if "TLS" in name or "TSL" in name)
        raise Failure(
            expected=expected,
            observed="Le registre répond en HTTP, en clair, sur le port 443. "
            + (
                f"Ses variables qui parlent de TLS : {given}."
                if given
                else f"Aucune variable {known}… ne lui est donnée."
            ),
            advice="Relisez le nom des variables : le registre ignore celles qu'il ne connaît pas.",
        )
    inner = sorted({p.container_port for p in container.ports if p.host_port == 443})
    observed = (
        ping.sentence if not ping else f"Le port 443 répond, mais pas comme un registre ({ping.status})."
    )
    raise Failure(
        expected=expected,
        observed=f"{observed} Le port 443 du poste mène au port {inner[0] if inner else '?'} du conteneur.",
        advice="Le port de droite est celui que le journal annonce, après « listening on ».",
    )


@criterion("certificat", needs="https")
def check_certificate(files, tls):
    expected = "Le certificat de ~/certificats/registry.crt, présenté sur le port 443."
    advice = "Donnez-lui ce fichier-là, et redémarrez-le : il ne le lit qu'au démarrage."
    shown = require(tls(HOST), expected=expected, advice=advice).certificate
    kept = tls.certificate(files(CERTIFICATE).content)
    if not kept:
        raise Failure(
            expected=expected, observed=f"~/certificats/registry.crt : {kept.sentence}", advice=advice
        )
    if kept.fingerprint != shown.fingerprint:
        raise Failure(
            expected=expected,
            observed=f"Le registre présente un autre certificat, au nom de « {shown.subject} ».",
            advice=advice,
        )


@criterion("donnees", needs="conteneur")
def check_data(engine):
    container = engine.container(NAME)
    mount = container.mount_at(STORAGE)
    if mount is not None and mount.is_named and mount.name == VOLUME:
        return
    storage = describe_mount(container, STORAGE)
    raise Failure(
        expected=f"Le volume « {VOLUME} » monté sur {STORAGE}.",
        observed=f"{storage[0].upper()}{storage[1:]}.",
        advice="Recréez le conteneur avec ce volume : un nom, deux-points, le dossier du conteneur.",
    )


@criterion("redemarrage", needs="conteneur")
def check_policy(engine):
    require_restart(engine.container(NAME))
