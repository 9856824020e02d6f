"""What `checker doctor` says: the title of each condition, what is observed, the remedy."""

from __future__ import annotations

from collections.abc import Sequence

TITLES = {
    "system": "Système",
    "python": "Python",
    "engine": "Moteur Docker",
    "rights": "Droits sur le moteur",
    "kernel": "Noyau Linux du moteur",
    "namespaces": "Espaces de noms d'utilisateur",
    "apparmor": "Restriction d'AppArmor",
    "cgroups": "Groupes de contrôle (cgroups)",
    "memory": "Mémoire du moteur",
    "disk": "Disque du moteur",
    "images": "Images du cours",
    "leftovers": "Restes d'anciens bacs à sable",
    "kernelspec": "Noyau Jupyter",
}
COLUMNS = ("", "Condition", "Constat")
MARKS = {"ok": "✓", "warning": "!", "failed": "✗", "unknown": "?"}
HELP_JSON = "Écrit le résultat en JSON."
ALL_GOOD = "Cette machine peut faire tourner le cours."
WITH_WARNINGS = "Cette machine peut faire tourner le cours ; les lignes marquées « ! » méritent attention."
NOT_YET = "Cette machine ne peut pas encore faire tourner le cours : corrigez les lignes marquées « ✗ »."
TRIAL = "essai d'un conteneur"

USE_WSL = "Lancez le cours sous WSL 2 : « wsl --install », puis recommencez depuis cette distribution."
UPGRADE_PYTHON = "Installez Python 3.11 ou plus récent, puis « make clean » et « make cours »."
WINDOWS_CONTAINERS = "conteneurs Windows"
SWITCH_TO_LINUX = "Dans le menu de Docker Desktop, choisissez « Switch to Linux containers… »."
MAY_USE_ENGINE = "ce compte peut s'en servir"
ROOTLESS = "ce moteur tourne lui-même sans privilège : les limites de mémoire et de processus peuvent manquer"
PREFER_ROOTFUL = (
    "Si un bac à sable ne démarre pas, choisissez le moteur du système : « docker context use default »."
)
UPGRADE_KERNEL = "Mettez le système à jour : il faut un noyau 5.11 ou plus récent."
AFTER_PREPARE = "à vérifier une fois les images préparées"
PREPARE = "Lancez « checker prepare »."
CHECK_ENGINE = (
    "Vérifiez que « docker run --rm --network none IMAGE true » fonctionne, puis relancez « checker doctor »."
)
NAMESPACES_WORK = "un utilisateur sans privilège peut en créer"
NO_RESTRICTION = "aucune"
APPARMOR_ALLOWS = "active, mais elle laisse passer le cours"
SEE_APPARMOR = "voir la ligne suivante"
APPARMOR_RESTRICTS = "elle interdit les espaces de noms d'utilisateur (Ubuntu 23.10 et suivants)"
ALLOW_IN_APPARMOR = (
    "echo 'kernel.apparmor_restrict_unprivileged_userns = 0' | sudo tee /etc/sysctl.d/60-registres.conf "
    "&& sudo sysctl --system"
)
CLONE_FORBIDDEN = "interdits par kernel.unprivileged_userns_clone"
ALLOW_CLONE = (
    "echo 'kernel.unprivileged_userns_clone = 1' "
    "| sudo tee /etc/sysctl.d/60-registres.conf && sudo sysctl --system"
)
NO_NAMESPACES = "interdits par user.max_user_namespaces"
ALLOW_NAMESPACES = (
    "echo 'user.max_user_namespaces = 28633' "
    "| sudo tee /etc/sysctl.d/60-registres.conf && sudo sysctl --system"
)
NAMESPACES_REFUSED = "refusés par ce noyau"
CHECK_SECURITY_MODULE = (
    "Un module de sécurité (SELinux, Landlock…) les refuse sans doute : cherchez « denied » dans "
    "« sudo dmesg | tail -50 »."
)
LIMITS = {"la mémoire": "MemoryLimit", "les processus": "PidsLimit"}
ENABLE_CGROUPS = (
    "Ajoutez « cgroup_enable=memory » aux paramètres du noyau (GRUB_CMDLINE_LINUX de /etc/default/grub), "
    "puis « sudo update-grub » et redémarrez."
)
ALL_IMAGES = "toutes présentes"
NO_LEFTOVERS = "aucun"
SWEEP = "checker sandbox sweep"
KERNELSPEC_THERE = "installé"
KERNELSPEC_ABSENT = "pas installé, ou pour un autre Python"


def engine(version: str, host: str) -> str:
    return f"version {version}, « {host} »"


def old_kernel(version: str) -> str:
    return f"{version} : trop ancien pour un moteur sans privilège"


def kernel_with_volume(version: str) -> str:
    return f"{version} (avant 6.6 : les images de l'apprenant vont sur le disque et non en mémoire)"


def cgroups(version: str) -> str:
    return f"version {version}, la mémoire et les processus peuvent être limités"


def no_limit(lacking: Sequence[str]) -> str:
    return f"impossible de limiter {' et '.join(lacking)}"


def more_memory(needed: str) -> str:
    return f"Donnez-lui au moins {needed} (Docker Desktop : « Settings > Resources »)."


def free(size: str) -> str:
    return f"{size} libres"


def more_disk(needed: str) -> str:
    what = f"Libérez de la place : il faut {needed}."
    return f"{what} Essayez « checker images prune » et « docker system prune »."


def missing(names: Sequence[str]) -> str:
    return f"il manque : {', '.join(names)}"


def leftovers(count: int) -> str:
    return f"{count} bac à sable abandonné" if count == 1 else f"{count} bacs à sable abandonnés"


def remedy_line(remedy: str) -> str:
    return f"→ {remedy}"
