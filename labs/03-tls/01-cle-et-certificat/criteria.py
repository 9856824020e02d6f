"""Exercise 01: a private key and a certificate for the registry's name."""

from datetime import UTC, datetime, timedelta

from checker.grading import Failure, criterion

NAME = "registre.atelier.test"
KEY = "~/certificats/registry.key"
CERTIFICATE = "~/certificats/registry.crt"
LEAST = timedelta(days=90)


@criterion("cle")
def check_key(files):
    expected = "Une clé privée, au format PEM et sans phrase de passe, dans ~/certificats/registry.key."
    file = files(KEY)
    if not file.is_file:
        names = ", ".join(f"« {name} »" for name in files.list("~/certificats"))
        raise Failure(
            expected=expected,
            observed="Le fichier ~/certificats/registry.key n'existe pas"
            + (
                f" ; le dossier contient {names}."
                if names
                else " ; le dossier ~/certificats est vide ou absent."
            ),
            advice="Fabriquez une clé, et rangez-la sous ce nom dans ce dossier.",
        )
    if "ENCRYPTED" in file.text:
        raise Failure(
            expected=expected,
            observed="La clé est protégée par une phrase de passe : le registre ne pourra pas la lire.",
            advice="Refaites la clé, ou déchiffrez-la : un service qui démarre seul n'a personne pour taper.",
        )
    if "PRIVATE KEY-----" not in file.text:
        raise Failure(
            expected=expected,
            observed=f"Il ne contient pas de clé privée ; son début est « {file.text[:40].strip()} ».",
            advice="Les deux fichiers ont peut-être été échangés : lisez la première ligne de chacun.",
        )


@criterion("secret", needs="cle")
def check_secret(files):
    mode = files(KEY).mode
    if mode & 0o077:
        raise Failure(
            expected="Une clé que seul son propriétaire peut lire.",
            observed=f"Les droits de registry.key sont « {mode:o} » : d'autres y ont accès.",
            advice="Retirez les droits du groupe et des autres. Qui a la clé peut imiter le registre.",
        )


@criterion("certificat", needs="cle")
def check_certificate(files, tls):
    expected = "Le certificat de la clé registry.key, dans ~/certificats/registry.crt."
    file = files(CERTIFICATE)
    if not file.is_file:
        raise Failure(
            expected=expected,
            observed="Le fichier ~/certificats/registry.crt n'existe pas.",
            advice="Fabriquez le certificat à partir de la clé, et rangez-le sous ce nom.",
        )
    certificate = tls.certificate(file.content)
    if not certificate:
        raise Failure(
            expected=expected,
            observed=certificate.sentence,
            advice="Demandez un certificat signé tout de suite, et non une demande de signature.",
        )
    if not certificate.matches_key(files(KEY).content):
        raise Failure(
            expected=expected,
            observed="Le certificat contient une autre clé publique que celle de registry.key.",
            advice="La clé a changé depuis : refaites le certificat avec la clé actuelle.",
        )


@criterion("nom", needs="certificat")
def check_name(files, tls):
    certificate = tls.certificate(files(CERTIFICATE).content)
    if certificate.covers(NAME):
        return
    names = [*certificate.dns_names, *certificate.ip_addresses]
    if not certificate.has_san:
        observed = "Le certificat n'a pas d'extension subjectAltName"
        observed += (
            f" ; son seul nom est le CN, « {certificate.common_name} »." if certificate.common_name else "."
        )
    else:
        observed = "Les noms du certificat sont " + ", ".join(f"« {name} »" for name in names) + "."
    raise Failure(
        expected=f"Le nom « {NAME} » dans l'extension subjectAltName.",
        observed=observed,
        advice="Refaites le certificat en donnant ce nom dans l'extension : Docker ignore le CN.",
    )


@criterion("dates", needs="certificat")
def check_dates(files, tls):
    certificate = tls.certificate(files(CERTIFICATE).content)
    now = datetime.now(UTC)
    if certificate.not_before <= now and certificate.not_after - now >= LEAST:
        return
    raise Failure(
        expected="Un certificat valable maintenant, et encore dans 90 jours.",
        observed=f"Il est valable du {certificate.not_before:%d/%m/%Y} au {certificate.not_after:%d/%m/%Y}.",
        advice="Refaites le certificat avec une durée plus longue ; un an est l'usage.",
    )
