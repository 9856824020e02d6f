"""`BENCHMARKS.md`: the table of one whole run, made of what was kept of it and of nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from measured import THIN, Row, number

TEMPLATE = Path(__file__).with_suffix(".md")
VERDICTS = {True: "atteinte", False: "**manquée**", None: ""}
MISSED = """
## Ce qui n'est pas atteint

{lines}
"""
ALL_MET = """
Toutes les cibles mesurées sont atteintes.
"""


def page(report: dict[str, Any], rows: Sequence[Row]) -> str:
    """The page.

    Args:
        report: what was kept of the run.
        rows: its lines, made of the same.
    """
    text = TEMPLATE.read_text(encoding="utf-8").format(
        circumstances="\n".join(_circumstances(report)), table=table(rows), misses=_misses(rows)
    )
    return _guillemets(text)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| Cible | Quoi | Nous | À côté | Rapport | Visé | |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        ratio = "" if row.ratio is None else f"{number(row.ratio, 2)} ×"
        aim = row.aim or "—"
        cells = (row.target, row.what, row.ours, row.beside, ratio, aim, VERDICTS[row.met])
        lines.append("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
    return "\n".join(lines)


def _circumstances(report: dict[str, Any]) -> list[str]:
    machine = report["machine"]
    year, month, day = report["when"][:10].split("-")
    load = ", ".join(number(value, 1) for value in machine["load"])
    peers = ", ".join(f"`{name}` {version}" for name, version in machine["peers"].items())
    lines = [
        f"- Le {day}/{month}/{year}, {report['minutes']} minutes, `--rounds {report['rounds']}`{THIN}; "
        f"charge au départ (1, 5 et 15 minutes){THIN}: {load}",
        f"- {machine['cpus']} cœurs, {number(machine['memory_gib'], 0)}{THIN}Gio, Linux {machine['kernel']}, "
        f"moteur Docker {machine['engine']} sur l'hôte, {machine['inner_engine']} dans les postes",
    ]
    return [*lines, f"- Pairs{THIN}: {peers}"] if peers else lines


def _misses(rows: Sequence[Row]) -> str:
    missed = [row for row in rows if row.met is False]
    if not missed:
        return ALL_MET
    lines = [
        f"- Cible {row.target}, {_small(row.what)}{THIN}: {_reached(row)}, visé {row.aim}." for row in missed
    ]
    return MISSED.format(lines="\n".join(lines))


def _reached(row: Row) -> str:
    return row.ours if row.ratio is None else f"{number(row.ratio, 2)} × ({row.ours})"


def _small(title: str) -> str:
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _guillemets(text: str) -> str:
    """Give French signs their narrow spaces."""
    return re.sub(r" (?=»)|(?<=«) | (?=[:;!?](?:\s|$))", THIN, text)
