"""What the probes and the grader say: facts about a learner's world, reasons for « non évalué »."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from checker.messages.quantities import quoted

NOTHING = "Rien de tel n'est trouvé."
ENGINE_EXPECTED = "Le moteur Docker de votre poste répond."
ENGINE_ADVICE = (
    "Attendez quelques secondes, puis essayez « docker info » ; au besoin, « sudo systemctl restart docker »."
)
TOO_LONG = "réponse trop longue"
NOT_JSON = "réponse qui n'est pas du JSON"
NO_LINUX_ENTRY = "aucune entrée linux dans l'index"
UNKNOWN_MANIFEST = "type de manifeste inconnu"
WORKER_DIED = "Le processus qui vérifie s'est arrêté."
WORLD_LOST = "Le poste redémarre."
WAIT_FOR_WORLD = "Attendez quelques secondes, puis réessayez."
NO_SERVER = "Cet atelier n'a pas de second serveur."
NAME_SERVER = "Ajoutez « machine2 » à « containers » dans lab.toml."
SANDBOX_LOST = "Le bac à sable ne répond plus."
RESTART_SANDBOX = "Redémarrez le noyau du carnet : un bac à sable neuf sera préparé."
MEND_CRITERIA = "Mettez criteria.py et exercise.toml d'accord."
NOT_EVALUATED = "Ce critère n'a pas pu être évalué."
RESTART_EXPECTED = "Une politique de redémarrage « always » ou « unless-stopped »."
RESTART_ADVICE = "Donnez-la à la création, ou changez-la sur le conteneur existant."

_REASONS = {
    "refused": "connexion refusée",
    "timeout": "pas de réponse à temps",
    "dns": "nom inconnu",
    "tls": "échec de la négociation TLS",
    "reset": "connexion coupée",
    "eof": "connexion fermée sans réponse",
    "protocol": "réponse qui n'est pas du HTTP",
    "network": "réseau injoignable",
    "impostor": "un autre programme répond à sa place",
    "killed": "vérification interrompue",
}
_STATUS = {401: "une authentification est demandée", 403: "l'accès est interdit"}


def unreachable(where: str, code: str) -> str:
    return f"« {where} » ne répond pas ({_REASONS.get(code, code)})."


def refused(where: str, status: int) -> str:
    return f"« {where} » répond, mais {_STATUS.get(status, 'refuse')} (HTTP {status})."


def absent(where: str, what: str) -> str:
    return f"« {where} » répond, mais ne connaît pas « {what} »."


def malformed(where: str, why: str) -> str:
    return f"La réponse de « {where} » est inutilisable ({why})."


def unexpected_status(status: int) -> str:
    return f"HTTP {status}"


def digest_mismatch(announced: str, real: str) -> str:
    return f"empreinte annoncée {announced[:19]}…, contenu {real[:19]}…"


def engine_unreachable(code: str) -> str:
    return f"Le moteur Docker ne répond pas ({_REASONS.get(code, code)})."


def timed_out(timeout_s: float) -> str:
    return f"La vérification n'a pas fini en {timeout_s:g} secondes."


def internal(kind: str, detail: str, line: int | None = None) -> str:
    where = f", criteria.py ligne {line}" if line else ""
    said = f" : {detail}" if detail else ""
    return f"Erreur interne du correcteur ({kind}{said}{where})."


def needs_first(texts: list[str]) -> str:
    # Criteria are sentences, quotation marks included: they stand as they are.
    return "À réussir d'abord : " + " Puis : ".join(f"{text.rstrip('.')}." for text in texts)


def undeclared(ids: list[str]) -> str:
    return f"criteria.py juge des critères absents de exercise.toml : {_list(ids)}."


def unjudged(ids: list[str]) -> str:
    return f"exercise.toml annonce des critères que criteria.py ne juge pas : {_list(ids)}."


def twice(id_: str) -> str:
    return f"criteria.py juge deux fois le critère « {id_} »."


def unknown_need(id_: str, need: str) -> str:
    return f"Le critère « {id_} » dépend de « {need} », qui n'existe pas."


def cycle(ids: list[str]) -> str:
    return f"Ces critères dépendent les uns des autres en boucle : {_list(ids)}."


def unreadable_criteria(why: str) -> str:
    return f"criteria.py ne peut pas être chargé ({why})."


def _list(ids: list[str]) -> str:
    return ", ".join(f"« {i} »" for i in ids)


# --- TLS ---------------------------------------------------------------------------------------

TLS_OK = "Le certificat est accepté."
TLS_NO_SAN = "Le certificat ne porte pas d'extension subjectAltName : Docker ignore le champ CN."
TLS_PLAIN_HTTP = "Le serveur parle HTTP en clair sur ce port, pas TLS."
TLS_UNKNOWN_CA = "L'autorité qui a signé le certificat n'est pas connue du moteur Docker."
TLS_CSR = "Le fichier contient une demande de certificat (CERTIFICATE REQUEST), pas un certificat."
TLS_KEY_AS_CERTIFICATE = "Le fichier contient une clé privée, pas un certificat."
TLS_EMPTY = "Le fichier est vide."
TLS_GARBAGE = "Le fichier ne contient pas de certificat au format PEM."


def tls_wrong_name(names: list[str], host: str) -> str:
    return f"Le certificat est valable pour {_list(names)}, pas pour « {host} »."


def tls_expired(end: datetime) -> str:
    return f"Le certificat a expiré le {_date(end)}."


def tls_not_yet_valid(start: datetime) -> str:
    return f"Le certificat n'est valable qu'à partir du {_date(start)}."


def restart_policy(name: str, policy: str) -> str:
    return f"La politique de redémarrage du conteneur « {name} » est « {policy} »."


OF_THE_REGISTRY = "du registre"


def tags_of(repository: str, tags: Iterable[str]) -> str:
    return f"Étiquettes du dépôt « {repository} » : {quoted(tags)}."


def catalog(repositories: Iterable[str], registry: str) -> str:
    seen = quoted(repositories)
    return f"Le catalogue {registry} contient {seen}." if seen else f"Le catalogue {registry} est vide."


def must_be_version(repository: str, tag: str, version: str) -> str:
    return f"{repository}:{tag} désigne la version {version}."


def is_version(repository: str, tag: str, version: str) -> str:
    return f"{repository}:{tag} désigne la version « {version} »."


def no_such_tag(address: str, repository: str, tag: str, known: Iterable[str]) -> str:
    seen = quoted(known)
    absent = f"Dans {address}, le dépôt « {repository} » n'a pas l'étiquette « {tag} »."
    return f"{absent} Il a {seen}." if seen else absent


def one_image(repository: str, tag: str, version: str) -> str:
    return f"{repository}:{tag} et {repository}:{version}, une seule image."


def two_builds(version: str, one: str, other: str) -> str:
    return (
        f"Les deux disent contenir la version {version}, mais ce sont deux constructions différentes : "
        f"« {one[7:19]} » et « {other[7:19]} »."
    )


UNKNOWN_VERSION = "inconnue"
BUILD_ONCE = "Construisez une fois, puis donnez les autres noms à cette image-là."


def nothing_mounted(path: str) -> str:
    return f"rien n'est monté sur {path}"


def folder_mounted(source: str, path: str) -> str:
    return f"le dossier « {source} » est monté sur {path}"


def volume_mounted(name: str, path: str) -> str:
    return f"le volume « {name} » est monté sur {path}"


def anonymous_mounted(path: str) -> str:
    return f"un volume anonyme est monté sur {path}"


def _date(moment: datetime) -> str:
    return moment.strftime("%d/%m/%Y à %H:%M UTC")
