"""What `%trace` says of connections: the TLS handshake, and calls that nobody answers."""

from __future__ import annotations

from checker.messages.trace_steps import who

ENCRYPTED = "chiffré"
CONNECTION = "connexion"
IN_CLEAR = "HTTP en clair"


def tls_done(host: str) -> str:
    return f"Poignée de main TLS avec {host} : la suite est chiffrée."


def tls_accepted(client: str, host: str) -> str:
    return (
        f"Poignée de main TLS : le registre montre le certificat de {host}, {_lower(who(client))} l'accepte. "
        "La suite est chiffrée."
    )


def tls_doubtful(host: str, sentence: str) -> str:
    return (
        f"Poignée de main TLS avec {host} : la liaison est chiffrée. Jugé maintenant par Docker, ce "
        f"certificat ne passerait pas. {sentence}"
    )


def tls_refused(client: str, why: str) -> str:
    return f"Poignée de main TLS : le registre montre son certificat, {_lower(who(client))} le refuse. {why}"


def falls_back(client: str, host: str) -> str:
    first = f"{who(client)} essaie d'abord HTTPS ; le registre répond en HTTP, en clair."
    if is_loopback(host):
        return f"{first} À une adresse de la machine elle-même, Docker l'admet : il recommence en HTTP."
    return f"{first} Cette adresse est déclarée dans « insecure-registries » : il recommence en HTTP."


def plain_http(client: str) -> str:
    return (
        f"{who(client)} exige HTTPS ; le registre répond en HTTP, en clair. Hors de localhost, "
        "l'échange s'arrête avant la première requête."
    )


def connection(client: str, host: str, cause: str) -> str:
    name = host.rpartition(":")[0] or host
    ends = {
        "no-name": f"le nom « {name} » est inconnu, aucune adresse ne lui correspond",
        "nobody": "personne n'y écoute, la connexion est refusée",
        "silence": "rien ne répond à temps",
        "no-way": "aucun chemin n'y mène",
        "cut": "la connexion est coupée avant la réponse",
    }
    return f"{who(client)} appelle {host} : {ends.get(cause, 'aucune réponse ne vient')}."


def certificate(cause: str) -> str:
    """Why a certificate is refused."""
    return {
        "unknown-ca": "Aucune autorité que la machine connaît ne l'a signé.",
        "no-san": "Le nom n'y figure que dans « CN » : Docker lit les noms alternatifs (SAN).",
        "no-ip": "Il n'est pas fait pour une adresse IP.",
        "wrong-name": "Il est fait pour un autre nom que celui que vous avez écrit.",
        "dates": "Il n'est pas valable à la date d'aujourd'hui.",
    }.get(cause, "")


def handshake(cause: str) -> str:
    """A failed handshake of which only the registry tells."""
    return {
        "in-clear": "Un programme parle HTTP, en clair, à un registre qui n'accepte que HTTPS.",
        "refused": "Poignée de main TLS : un programme refuse le certificat du registre et raccroche.",
        "cut": "Un programme se connecte, puis raccroche avant la fin de la poignée de main TLS.",
        "not-tls": "Un programme parle autre chose que TLS à un registre qui n'accepte que HTTPS.",
    }.get(cause, "La poignée de main TLS avec le registre échoue.")


def engine_wrote(words: str) -> str:
    return f"Journal du moteur : « {words} »"


def registry_wrote(words: str) -> str:
    return f"Journal du registre : « {words} »"


def is_loopback(host: str) -> bool:
    return host.startswith(("localhost", "127.", "[::1]"))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
