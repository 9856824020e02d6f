"""What is said of sandboxes, to the people who run them."""

from __future__ import annotations

from collections.abc import Sequence

RUN_DOCTOR = "Lancez « checker doctor » : il dit ce qui manque à cette machine."
SWEEP_THEN_RETRY = "Lancez « checker sandbox sweep », puis recommencez."
RESTART_MACHINE = "Redémarrez le bac à sable."
START_AGAIN = "Démarrez un autre bac à sable."

MACHINE_LOST = "Le poste ne répond plus."
SCRIPT_NOT_STARTED = "Le poste ne peut pas lancer un processus de plus."


def exec_refused(why: str) -> str:
    return f"Le moteur Docker n'atteint pas le poste ({why})."


def container_refused(role: str, why: str) -> str:
    return f"Le moteur Docker refuse de créer « {role} » ({why})."


def not_ready(log: str) -> str:
    end = f" Fin de son journal :\n{log}\n" if log else ""
    return f"Le moteur Docker du poste ne répond pas à temps.{end}"


def unknown_sandbox(run_id: str) -> str:
    return f"Le bac à sable « {run_id} » n'existe pas, ou plus."


def engine_failed(why: str) -> str:
    return f"Le moteur Docker de cette machine ne répond plus comme il faut ({why})."


def probe_failed(op: str, why: str) -> str:
    return f"La sonde « {op} » du poste échoue ({why})."


def file_not_written(path: str, why: str) -> str:
    return f"Le fichier « {path} » ne peut pas être écrit dans le poste ({why})."


def omitted(count: int) -> str:
    return f"\n[… {count} octets omis …]\n"


def unknown_container(role: str) -> str:
    return f"Le conteneur « {role} » n'existe pas dans un bac à sable."


def unknown_image(name: str) -> str:
    return f"L'image « {name} » n'est pas de celles qu'un poste peut avoir d'avance."


def known_images(names: Sequence[str]) -> str:
    return "Un atelier peut demander : " + ", ".join(f"« {name} »" for name in names) + "."


def known_containers(roles: Sequence[str]) -> str:
    return "Un atelier peut demander : " + ", ".join(f"« {role} »" for role in roles) + "."
