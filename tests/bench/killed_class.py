"""`kill -9` of the grading of twenty copies, at a random moment, and the same command again."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

from graded_class import PATIENCE_S, command, environment, hand_in, read_grades, right_copies
from leftovers import left_behind
from measured import THIN, Measured, Row, duration

from checker.sandbox import engine

COPIES = 20
JOBS = 4
BETWEEN = (0.25, 0.8)
"""Parts of the time of a whole class: by then some copies are graded, and some are not."""


def measure(measured: Measured, rounds: int) -> None:
    """One or two kills: each costs the time of a whole class."""
    expected = measured.median("ours_20_4") if measured.has("ours_20_4") else 45.0
    kills = []
    with contextlib.closing(engine.connect()) as client:
        for _ in range(max(1, rounds // 3)):
            kills.append(_kill_once(client, random.uniform(*BETWEEN) * expected))
    measured.facts["kills"] = kills


def _kill_once(client: Any, moment_s: float) -> dict[str, Any]:
    with hand_in(right_copies(COPIES)) as folder:
        line = command(folder, JOBS)
        process = subprocess.Popen(
            line, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            time.sleep(moment_s)
        finally:
            process.kill()
            process.wait()
        book = folder.with_name("notes") / "notes.sqlite"
        graded_before = _count(book)
        began = time.perf_counter()
        done = subprocess.run(line, env=environment(), capture_output=True, timeout=PATIENCE_S, check=False)
        again_s = time.perf_counter() - began
        grades, _durations = read_grades(book)
        solved = [
            who
            for who, exercises in grades.items()
            if len(exercises) == 6 and all(o == "passed" for _, criteria in exercises for _, o in criteria)
        ]
        rows_kept, different = _count(book), sum(len(each) for each in grades.values())
    return {
        "moment_s": moment_s,
        "graded_before": graded_before,
        "again_s": again_s,
        "exit_code": done.returncode,
        "lost": COPIES - len(grades),
        "ungraded": len(grades) - len(solved),
        "twice": rows_kept - different,
        "left": left_behind(client),
    }


def _count(book: Path) -> int:
    """Verdicts in a grade book, those that a later one replaces included."""
    if not book.exists():
        return 0
    with contextlib.closing(sqlite3.connect(book)) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'grades'").fetchone():
            return 0
        return int(database.execute("SELECT count(*) FROM grades").fetchone()[0])


def rows(measured: Measured) -> list[Row]:
    """Target 13."""
    made = []
    for kill in measured.facts.get("kills", ()):
        counts = [kill[key] for key in ("lost", "ungraded", "twice", "left")]
        made.append(
            Row(
                "13",
                f"`SIGKILL` après {duration(kill['moment_s'])} ({kill['graded_before']} exercices notés), "
                "puis la même commande",
                f"copies perdues{THIN}: {counts[0]}, non notées{THIN}: {counts[1]}, "
                f"exercices notés deux fois{THIN}: {counts[2]}, restes{THIN}: {counts[3]}{THIN}; "
                f"la reprise prend {duration(kill['again_s'])}",
                aim="0, 0, 1 au plus, aucun reste",
                met=counts[:2] == [0, 0] and counts[2] <= 1 and counts[3] == 0 and kill["exit_code"] == 0,
            )
        )
    return made
