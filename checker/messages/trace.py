"""What `%trace` says: one plain sentence per step of a dialogue with a registry."""

from __future__ import annotations

from collections.abc import Sequence

USAGE = "%trace [registre] [n]"
HELP = "Raconte ce que Docker et le registre viennent de se dire, ou se sont dit plus tôt."
NOTHING = "Aucun échange avec un registre depuis le début de cette séance."
NOTHING_DO = "Exécutez d'abord un « docker pull », un « docker push » ou un « docker login »."
BAD_ARGUMENTS = "« %trace » attend au plus l'adresse d'un registre et un rang."
BAD_ARGUMENTS_DO = "Exemples : « %trace », « %trace localhost:5000 », « %trace 2 »."
HUB = "Docker Hub"
TOKENS = "Jetons"
STEPS = "Étapes"
OTHERS = "Autres opérations, de la plus récente à la plus ancienne"
SUCCEEDED = "l'opération a réussi"
FAILED = "l'opération n'a pas abouti"
STOPS = "L'opération s'arrête là."
UP_TO_DATE = "L'image locale a déjà cette empreinte : il n'y a rien à télécharger (« Image is up to date »)."
NO_LAYER_NEEDED = "Toutes les couches sont déjà sur la machine : il n'y a rien d'autre à télécharger."
NO_LAYER_SENT = "Aucune couche n'a été envoyée : le registre les avait toutes."
UNSEEN = (
    "Le moteur a mené cette opération à bien, mais le registre n'a pas gardé de journal de l'échange "
    "(son conteneur a été supprimé, ou son journal raccourci)."
)
HUB_NOTE = "Docker Hub est ici le Hub d'entraînement ; les requêtes sont les mêmes que sur le vrai."
REQUEST = "demande"
ANSWER = "réponse"
CUT = "La liaison échoue"
GROUPED = "requêtes semblables"

_TITLES = {
    "push": ("Envoi (push)", "vers"),
    "pull": ("Téléchargement (pull)", "depuis"),
    "login": ("Connexion (login)", "à"),
    "copy": ("Copie", "de"),
    "search": ("Recherche", "sur"),
    "delete": ("Suppression", "sur"),
    "read": ("Lecture", "sur"),
    "knock": ("Prise de contact", "avec"),
}
_TOOLS = {"buildkit": "BuildKit", "docker-cli": "la commande docker"}


def title(verb: str, references: Sequence[str], place: str, client: str) -> str:
    """What was done, with what, where, and by which program when it is not the engine."""
    what, towards = _TITLES[verb]
    tool = f", par {_TOOLS.get(client, client)}" if client not in ("docker", "") else ""
    if verb == "copy" and len(references) > 1:
        return f"{what} de l'image {references[0]} vers {references[-1]}{tool}"
    if not references or verb in ("login", "knock", "search"):
        return f"{what} {towards} {place}{tool}"
    # localhost:5000/mysql:8.0 says already where it is.
    where = "" if references[0].startswith(f"{place}/") else f" {towards} {place}"
    return f"{what} {_named(references)}{where}{tool}"


def arrow(source: str, target: str, request: str, answer: str) -> str:
    return f"{source} → {target} : {request} ← {answer}"


def too_far(rank: int, count: int) -> str:
    kept = "une seule opération est gardée" if count == 1 else f"{count} opérations sont gardées"
    return f"Pas d'opération n° {rank} : {kept}."


def nothing_with(address: str) -> str:
    return f"Aucun échange avec « {address} » depuis le début de cette séance."


def other(rank: str, heading: str, moment: str, success: bool) -> str:
    return f"%trace {rank} : {heading} ({moment}, {SUCCEEDED if success else FAILED})"


def outcome(success: bool, moment: str) -> str:
    return f"À {moment} : {SUCCEEDED if success else FAILED}."


def diagram(heading: str, count: int) -> str:
    return f"{heading} : dialogue en {count} étapes" if count > 1 else f"{heading} : dialogue en une étape"


def engine_words(words: str) -> str:
    return f"Message du moteur : « {words} »."


def more_steps(count: int) -> str:
    return f"… et {count} étapes de plus." if count > 1 else "… et une étape de plus."


def _named(references: Sequence[str]) -> str:
    shown = ", ".join(references[:3]) + ("…" if len(references) > 3 else "")
    if len(references) > 1:
        return f"des images {shown}"
    is_image = ":" in references[0].rpartition("/")[2]
    return f"de l'image {shown}" if is_image else f"du dépôt {shown}"
