"""Exercise 02: mysql:8.0 pulled by nobody in particular, and its digest written down."""

import re

from checker.grading import Failure, criterion

REFERENCE = "mysql:8.0"
ANSWER = "~/reponses/mysql.txt"
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@criterion("image")
def check_image(engine, hub):
    expected = "L'image « mysql:8.0 », celle de Docker Hub, sur votre poste."
    image = engine.image(REFERENCE)
    if image is None:
        names = sorted(tag for each in engine.images for tag in each.tags if "mysql" in tag)
        seen = ", ".join(f"« {name} »" for name in names)
        raise Failure(
            expected=expected,
            observed=f"Les images dont le nom contient « mysql » sont {seen}."
            if seen
            else "Aucune image du poste n'a « mysql » dans son nom.",
            advice="Tirez l'image par son nom, étiquette comprise.",
        )
    if image.diff_ids != hub.image("mysql", "8.0").diff_ids:
        version = image.version or "?"
        raise Failure(
            expected=expected,
            observed=f"Ce nom désigne, sur votre poste, une autre image, en version « {version} ».",
            advice="Retirez ce nom, puis tirez l'image de Docker Hub.",
        )


@criterion("anonyme", needs="image")
def check_anonymous(hub):
    wanted = hub.image("mysql", "8.0").digest
    pulls = [pull for pull in hub.pulls("mysql") if pull.tag == "8.0" or pull.digest == wanted]
    if any(pull.actor == "" for pull in pulls):
        return
    actors = sorted({pull.actor for pull in pulls})
    raise Failure(
        expected="Un tirage de mysql:8.0 sans compte, vu par Docker Hub.",
        observed=f"Docker Hub a vu ce tirage par le compte « {actors[0]} »."
        if actors
        else "Docker Hub n'a vu aucun tirage de mysql:8.0.",
        advice="Fermez la session, puis tirez l'image de nouveau.",
    )


@criterion("empreinte", needs="image")
def check_digest(engine, files, hub):
    expected = "L'empreinte du manifeste de mysql:8.0 : sha256: suivi de 64 chiffres hexadécimaux."
    advice = "Relisez les lignes du tirage : l'une d'elles commence par Digest."
    file = files(ANSWER)
    found = set(DIGEST.findall(file.text))
    if len(found) != 1:
        if not file.is_file:
            observed = f"Le fichier « {ANSWER} » n'existe pas."
        elif found:
            observed = f"Le fichier contient {len(found)} empreintes différentes."
        else:
            observed = "Le fichier ne contient aucune empreinte entière."
        raise Failure(expected=expected, observed=observed, advice=advice)
    (digest,) = found
    if digest == hub.image("mysql", "8.0").digest:
        return
    short = f"« {digest[:19]}… »"
    image = engine.image(REFERENCE)
    if digest == image.id:
        observed = f"{short} est l'identifiant de l'image sur votre poste (IMAGE ID)."
    elif digest in image.diff_ids:
        observed = f"{short} est l'empreinte d'une couche."
    else:
        owners = [t for i in engine.images if any(d.endswith(digest) for d in i.digests) for t in i.tags]
        observed = f"{short} est l'empreinte de « {owners[0]} »." if owners else f"{short} est inconnue ici."
    raise Failure(expected=expected, observed=observed, advice=advice)
