"""Exercise 09: the certificate was renewed by certbot, and a deploy hook made the registry serve it."""

import re

from checker.grading import Failure, criterion, require, wait_for
from checker.grading.certificate import read_certificate

NAME = "registry"
HOST = "registre.atelier.test"
LIVE = f"/etc/letsencrypt/live/{HOST}"
ARCHIVE = f"/etc/letsencrypt/archive/{HOST}"
RENEWAL = f"/etc/letsencrypt/renewal/{HOST}.conf"
HOOKS = "/etc/letsencrypt/renewal-hooks"
PROOF = "~/reponses/serie.txt"


def first_certificate(files):
    return read_certificate(files(f"{ARCHIVE}/cert1.pem").content)


def current_certificate(files):
    return read_certificate(files(f"{LIVE}/cert.pem").content)


def remembered(files):
    """What certbot noted for the next renewal."""
    return dict(re.findall(r"^(\w+)\s*=\s*(.*\S)", files(RENEWAL).text, re.MULTILINE))


def programs(files, folder):
    """The names in a folder of hooks, those that may be executed and the others."""
    names = [name for name in files.list(f"{HOOKS}/{folder}") if not name.endswith("~")]
    able = [name for name in names if files(f"{HOOKS}/{folder}/{name}").mode & 0o111]
    return able, [name for name in names if name not in able]


@criterion("renouvele")
def check_renewed(files):
    expected = f"Dans {LIVE}, un certificat plus récent que le premier que certbot a obtenu."
    current = current_certificate(files)
    if not current:
        raise Failure(
            expected=expected,
            observed=f"{LIVE}/cert.pem : {current.sentence}",
            advice="Obtenez d'abord le certificat, comme dans l'exercice 07.",
        )
    first = first_certificate(files)
    if not first or first.serial == current.serial:
        raise Failure(
            expected=expected,
            observed=f"Le certificat est toujours le premier, de numéro de série « {current.serial:X} ».",
            advice="Relisez la réponse de certbot : il dit s'il a renouvelé, et sinon pourquoi.",
        )


@criterion("crochet", needs="renouvele")
def check_hook(files):
    able, unable = programs(files, "deploy")
    noted = remembered(files)
    if "renew_hook" in noted or able:
        return
    if unable:
        observed = f"Dans {HOOKS}/deploy, « {unable[0]} » n'a pas le droit d'être exécuté : certbot l'ignore."
    elif "docker" in noted.get("post_hook", "") and NAME in noted["post_hook"]:
        observed = "Le seul crochet qui parle du registre est un « post-hook », exécuté même après un échec."
    else:
        observed = f"Ni {RENEWAL} ni {HOOKS}/deploy ne contient de crochet de déploiement."
    raise Failure(
        expected="Un crochet de déploiement, que certbot exécute quand un renouvellement a réussi.",
        observed=observed,
        advice="Donnez le crochet à certbot : il le note avec le certificat quand le renouvellement réussit.",
    )


@criterion("sert", needs="crochet")
def check_served(engine, tls, files):
    expected = f"Le certificat de {LIVE}, présenté sur le port 443."
    container = engine.container(NAME)
    handshake = require(
        wait_for(lambda: tls(HOST), timeout_s=max(2, container.settling_s) if container else 1),
        expected=expected,
        advice="Remettez le registre en marche, comme dans l'exercice 08.",
    )
    shown, current, first = handshake.certificate, current_certificate(files), first_certificate(files)
    if shown.fingerprint == current.fingerprint:
        return
    which = "encore le premier" if first and shown.fingerprint == first.fingerprint else "un autre certificat"
    raise Failure(
        expected=expected,
        observed=f"Le registre présente {which}, de numéro de série « {shown.serial:X} » ; "
        f"celui de certbot est « {current.serial:X} ».",
        advice="Vérifiez ce que fait le crochet, et quel conteneur il nomme.",
    )


@criterion("seul", needs="renouvele")
def check_unattended(engine, registry, files):
    expected = "La vitrine sur le port 80, et un renouvellement qui s'en arrange seul."
    container = engine.container("vitrine")
    if container is None or not container.is_running:
        raise Failure(
            expected=expected,
            observed=f"L'état du conteneur « vitrine » est « {container.state} »."
            if container is not None
            else "Le conteneur « vitrine » n'existe plus.",
            advice="Remettez le site en marche, sur le port 80.",
        )
    reply = wait_for(lambda: registry(f"http://{HOST}").get("/"), timeout_s=max(1, container.settling_s))
    require(reply, expected=expected, advice="Remettez le site en marche, sur le port 80.")
    noted = remembered(files)
    if noted.get("authenticator") == "webroot" or "pre_hook" in noted or programs(files, "pre")[0]:
        return
    raise Failure(
        expected=expected,
        observed="certbot trouvera le même obstacle la prochaine fois : la vitrine tient le port 80, et rien "
        f"ne la fait s'écarter (méthode « {noted.get('authenticator', '?')} », aucun crochet « pre »).",
        advice="Confiez à certbot ce que vous avez fait à la main avant et après le renouvellement.",
    )


@criterion("preuve", needs="sert")
def check_proof(files, tls):
    expected = f"Dans {PROOF}, le numéro de série que montre le port 443."
    file = files(PROOF)
    if not file.is_file:
        raise Failure(
            expected=expected,
            observed=f"Le fichier {PROOF} n'existe pas.",
            advice="Écrivez-y le numéro de série lu sur la connexion au registre.",
        )
    shown = require(tls(HOST), expected=expected, advice="Vérifiez de nouveau.").certificate
    words = re.findall(
        r"[0-9a-f]+", file.text.replace(":", "").lower().replace("serial", "").replace("0x", "")
    )
    numbers = {int(word, 16) for word in words if len(word) >= 8}
    if shown.serial in numbers or str(shown.serial) in words:
        return
    first = first_certificate(files)
    if first and first.serial in numbers:
        observed = "Le numéro écrit est celui du premier certificat, que le registre ne présente plus."
    else:
        observed = (
            f"Le fichier contient « {file.text.strip()[:60]} » ; le port 443 montre « {shown.serial:X} »."
        )
    raise Failure(
        expected=expected,
        observed=observed,
        advice="Lisez le numéro de série maintenant, sur la connexion, et non avant le renouvellement.",
    )
