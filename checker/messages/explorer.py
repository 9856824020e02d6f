"""What the registry explorer says."""

from __future__ import annotations

from collections.abc import Sequence

USAGE = "%explorer [registre]"
HELP = "Montre ce que contiennent les registres : dépôts, étiquettes, empreintes, plateformes, couches."
TITLE = "Explorateur de registres"
HUB = "docker.io"
BAD_ADDRESS_DO = "Exemples : « %explorer » seul, « %explorer localhost:5000 »."

REFRESH = "Actualiser"
REFRESHING = "Lecture des registres…"
FILTER = "Filtrer"
FILTER_HINT = "partie d'un nom de dépôt ou d'étiquette"
REPOSITORIES = "Dépôts"
TAGS = "Étiquettes"
NOTHING_FOUND = "Aucun dépôt ne correspond à ce filtre."
NO_REPOSITORY = "Ce registre ne contient encore aucun dépôt."
NO_TAG = "Ce dépôt n'a aucune étiquette."
PRIVATE = "privé"
PAUSED = (
    "Rien ne s'est passé depuis dix minutes : la mise à jour automatique est en pause. "
    "Exécutez une cellule ou choisissez « Actualiser »."
)
UNKNOWN = "inconnue"
NOT_DATED = "non datée"
NOT_HERE = "absente de ce registre"

CHECK_NAME = "Vérifiez l'orthographe du nom, et « getent hosts » suivi de ce nom."
CHECK_RUNNING = "Vérifiez avec « docker ps » que le conteneur du registre tourne et que son port est publié."
IS_IT_A_REGISTRY = "Vérifiez que c'est bien un registre qui répond sur ce port."
NO_RIGHT = "Le compte employé n'a pas le droit de lire ce registre."
TRUST = (
    "Docker refuserait aussi : « docker pull » échouerait avec une erreur x509. Donnez à Docker de quoi "
    "reconnaître ce certificat, ou corrigez le certificat."
)
PLAIN_HTTP_DO = (
    "Docker refuserait aussi : « server gave HTTP response to HTTPS client ». "
    "Hors de localhost, il exige TLS."
)

COLUMNS = ("Étiquette", "Empreinte", "Type", "Plateformes", "Taille", "Créée le", "Couches", "Même image que")
LAYER_COLUMNS = ("Couche", "Taille", "Empreinte", "Images qui l'emploient")
LAYERS = "Couches"
CHART_NOTE = (
    "Une ligne par image, une case par couche, la base à gauche. La même lettre désigne la même couche. "
    "Une case hachurée, marquée d'un astérisque, est partagée : plusieurs images l'emploient, elle n'est "
    "stockée qu'une fois."
)
CHART_TABLE = "Les mêmes couches en tableau"
TYPES = {
    "application/vnd.docker.distribution.manifest.v2+json": "image (Docker)",
    "application/vnd.docker.distribution.manifest.list.v2+json": "liste (Docker)",
    "application/vnd.oci.image.manifest.v1+json": "image (OCI)",
    "application/vnd.oci.image.index.v1+json": "index (OCI)",
}
SAME_DIGEST = "Même image que"
SAME_CONTENT = "Même image, autre manifeste"
ALONE = "aucune autre"
MEDIA_TYPE = "Type de média"
DIGEST = "Empreinte"
SIZE = "Taille des couches, compressées"
PLATFORMS = "Plateformes"
ATTESTATIONS = "Attestations"
TABLE_OF_TAGS = "Toutes les étiquettes du dépôt"


def bad_address(text: str) -> str:
    return f"« {text} » n'est pas l'adresse d'un registre."


def log_in(address: str) -> str:
    return f"Connectez-vous avec « docker login {address} » : l'explorateur emploiera les mêmes identifiants."


def login_refused(address: str) -> str:
    return f"« {address} » refuse les identifiants enregistrés dans ~/.docker/config.json (HTTP 401)."


def log_in_again(address: str) -> str:
    return f"Connectez-vous à nouveau avec « docker login {address} »."


def untrusted(address: str, sentence: str) -> str:
    return f"« {address} » répond, mais son certificat n'est pas accepté. {sentence}"


def plain_http(address: str) -> str:
    return f"« {address} » parle HTTP en clair, pas TLS."


def engine_down(sentence: str) -> str:
    return f"{sentence} Les registres de votre poste ne peuvent pas être lus."


def own_fault(kind: str) -> str:
    return f"L'explorateur s'est arrêté sur une erreur interne ({kind})."


def counted(count: int, singular: str, plural: str) -> str:
    return f"{count} {plural if count > 1 else singular}"


def summary(registries: int, repositories: int, tags: int, moment: str) -> str:
    parts = [
        counted(registries, "registre", "registres"),
        counted(repositories, "dépôt", "dépôts"),
        counted(tags, "étiquette", "étiquettes"),
    ]
    return f"{', '.join(parts)}. Actualisé à {moment}."


def repository_option(name: str, tags: int, private: bool) -> str:
    return f"{name} ({counted(tags, 'étiquette', 'étiquettes')}{', privé' if private else ''})"


def trouble_option(address: str) -> str:
    return f"⚠ {address} : lecture impossible"


def empty_option(address: str) -> str:
    return f"{address} : aucun dépôt"


def tag_option(name: str, twins: Sequence[str]) -> str:
    return f"{name} = {', '.join(twins)}" if twins else name


def omitted_repositories(count: int) -> str:
    return f"… et {counted(count, 'autre dépôt, non lu', 'autres dépôts, non lus')}." if count else ""


def omitted_tags(count: int) -> str:
    return (
        f"… et {counted(count, 'autre étiquette, non lue', 'autres étiquettes, non lues')}." if count else ""
    )


def undrawn_images(count: int) -> str:
    return f"… et {counted(count, 'autre image, non dessinée', 'autres images, non dessinées')}."


def layer_count(count: int) -> str:
    return counted(count, "couche", "couches")


def saved(stored: str, added: str, shared: int) -> str:
    if not shared:
        return f"Ces images occupent {stored} dans le registre ; elles n'ont aucune couche commune."
    layers = counted(shared, "couche est partagée", "couches sont partagées")
    return f"{layers} : ces images occupent {stored} dans le registre, au lieu de {added} sans partage."


def row_label(image: str, letters: Sequence[str]) -> str:
    return f"{image} : couches {', '.join(letters)}"


def more(count: int) -> str:
    return f"et {count} de plus"
