"""What `checker cours` says: opening the course, its address, the end."""

from __future__ import annotations

from pathlib import Path

PORT_HELP = "Port de JupyterLab ; s'il est pris, le premier port libre qui suit."
NO_BROWSER_HELP = "N'ouvre pas le navigateur : affiche seulement l'adresse."
PREPARING = "Préparation"
STARTING = "Ouverture de JupyterLab…"
HOW_TO_STOP = "Laissez ce terminal ouvert pendant le cours ; Ctrl+C arrête tout et range les bacs à sable."
STOPPING = "Arrêt de JupyterLab et des bacs à sable…"
STOPPED = "Le cours est arrêté. Vos carnets sont enregistrés ; « make cours » le rouvre."
NO_NOTEBOOKS_DO = "Lancez la commande depuis le dépôt du cours, ou indiquez-le par REGISTRES_COURSE."


def ready(address: str) -> str:
    return f"Le cours est ouvert à cette adresse :\n\n    {address}\n"


def other_port(wanted: int, port: int) -> str:
    return f"Le port {wanted} est déjà pris : le cours utilise le port {port}."


def no_notebooks(folder: Path) -> str:
    return f"Le dossier des carnets « {folder} » n'existe pas."


def server_ended(code: int, last_lines: str) -> str:
    return f"JupyterLab s'est arrêté de lui-même (code {code}).\n{last_lines}"


def server_silent(timeout_s: float) -> str:
    return f"JupyterLab ne répond pas après {timeout_s:.0f} secondes."


def see_log(log: Path) -> str:
    return f"Lisez son journal, « {log} », puis relancez « make cours »."
