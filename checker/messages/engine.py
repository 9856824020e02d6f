"""What is said of the outer Docker engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

NO_APT = "Le programme apt-get est introuvable."
INSTALL_BY_HAND = "Installez Docker à la main, démarrez-le, puis relancez la commande."
CHECK_APT = "Vérifiez l'accès aux dépôts Debian avec « apt-get update », puis relancez la commande."
NO_ENGINE = "Aucun moteur Docker ne répond sur cette machine."
WINDOWS_CONTAINERS = (
    "Le moteur Docker fait tourner des conteneurs Windows ; le cours a besoin de conteneurs Linux."
)
SWITCH_TO_LINUX = (
    "Dans le menu de Docker Desktop, choisissez « Switch to Linux containers… », puis relancez la commande."
)
UPGRADE = (
    "Installez Docker 20.10 ou plus récent (https://docs.docker.com/engine/install/), "
    "puis relancez la commande."
)
STARTING = "Démarrage du moteur Docker…"
STARTED_BY_SYSTEMD = "Démarrage du service Docker…"
WAITING = "Un autre programme du cours démarre le moteur Docker : attente…"
NOT_OURS = "Aucun moteur démarré par le cours ne tourne ; rien n'est arrêté."
STOPPED = "Le moteur Docker du cours est arrêté."
ROOT_NEEDED = "Seul l'administrateur (root) peut démarrer un moteur Docker."
AS_ROOT = "Relancez la commande avec sudo, ou démarrez vous-même le moteur Docker."
KILL_BY_HAND = "Regardez son journal, puis terminez-le à la main."
READ_LOG = "Lisez la suite dans ce journal, corrigez la cause, puis relancez la commande."
TRY_AGAIN = "Relancez la commande ; si cela se reproduit, lancez « checker doctor »."
HELP = "Le moteur Docker dont le cours se sert."
HELP_START = "Démarre un moteur Docker si aucun ne répond (Debian et Ubuntu, root)."
HELP_STOP = "Arrête le moteur, seulement si le cours l'a démarré."
HELP_STATUS = "Dit quel moteur répond, et d'où il vient."
HELP_APART = "Un moteur à part, sans réseau, dont tout est dans ce dossier (pour les tests)."

_INSTALL = {
    "debian": (
        "Installez Docker et démarrez-le : « sudo apt-get install -y docker.io », puis "
        "« sudo usermod -aG docker $USER », et rouvrez votre session. "
        "En root, « checker prepare » s'en charge."
    ),
    "linux": (
        "Installez Docker (https://docs.docker.com/engine/install/), démarrez-le avec "
        "« sudo systemctl start docker », puis relancez la commande."
    ),
    "wsl": (
        "Démarrez Docker Desktop et cochez cette distribution dans "
        "« Settings > Resources > WSL integration », "
        "ou installez le moteur ici avec « sudo apt-get install -y docker.io »."
    ),
    "macos": (
        "Installez Docker Desktop (https://docs.docker.com/desktop/setup/install/mac-install/), démarrez-le, "
        "attendez que la baleine ne bouge plus, puis relancez la commande."
    ),
    "windows": (
        "Le cours s'utilise sous WSL 2 : installez Docker Desktop et une distribution avec "
        "« wsl --install », puis lancez le cours depuis cette distribution."
    ),
}


def how_to_install(platform: str) -> str:
    return _INSTALL[platform]


def installing(names: Sequence[str]) -> str:
    return f"Installation de {', '.join(names)} (paquets Debian)…"


def apt_failed(command: str, tail: str) -> str:
    return f"« {command} » a échoué :\n{tail}\n"


def no_answer_at(host: str, origin: str) -> str:
    return f"Le moteur Docker choisi par {origin} (« {host} ») ne répond pas."


def choose_another(origin: str) -> str:
    if origin == "DOCKER_HOST":
        return "Démarrez ce moteur, ou retirez la variable avec « unset DOCKER_HOST »."
    return (
        "Démarrez ce moteur (Docker Desktop ?), "
        "ou choisissez le moteur local avec « docker context use default »."
    )


def context_origin(name: str) -> str:
    return f"le contexte « {name} »"


def denied(host: str) -> str:
    return f"Votre compte n'a pas le droit d'utiliser le moteur Docker (« {host} »)."


def join_group(user: str) -> str:
    return (
        f"Lancez « sudo usermod -aG docker {user} », "
        "fermez votre session, rouvrez-la, puis relancez la commande."
    )


def too_old(version: str) -> str:
    return f"Le moteur Docker est trop ancien (version {version}) ; il faut au moins la version 20.10."


def died(log: Path, tail: str) -> str:
    return f"Le moteur Docker s'est arrêté en démarrant. Fin du journal « {log} » :\n{tail}\n"


def too_slow(seconds: float, log: Path, tail: str) -> str:
    return f"Le moteur Docker ne répond pas après {seconds:g} secondes. Fin du journal « {log} » :\n{tail}\n"


def service_failed(tail: str) -> str:
    return f"Le service Docker n'a pas démarré :\n{tail}\n"


def will_not_stop(pid: int, seconds: float) -> str:
    return f"Le moteur Docker (processus {pid}) ne s'est pas arrêté en {seconds:g} secondes."


def answers(host: str, version: str) -> str:
    return f"Le moteur Docker {version} répond (« {host} »)."


def ours(pid: int, log: Path) -> str:
    return f"Le cours l'a démarré (processus {pid}, journal « {log} »)."


def failed_request(doing: str, why: str) -> str:
    return f"Le moteur Docker a refusé une demande ({doing} : {why})."


def lost(doing: str, why: str) -> str:
    return f"Le moteur Docker ne répond plus ({doing} : {why})."


NOT_STARTED_BY_US = "Le cours ne l'a pas démarré : il est utilisé tel quel."


def start_apart(folder: Path) -> str:
    return f"Démarrez-le avec « checker engine start --apart {folder} »."


def address(host: str) -> str:
    return f"Son adresse : DOCKER_HOST={host}"
