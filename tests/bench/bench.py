"""`make bench`: our times beside their floors and their peers, in one run on one machine. Not a test.

A run of everything writes `BENCHMARKS.md`; a run of some subjects (`--only starts,copies`) shows its table
and keeps its numbers, and leaves the page alone: nothing stands there that another run has measured.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import signal
import sys
import time
import traceback
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

import copies
import growth
import hostile_class
import killed_class
import lessons
import memory
import peers
import pooled
import psutil
import registry_starts
import starts
from leftovers import sweep_all
from measured import Measured, Row
from page import page
from peer_environment import pins
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from checker.kernel import kernelspec
from checker.sandbox import engine
from checker.sandbox.sandbox import Sandbox

SUBJECTS: dict[str, ModuleType] = {
    "starts": starts,
    "pool": pooled,
    "lessons": lessons,
    "copies": copies,
    "peers": peers,
    "registry": registry_starts,
    "hostile": hostile_class,
    "kill": killed_class,
    "memory": memory,
    "growth": growth,
}
"""In the order of the table."""
ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "tests/artefacts/bench"
PAGE = ROOT / "BENCHMARKS.md"
console = Console(stderr=True, highlight=False)


def run(names: list[str], rounds: int) -> dict[str, Any]:
    """Measure these subjects, one after another; what one of them cannot do is told, and the others go on."""
    began, measured, failed = time.monotonic(), Measured(), {}
    report = {
        "when": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "whole": False,
        "rounds": rounds,
        "subjects": names,
        "machine": describe_machine(),
    }
    try:
        for name in names:
            started = time.monotonic()
            try:
                SUBJECTS[name].measure(measured, rounds)
            except Exception as exc:  # the other subjects are worth measuring all the same
                failed[name] = f"{type(exc).__name__}: {exc}"
                traceback.print_exc()
            console.print(f"{name}: {time.monotonic() - started:.0f} s")
        report["whole"] = names == list(SUBJECTS) and not failed
    finally:
        report |= asdict(measured) | {"failed": failed, "minutes": round((time.monotonic() - began) / 60)}
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        path = ARTEFACTS / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
        path.write_text(json.dumps(report, indent=1, ensure_ascii=False), encoding="utf-8")
        console.print(f"kept in {path}")
    return report


def describe_machine() -> dict[str, Any]:
    """What the figures depend on."""
    with contextlib.closing(engine.connect()) as client, Sandbox.start() as sandbox:
        inner = sandbox.machine.run("docker version -f '{{.Server.Version}}'").output.strip()
        return {
            "cpus": os.cpu_count(),
            "memory_gib": psutil.virtual_memory().total / 2**30,
            "kernel": platform.release(),
            "load": os.getloadavg(),
            "engine": client.version()["Version"],
            "inner_engine": inner,
            "peers": {name: wanted[0].rpartition("==")[2] for name, wanted in pins().items()},
        }


def rows_of(report: dict[str, Any]) -> list[Row]:
    """The lines that a kept run gives."""
    measured = Measured(report["samples"], report["facts"], report["missing"])
    return [row for name in SUBJECTS if name in report["subjects"] for row in SUBJECTS[name].rows(measured)]


def show(rows: list[Row]) -> None:
    """Print the table."""
    table = Table("", "quoi", "nous", "à côté", "rapport", "visé", "")
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f} ×"
        mark = {True: "✓", False: "✗", None: ""}[row.met]
        table.add_row(*map(escape, (row.target, row.what, row.ours, row.beside, ratio, row.aim, mark)))
    Console(width=170).print(table)


def main() -> int:
    """Measure, print, keep the numbers; write the page when everything was measured."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=6, help="how often the slow things are measured")
    parser.add_argument("--only", default="", help=f"some subjects only, among {', '.join(SUBJECTS)}")
    parser.add_argument(
        "--page", type=Path, metavar="JSON", help="write the page of a whole run that was kept"
    )
    options = parser.parse_args()
    names = [name for name in options.only.split(",") if name] or list(SUBJECTS)
    if unknown := [name for name in names if name not in SUBJECTS]:
        parser.error(f"no such subject: {', '.join(unknown)}")
    # What is on the engine goes with the blocks that put it there, also when this process is told to end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if options.page:
        report = json.loads(options.page.read_text(encoding="utf-8"))
    else:
        kernelspec.install()
        sweep_all()
        try:
            report = run(names, options.rounds)
        finally:
            # A grading that is cut short with this process is killed outright, and leaves its sandboxes.
            sweep_all()
    rows = rows_of(report)
    show(rows)
    if report["whole"]:
        PAGE.write_text(page(report, rows), encoding="utf-8")
        console.print(f"written: {PAGE}")
    return 1 if report["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
