"""Exercise 07: certbot got a certificate from the authority, and the web site is back on port 80."""

import re
from datetime import UTC, datetime

from checker.grading import Failure, criterion, wait_for
from checker.grading.certificate import read_certificates
from checker.grading.tls import SYSTEM_STORE, Handshake, judge

HOST = "registre.atelier.test"
LIVE = f"/etc/letsencrypt/live/{HOST}"
RENEWAL = f"/etc/letsencrypt/renewal/{HOST}.conf"


@criterion("certificat")
def check_certificate(files, tls):
    expected = f"Un certificat reconnu pour « {HOST} », dans {LIVE}/fullchain.pem."
    file = files(f"{LIVE}/fullchain.pem")
    if not file.is_file:
        names = [name for name in files.list("/etc/letsencrypt/live") if name != "README"]
        given = ", ".join(f"« {name} »" for name in names)
        raise Failure(
            expected=expected,
            observed=f"/etc/letsencrypt/live contient {given}, et pas de certificat pour « {HOST} »."
            if given
            else "certbot n'a encore enregistré aucun certificat.",
            advice="Relisez la dernière réponse de certbot : elle dit ce qui lui manque.",
        )
    chain = read_certificates(file.content)
    if not chain:
        raise Failure(
            expected=expected,
            observed=tls.certificate(file.content).sentence,
            advice="Redemandez le certificat.",
        )
    trusted = read_certificates(files(SYSTEM_STORE).content)
    if chain[0].is_self_signed:
        raise Failure(
            expected=expected,
            observed="Ce certificat est auto-signé : aucune autorité ne s'en porte garante.",
            advice="Supprimez ce que vous y avez mis, et laissez certbot remplir ce dossier.",
        )
    moment = datetime.now(UTC)
    judged = Handshake(HOST, 443, chain, judge(chain, HOST, trusted, moment), moment)
    if not judged.is_trusted:
        raise Failure(
            expected=expected,
            observed=judged.sentence,
            advice=f"Redemandez un certificat au nom de {HOST}, sans toucher aux fichiers de certbot.",
        )


@criterion("renouvelable", needs="certificat")
def check_renewable(files):
    expected = f"Dans {RENEWAL}, l'adresse de l'autorité qui délivre les vrais certificats."
    conf = files(RENEWAL)
    if not conf.is_file:
        raise Failure(
            expected=expected,
            observed=f"Le fichier {RENEWAL} n'existe pas.",
            advice="certbot l'écrit quand il obtient un certificat : laissez-le faire.",
        )
    found = re.search(r"^server\s*=\s*(\S+)", conf.text, re.MULTILINE)
    server = found.group(1) if found else ""
    if "staging" in server or not server:
        raise Failure(
            expected=expected,
            observed=f"L'autorité notée est « {server} » : c'est celle des essais."
            if server
            else "Aucune autorité n'y est notée.",
            advice="Redemandez le certificat sans l'autorité d'essai, en acceptant de remplacer l'actuel.",
        )


@criterion("vitrine", needs="certificat")
def check_site(engine, registry):
    expected = "Le conteneur « vitrine » en marche, et son site sur http://registre.atelier.test/."
    container = engine.container("vitrine")
    if container is None or not container.is_running:
        raise Failure(
            expected=expected,
            observed=f"L'état du conteneur « vitrine » est « {container.state} »."
            if container is not None
            else "Le conteneur « vitrine » n'existe plus.",
            advice="Remettez le site en marche : le certificat est obtenu, le port 80 est libre.",
        )
    reply = wait_for(lambda: registry(f"http://{HOST}").get("/"), timeout_s=max(1, container.settling_s))
    if not reply or reply.status != 200:
        raise Failure(
            expected=expected,
            observed=reply.sentence if not reply else f"Le site répond « {reply.status} ».",
            advice="Le conteneur tourne : vérifiez qu'il publie bien le port 80, comme avant.",
        )
