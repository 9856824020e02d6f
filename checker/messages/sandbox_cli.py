"""What `checker sandbox` says."""

from __future__ import annotations

HELP = "Ouvre, liste ou nettoie les bacs à sable."
HELP_SHELL = "Ouvre un terminal dans un bac à sable neuf, qui disparaît avec lui."
HELP_WITH = "Ajoute l'autorité de certification (acme) ou un second serveur (machine2) ; à répéter."
HELP_LIST = "Liste les bacs à sable présents sur le moteur Docker."
HELP_SWEEP = "Supprime ce que des processus disparus ont laissé sur le moteur Docker."

NEEDS_TERMINAL = "« checker sandbox shell » a besoin d'un terminal."
OPEN_TERMINAL = "Lancez cette commande dans un terminal, sans redirection."
STARTING = "Démarrage d'un bac à sable…"
ENDED = "Le bac à sable est supprimé."
LOST = "Le poste s'est arrêté : le bac à sable est supprimé."
NONE = "Aucun bac à sable sur ce moteur Docker."
COLUMNS = ("Bac à sable", "Contenu", "Créé le", "Propriétaire")


def banner(run_id: str) -> str:
    return f"""
Bac à sable {run_id}

Vous êtes sur « poste », une machine Linux jetable avec son propre moteur Docker.
Le Hub d'entraînement répond aux noms de Docker Hub ; rien d'autre n'est joignable.
  docker pull nginx              sans compte
  docker login -u apprenant      mot de passe : apprenant-2026
Ce poste s'appelle aussi registre.atelier.test.
« exit » ou Ctrl+D termine et supprime tout.
"""


def owner(pid: int | None, *, is_alive: bool) -> str:
    if pid is None:
        return "inconnu"
    return f"processus {pid}" if is_alive else f"processus {pid} (disparu)"


def swept(count: int) -> str:
    if count == 0:
        return "Rien à supprimer."
    return (
        "1 bac à sable abandonné supprimé." if count == 1 else f"{count} bacs à sable abandonnés supprimés."
    )
