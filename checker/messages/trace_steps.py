"""What `%trace` says of each step of a dialogue with a registry: one plain sentence."""

from __future__ import annotations

from collections.abc import Sequence

from checker.messages.quantities import size_of

_WHO = {
    "docker": "Le moteur",
    "buildkit": "BuildKit",
    "docker-cli": "La commande docker",
    "skopeo": "La commande skopeo",
    "curl": "La commande curl",
    "": "Un programme",
}

_CLIENT = {
    "docker": "Moteur Docker",
    "buildkit": "BuildKit",
    "docker-cli": "Commande docker",
    "": "Un programme",
}
_STATUS = {
    200: "OK",
    201: "créé",
    202: "accepté",
    307: "ailleurs",
    400: "demande mal formée",
    401: "non autorisé",
    403: "interdit",
    404: "absent",
    405: "non permis",
    429: "trop de demandes",
    500: "erreur du serveur",
}


def relay(server: str) -> str:
    """A cache that asks the Hub, as `who` wants its clients."""
    return f"@{server}"


def who(client: str) -> str:
    if client.startswith("@"):
        return f"Le cache {client[1:]}"
    return _WHO.get(client, f"Le programme « {client} »")


def client_label(client: str) -> str:
    return _CLIENT.get(client, client)


def status(code: int) -> str:
    words = _STATUS.get(code)
    return f"{code} {words}" if words else str(code)


def layers(count: int, *, config: bool = False) -> str:
    text = "une couche" if count == 1 else f"{count} couches"
    if not config:
        return text
    return f"{text} et la configuration de l'image" if count else "la configuration de l'image"


# Who may


def ping_open(client: str) -> str:
    return f"{who(client)} demande si un registre répond : oui, et il laisse entrer sans identifiants."


def ping_accepted(client: str, *, token: bool) -> str:
    if token:
        return f"{who(client)} présente ce jeton au registre, qui l'accepte."
    return f"{who(client)} recommence avec le nom et le mot de passe : le registre les accepte."


def asks_token(client: str) -> str:
    return f"{who(client)} se présente sans jeton : le registre en demande un, et dit où l'obtenir."


def asks_password(client: str, *, given: bool) -> str:
    then = " ; ils seront joints aux requêtes qui suivent" if given else ""
    return (
        f"{who(client)} se présente sans identifiants : le registre demande un nom et un mot de passe{then}."
    )


def wrong_password(client: str, user: str) -> str:
    return f"{who(client)} donne le nom « {user} » et un mot de passe : le registre les refuse."


def login_token(client: str, user: str, success: bool) -> str:
    end = "qui les reconnaît et remet un jeton" if success else "qui les refuse : l'un des deux est faux"
    return f"{who(client)} donne le nom « {user} » et un mot de passe au service de jetons, {end}."


def token_refused(client: str, user: str) -> str:
    return f"{who(client)} demande un jeton au nom de « {user} » : le service refuse le mot de passe."


def token(client: str, user: str, asked: str, missing: str) -> str:
    account = f"au nom de « {user} »" if user else "sans compte"
    if not missing:
        return f"{who(client)} demande, {account}, un jeton pour {asked} : le service l'accorde."
    return (
        f"{who(client)} demande, {account}, un jeton pour {asked} : celui que le service remet "
        f"ne permet pas {missing}."
    )


def rights(wanted: Sequence[tuple[str, bool]]) -> str:
    """What a token is asked for: repositories, and whether to write there."""
    return " et ".join(f"écrire dans {name}" if write else f"lire {name}" for name, write in wanted)


def lacking(missing: Sequence[tuple[str, bool]]) -> str:
    """What a token does not allow."""
    return " ni ".join(f"d'écrire dans {name}" if write else f"de lire {name}" for name, write in missing)


def denied(repository: str, *, write: bool) -> str:
    if write:
        return f"Le registre refuse l'écriture dans {repository} : ce jeton n'en donne pas le droit."
    return (
        f"Le registre refuse la lecture de {repository} : ce jeton n'en donne pas le droit. Le dépôt "
        "n'existe pas, ou il est privé."
    )


# Blobs


def absent(client: str, count: int) -> str:
    if count == 1:
        return f"{who(client)} cherche une couche dans le dépôt, par son empreinte : elle n'y est pas."
    return f"{who(client)} cherche {count} couches dans le dépôt, par leur empreinte : aucune n'y est."


def present(client: str, count: int, *, config: bool) -> str:
    verb = "sont" if count + config > 1 else "est"
    said = " (« Layer already exists »)" if client == "docker" else ""
    return f"{_upper(layers(count, config=config))} {verb} déjà dans le dépôt : rien à envoyer{said}."


def mounted(client: str, count: int, source: str) -> str:
    verb, them = ("se trouvent", "les") if count > 1 else ("se trouve", "la")
    said = " (« Mounted from »)" if client == "docker" else ""
    return (
        f"{_upper(layers(count))} {verb} déjà dans le dépôt {source} du même registre, qui {them} rattache "
        f"à celui-ci sans envoi{said}."
    )


def not_mounted(count: int, source: str) -> str:
    return f"Le registre ne peut pas reprendre {layers(count)} du dépôt {source} : il ouvre un envoi."


def opens(client: str, count: int) -> str:
    return f"{who(client)} ouvre un envoi" + (
        f" par couche : {count} envois." if count > 1 else " pour une couche."
    )


def sends(client: str, count: int, size: int) -> str:
    amount = f", {size_of(size)}" + (" en tout" if count > 1 else "") if size else ""
    them = "d'une couche" if count == 1 else f"de {count} couches"
    return f"{who(client)} envoie le contenu compressé {them}{amount}."


def closes(client: str, count: int) -> str:
    each = "clôt chaque envoi" if count > 1 else "clôt l'envoi"
    return f"{who(client)} {each} en donnant l'empreinte ; le registre la recalcule, puis range la couche."


def verified(client: str, count: int) -> str:
    if count == 1:
        return f"{who(client)} vérifie que la couche est bien dans le dépôt : elle y est."
    return f"{who(client)} vérifie que les {count} couches sont bien dans le dépôt : elles y sont."


def sends_config(client: str, size: int) -> str:
    amount = f" ({size_of(size)})" if size else ""
    return f"{who(client)} envoie la configuration de l'image{amount}, par les mêmes requêtes qu'une couche."


def downloads(client: str, count: int, size: int, *, config: bool | None) -> str:
    amount = f" ({size_of(size)})" if size else ""
    if config is None:
        return f"{who(client)} télécharge {count} blobs, couches et configuration{amount}."
    return f"{who(client)} télécharge {layers(count, config=config)}{amount}."


def blob_missing(client: str, count: int) -> str:
    return f"{who(client)} demande {layers(count)} que le registre n'a pas."


# Manifests and lists


def put_manifest(client: str, tag: str) -> str:
    if ":" in tag:
        return f"{who(client)} dépose un manifeste, la liste des couches d'une image."
    return f"{who(client)} dépose le manifeste, la liste des couches, sous l'étiquette « {tag} »."


def head_manifest(client: str, tag: str) -> str:
    if ":" in tag:
        return f"{who(client)} demande si le registre a ce manifeste : il l'a."
    asked = f"{who(client)} demande quelle image porte l'étiquette « {tag} »"
    return f"{asked} : le registre répond par une empreinte."


def get_manifest(client: str, tag: str, *, index: bool) -> str:
    named = "de cette empreinte" if ":" in tag else f"de l'étiquette « {tag} »"
    if index:
        return f"{who(client)} lit l'index {named} : une variante de l'image par plateforme."
    return f"{who(client)} lit le manifeste {named} : la liste des couches de l'image."


def no_manifest(client: str, tag: str) -> str:
    named = "cette empreinte" if ":" in tag else f"l'étiquette « {tag} »"
    return f"{who(client)} demande {named} : le registre ne l'a pas (« manifest unknown »)."


def tags(client: str, repository: str, success: bool) -> str:
    end = "" if success else " : ce dépôt n'existe pas"
    return f"{who(client)} demande la liste des étiquettes du dépôt {repository}{end}."


def catalog(client: str) -> str:
    return f"{who(client)} demande la liste des dépôts."


def search(client: str) -> str:
    return f"{who(client)} interroge la recherche de Docker Hub, qui se fait sans jeton."


def deletion(client: str, code: int) -> str:
    ends = {
        202: "c'est fait ; la place ne sera rendue qu'au ramasse-miettes",
        404: "le registre ne l'a pas",
        405: "ce registre n'autorise pas les suppressions",
    }
    return f"{who(client)} demande une suppression : {ends.get(code, 'le registre refuse')}."


def any_request(client: str, method: str, code: int) -> str:
    return f"{who(client)} envoie une requête {method} : la réponse est {status(code)}."


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
