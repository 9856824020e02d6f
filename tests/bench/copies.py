"""Grading 1, 5 and 20 copies of the six exercises, beside the floor of their docker commands."""

from __future__ import annotations

from floors import Floor
from floors import row as floor_row
from graded_class import grade_right
from host_registry import host_registries
from measured import THIN, Measured, Row, compare, number, spread

SERIAL = 5
CLASS = 20
JOBS = (2, 4, 8)


def measure(measured: Measured, rounds: int) -> None:
    """One copy, five one after another, five at their best, twenty at 2, 4 and 8 at once.

    Each beside its floor, in turn: a machine grows slower after some minutes of work.
    """
    with host_registries() as (registry,):
        floor = Floor(registry)
        for turn in range(rounds):
            floor.one(measured)
            one = grade_right(1, 1).wall_s
            measured.add("ours_1", one)
            if turn % 2 == 0:
                serial = grade_right(SERIAL, 1).wall_s
                measured.add("ours_serial_each", (serial - one) / (SERIAL - 1))
                measured.add("ours_5", grade_right(SERIAL, 4).wall_s)
        for _ in range(max(1, rounds // 3)):
            for jobs in JOBS:
                floor.at_once(measured, jobs, CLASS)
                graded = grade_right(CLASS, jobs)
                measured.add(f"ours_20_{jobs}", graded.wall_s)
                measured.add(f"ours_each_{jobs}", graded.wall_s / CLASS)
                measured.add(f"ours_cpu_{jobs}", graded.cpu_s / CLASS)


def best_jobs(measured: Measured) -> int:
    """The number at once that grades a class fastest."""
    return min(JOBS, key=lambda jobs: measured.median(f"ours_20_{jobs}"))


def rows(measured: Measured) -> list[Row]:
    """Targets 5, 6 and 9."""
    if not measured.has("ours_1", "ours_20_4"):
        return []
    return [
        floor_row(measured),
        compare(
            measured,
            "Une copie notée, à froid, processus compris",
            "ours_1",
            ("plancher à froid", "floor_cold"),
            target="5",
            most=1.25,
        ),
        compare(
            measured,
            "La même, comparée au plancher sans le tirage de `registry:2`",
            "ours_1",
            ("plancher à froid, image déjà là", "floor_there"),
        ),
        compare(
            measured,
            "Chaque copie de plus, l'une après l'autre",
            "ours_serial_each",
            ("plancher à froid", "floor_cold"),
        ),
        *(_throughput(measured, jobs) for jobs in JOBS),
        _fall(measured),
        _own_elapsed(measured),
        _own_cost(measured),
    ]


def _throughput(measured: Measured, jobs: int) -> Row:
    what = f"Copies à la minute, {jobs} à la fois ({CLASS} copies)"
    ours, floor = ([60 / v for v in measured.samples.get(f"{w}_each_{jobs}", [])] for w in ("ours", "floor"))
    least = 0.85 if jobs == 4 else None
    aim = f"≥ {number(least, 2)} ×" if least else ""
    cpu = f"{number(measured.median(f'ours_cpu_{jobs}'), 2)}{THIN}s de processeur par copie"
    ratio = measured.median(f"floor_each_{jobs}") / measured.median(f"ours_each_{jobs}")
    beside = (
        f"plancher à froid{THIN}: {_rate(floor)}, {number(measured.median(f'floor_cpu_{jobs}'), 2)}{THIN}s"
    )
    return Row("6", what, f"{_rate(ours)}, {cpu}", beside, ratio, aim, None if not least else ratio >= least)


def _rate(values: list[float]) -> str:
    return spread(values, lambda v: number(v, 0))


def _fall(measured: Measured) -> Row:
    four, eight = (measured.median(f"ours_20_{jobs}") for jobs in (4, 8))
    fall = eight / four - 1
    return Row(
        "6",
        "Ce que perd le débit de 4 à 8 copies à la fois",
        f"{number(max(0.0, fall) * 100, 0)}{THIN}%",
        aim=f"≤ 5{THIN}%",
        met=fall <= 0.05,
    )


def _own_elapsed(measured: Measured) -> Row:
    # As the peers' own cost is measured: a copy more, less its commands on an engine that is up. The pull
    # that only the floor makes is none of them.
    return _own(
        "Ce que nous ajoutons aux commandes, par copie de plus, en temps écoulé",
        measured.median("ours_serial_each") - (measured.median("floor_work") - measured.median("floor_pull")),
        "mesuré comme ce qu'ajoutent les pairs (plus bas)",
    )


def _own_cost(measured: Measured) -> Row:
    # In processor time too: the next copy's sandbox is made meanwhile, which elapsed time doesn't show.
    return _own(
        "Ce que nous ajoutons au plancher, par copie, en temps de processeur",
        measured.median("ours_cpu_4") - (measured.median("floor_cpu_4") - measured.median("floor_pull_cpu")),
        "le bac à sable suivant se prépare pendant qu'une copie est notée",
    )


def _own(what: str, own: float, beside: str) -> Row:
    shown = f"{number(own, 2)}{THIN}s"
    return Row("9", what, shown, beside, aim=f"≤ 0,15{THIN}s", met=own <= 0.15)
