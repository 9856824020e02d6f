"""What is said of a cluster that grades."""

from __future__ import annotations

START_SCHEDULER = (
    "Lancez « dask scheduler » sur une machine, « dask worker ADRESSE » sur chaque machine qui note, "
    "et donnez l'adresse du premier."
)
START_WORKERS = "Lancez « dask worker ADRESSE » sur chaque machine qui note, puis recommencez."
SAME_COURSE = "Mettez la même version du cours sur toutes les machines, puis recommencez."
WORKERS_LOST = "Les machines qui notaient cette copie se sont arrêtées."


def no_scheduler(address: str) -> str:
    return f"Aucun ordonnanceur Dask ne répond à « {address} »."


def no_worker(address: str) -> str:
    return f"L'ordonnanceur Dask « {address} » n'a aucune machine qui note."


def other_course(worker: str) -> str:
    return f"La machine « {worker} » n'a pas la même version du cours."
