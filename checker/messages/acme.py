"""What is said of the training certification authority."""

from __future__ import annotations

START_AGAIN = "Démarrez un autre bac à sable ; si cela se répète, lancez « checker doctor »."


def not_started(why: str) -> str:
    return f"Le moteur Docker refuse de démarrer « acme » ({why})."


def not_ready(log: str) -> str:
    end = f" Fin de son journal :\n{log}\n" if log else ""
    return f"L'autorité de certification d'entraînement ne répond pas à temps.{end}"
