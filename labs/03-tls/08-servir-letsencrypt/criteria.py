"""Exercise 08: the registry serves certbot's certificate from where certbot renews it."""

from checker.grading import Failure, criterion, require, wait_for
from checker.grading.certificate import read_certificates
from checker.grading.tls import SYSTEM_STORE, Cause, judge

NAME = "registry"
HOST = "registre.atelier.test"
LIVE = f"/etc/letsencrypt/live/{HOST}"
VARIABLE = "REGISTRY_HTTP_TLS_CERTIFICATE"


@criterion("sert")
def check_served(engine, tls, files):
    expected = f"Le certificat de {LIVE}, présenté sur le port 443."
    container = engine.container(NAME)
    if container is None:
        raise Failure(
            expected=expected,
            observed=f"Aucun conteneur ne s'appelle « {NAME} ».",
            advice="Recréez le registre sous ce nom.",
        )
    handshake = wait_for(lambda: tls(HOST), timeout_s=max(2, container.settling_s))
    if not handshake:
        words = engine.last_words(NAME)
        where = ", ".join(f"« {m.source} »" for m in container.mounts if m.type == "bind")
        observed = f"Le journal du registre dit : « {words} »." if words else handshake.sentence
        observed += f" Dossiers du poste que voit le conteneur : {where}." if where else ""
        raise Failure(
            expected=expected,
            observed=observed,
            advice="Suivez le lien qu'il veut ouvrir : sa cible doit aussi être dans le conteneur.",
        )
    shown = handshake.certificate
    kept = tls.certificate(files(f"{LIVE}/cert.pem").content)
    if not kept:
        raise Failure(
            expected=expected,
            observed=f"{LIVE}/cert.pem : {kept.sentence}",
            advice="Obtenez d'abord le certificat, comme dans l'exercice 07.",
        )
    if kept.fingerprint != shown.fingerprint:
        whose = "auto-signé" if shown.is_self_signed else f"de l'autorité « {shown.issuer} »"
        raise Failure(
            expected=expected,
            observed=f"Le registre présente un autre certificat, {whose}.",
            advice="Recréez le registre avec les fichiers de certbot.",
        )


@criterion("chaine", needs="sert")
def check_chain(tls, files):
    expected = (
        "Un certificat et celui de l'autorité qui l'a signé, que le magasin du système mène à une racine."
    )
    advice = "Donnez au registre le fichier qui contient toute la chaîne."
    handshake = require(wait_for(lambda: tls(HOST)), expected=expected, advice=advice)
    trusted = read_certificates(files(SYSTEM_STORE).content)
    # Judged with the system's store alone: what is in certs.d proves nothing here.
    if judge(handshake.chain, HOST, trusted, handshake.moment) is not Cause.NONE:
        raise Failure(
            expected=expected,
            observed=f"Le registre présente {len(handshake.chain)} certificat(s), "
            f"et rien ne relie « {handshake.certificate.issuer} » à une autorité connue.",
            advice=advice,
        )


@criterion("suivra", needs="sert")
def check_follows(engine):
    expected = f"Le registre lit {LIVE}/fullchain.pem, que certbot tient à jour."
    container = engine.container(NAME)
    path = container.env.get(VARIABLE, "")
    if not path:
        # Told by a configuration file: what it can see is then all that can be judged.
        if any(m.type == "bind" and f"{m.source}/".startswith("/etc/letsencrypt/") for m in container.mounts):
            return
        raise Failure(
            expected=expected,
            observed="Rien de /etc/letsencrypt n'est monté dans le conteneur.",
            advice="Montez le dossier de certbot, au lieu d'en copier les fichiers.",
        )
    source = container.source_of(path) or ""
    if source.startswith("/etc/letsencrypt/live/"):
        return
    if source.startswith("/etc/letsencrypt/archive/"):
        observed = (
            f"Le registre lit « {source} » : ce fichier numéroté restera l'ancien après un renouvellement."
        )
    else:
        observed = f"Le registre lit « {source or path} » : c'est une copie, que certbot ne tient pas à jour."
    raise Failure(
        expected=expected,
        observed=observed,
        advice="Faites lire au registre les liens du dossier live, et voir ce à quoi ils mènent.",
    )


@criterion("acces", needs="sert")
def check_access(engine, registry):
    expected = "Un registre fermé par un mot de passe, qui contient outils:1.0."
    ping = require(wait_for(registry(HOST).ping), expected=expected, advice="Vérifiez de nouveau.")
    if not ping.needs_login:
        raise Failure(
            expected=expected,
            observed=f"Le registre répond « {ping.status} » à tout le monde.",
            advice="En recréant le conteneur, redonnez-lui aussi les réglages de l'exercice 05.",
        )
    found = registry(HOST, user="apprenant", password="apprenant-2026").image("outils", "1.0")
    require(
        found,
        expected=expected,
        advice="Redonnez au conteneur le volume « donnees-registre » et le fichier des comptes.",
    )
