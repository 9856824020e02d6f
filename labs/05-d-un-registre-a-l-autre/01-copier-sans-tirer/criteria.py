"""Exercise 01: nginx:1.28.0 is in the local registry under the Hub's digest, and not on the engine."""

from urllib.parse import quote

from checker.grading import Absent, Failure, criterion, require, wait_for
from checker.grading.manifest import MEDIA_TYPES, digest_of

LOCAL = "localhost:5000"
REPOSITORY, TAG = "miroir/nginx", "1.28.0"
HUB = "https://registry-1.docker.io"


def hub_digest(registry):
    """The digest of nginx:1.28.0 on the Hub; empty when the Hub does not tell."""
    scope = quote("repository:library/nginx:pull", safe="")
    granted = registry("https://auth.docker.io").get(f"/token?service=registry.docker.io&scope={scope}")
    token = (granted.json or {}).get("token", "") if hasattr(granted, "json") else ""
    headers = {"Accept": ", ".join(MEDIA_TYPES), "Authorization": f"Bearer {token}"}
    reply = registry(HUB).get(f"/v2/library/nginx/manifests/{TAG}", headers=headers)
    return digest_of(reply.body) if getattr(reply, "status", 0) == 200 else ""


@criterion("present")
def check_present(registry):
    client = registry(LOCAL)
    expected = f"L'image {REPOSITORY}:{TAG} dans {LOCAL}, avec le contenu de nginx:{TAG}."
    advice = "Copiez nginx:1.28.0 de Docker Hub vers ce nom exact : adresse, dépôt, étiquette."
    require(wait_for(client.ping), expected=expected, advice="Vérifiez que le registre est en marche.")
    image = client.image(REPOSITORY, TAG)
    if isinstance(image, Absent):
        seen = ", ".join(f"« {name} »" for name in client.catalog() or ())
        tags = ", ".join(f"« {tag} »" for tag in client.tags(REPOSITORY) or ())
        observed = (
            f"Le catalogue du registre contient {seen}." if seen else "Le catalogue du registre est vide."
        )
        if tags:
            observed = f"Le dépôt « {REPOSITORY} » n'a que les étiquettes {tags}."
        raise Failure(expected=expected, observed=observed, advice=advice)
    image = require(image, expected=expected, advice=advice)
    title, version = image.title, image.version
    if (title, version) != ("nginx", TAG):
        raise Failure(
            expected=expected,
            observed=f"Sous ce nom, le registre a « {title or 'une image inconnue'} » "
            f"en version « {version or '?'} ».",
            advice=advice,
        )


@criterion("empreinte", needs="present")
def check_digest(registry):
    manifest = require(
        registry(LOCAL).manifest(REPOSITORY, TAG),
        expected="Le manifeste de la copie.",
        advice="Vérifiez que le registre est en marche.",
    )
    wanted = hub_digest(registry)
    # imagetools writes a list of its own around the manifest, which keeps its digest in it.
    if not wanted or wanted in {manifest.digest, *(entry.digest for entry in manifest.entries)}:
        return
    raise Failure(
        expected=f"L'empreinte que donne Docker Hub : « {wanted[:19]}… ».",
        observed=f"La copie a l'empreinte « {manifest.digest[:19]}… » : ses octets ont été réécrits.",
        advice="Copiez de registre à registre, sans passer par le moteur et sans changer de format.",
    )


@criterion("moteur", needs="empreinte")
def check_engine(engine, registry):
    copy = registry(LOCAL).image(REPOSITORY, TAG)
    held = [i for i in engine.images if copy and i.diff_ids == copy.diff_ids]
    if not held:
        return
    names = ", ".join(f"« {name} »" for name in held[0].tags) or "sans nom"
    raise Failure(
        expected="Un moteur qui n'a pas l'image.",
        observed=f"Le moteur a cette image sur le poste ({names}).",
        advice="Rien n'oblige à tirer une image pour la copier : retirez-la du poste.",
    )
