"""What is said of the training Hub."""

from __future__ import annotations

START_AGAIN = "Démarrez un autre bac à sable ; si cela se répète, lancez « checker doctor »."


def not_started(role: str, why: str) -> str:
    return f"Le moteur Docker refuse de démarrer « {role} » ({why})."


def not_ready(logs: str) -> str:
    end = f" Fin de son journal :\n{logs}\n" if logs else ""
    return f"Le Hub d'entraînement ne répond pas à temps.{end}"


def lost(why: str) -> str:
    return f"Le Hub d'entraînement ne répond plus ({why})."


def refused(op: str, why: str) -> str:
    return f"Le Hub d'entraînement refuse l'opération « {op} » ({why})."
