"""What an instructor would use instead, with the same exercises and isolating nothing."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import peer_material as material
from copies import CLASS, JOBS, best_jobs
from floors import on_this_host
from host_registry import HostRegistry, host_registries
from measured import THIN, Measured, Row, compare, number, spread
from peer_environment import PeerMissingError, environment

SIZES = (1, 5, CLASS)
LANES = min(2, os.cpu_count() or 1)
"""Processes by hand: none of them grades several such copies at once."""
PATIENCE_S = 900
TRIES = 3
"""A peer that fails to grade right copies (a kernel of nbgrader's dies) is asked again, and it is told."""

Grade = Callable[[Path], None]
Prepare = Callable[[Path, Path, HostRegistry, Sequence[str]], Grade]


class PeerFailedError(RuntimeError):
    """A peer did not grade right copies as right."""


def nbgrader(programs: Path, folder: Path, registry: HostRegistry, learners: Sequence[str]) -> Grade:
    """A course of nbgrader whose copies are collected; grading it is `nbgrader autograde`."""
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'banc'\n", encoding="utf-8"
    )
    _write(
        folder / "source" / material.ASSIGNMENT / "banc.ipynb",
        material.nbgrader_notebook(registry.address, solved=False),
    )
    for learner in learners:
        copy = material.nbgrader_notebook(registry.address, solved=True)
        _write(folder / "submitted" / learner / material.ASSIGNMENT / "banc.ipynb", copy)
    _call(programs, folder, "nbgrader", "generate_assignment", material.ASSIGNMENT)

    def grade(_room: Path) -> None:
        _call(programs, folder, "nbgrader", "autograde", material.ASSIGNMENT)
        with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as book:
            scores = [row[0] for row in book.execute("SELECT sum(auto_score) FROM grade")]
        _require(scores == [6.0 * len(learners)], scores)

    return grade


def otter(programs: Path, folder: Path, registry: HostRegistry, learners: Sequence[str]) -> Grade:
    """Copies for otter; grading them is `otter run` on each."""
    tests = folder / "tests"
    material.otter_tests(tests, registry.address)
    archive = folder / "autograder.zip"
    material.otter_archive(archive, tests)
    for learner in learners:
        # Renamed, a copy is silently graded otherwise: each has the name that it says in a folder of its own.
        copy = folder / learner / f"{material.ASSIGNMENT}.ipynb"
        _write(copy, material.otter_notebook(registry.address))

    def grade(_room: Path) -> None:
        for learner in learners:
            place = folder / learner
            _call(programs, place, "otter", "run", "--no-logo", "-a", str(archive), "banc.ipynb")
            told = json.loads((place / "results.json").read_text(encoding="utf-8"))
            # Its first entry is of the tests that everybody sees: worth nothing here.
            score = sum(each.get("score") or 0 for each in told["tests"])
            _require(score == 6, told)

    return grade


def check50(programs: Path, folder: Path, registry: HostRegistry, learners: Sequence[str]) -> Grade:
    """Copies for check50: a script for each answer, no notebook; grading them is `check50` on each."""
    checks = folder / "checks"
    _write(checks / "__init__.py", material.check50_module(registry.address))
    _write(checks / ".cs50.yml", "check50: true\n")
    for learner in learners:
        for n, answer in enumerate(material.host_answers(registry.address), 1):
            _write(folder / learner / f"{n}.sh", answer)

    def grade(_room: Path) -> None:
        for learner in learners:
            place = folder / learner
            output = _call(programs, place, "check50", "--dev", "-o", "json", "--", str(checks))
            told = json.loads(output)
            _require([each["passed"] for each in told["results"]] == [True] * 6, told)

    return grade


PEERS: dict[str, Prepare] = {"nbgrader": nbgrader, "otter": otter, "check50": check50}
TITLES = {"nbgrader": "`nbgrader autograde`", "otter": "`otter run`", "check50": "`check50`"}


def measure(measured: Measured, rounds: int) -> None:
    """Each peer, each size; one that cannot be measured is told and the others go on."""
    if shutil.which("docker") is None:
        measured.missing |= {f"{peer}_each": "pas de commande docker sur cette machine" for peer in PEERS}
        return
    with host_registries(LANES) as registries:
        on_this_host(registries[0])  # brings the image
        for peer, prepare in PEERS.items():
            try:
                programs = environment(peer)
                for _ in range(max(1, rounds // 3)):
                    for _ in range(2):
                        measured.add("floor_host", on_this_host(registries[0]))
                    _sizes(measured, peer, prepare, programs, registries)
            except PeerMissingError as exc:
                measured.missing |= {f"{peer}_{n}": str(exc) for n in (*SIZES, "each")}


def _sizes(
    measured: Measured, peer: str, prepare: Prepare, programs: Path, registries: list[HostRegistry]
) -> None:
    for size in SIZES:
        wall = _time_until_right(measured, peer, prepare, programs, registries, size)
        measured.add(f"{peer}_{size}", wall)
    measured.add(f"{peer}_each", wall / SIZES[-1])
    one, most = (measured.samples[f"{peer}_{n}"][-1] for n in (SIZES[0], SIZES[-1]))
    # Several processes share the copies out: each of them grades this many.
    measured.add(f"{peer}_marginal", (most - one) / (-(-SIZES[-1] // LANES) - 1))


def _time_until_right(
    measured: Measured,
    peer: str,
    prepare: Prepare,
    programs: Path,
    registries: list[HostRegistry],
    size: int,
) -> float:
    """The seconds of the first time that it goes well; those that do not are counted."""
    runs, failed = measured.facts.get(f"{peer}_runs", (0, 0))
    for attempt in range(1, TRIES + 1):
        try:
            wall = _time(prepare, programs, registries, size)
        except PeerFailedError:
            failed += 1
            if attempt == TRIES:
                raise
        else:
            break
    measured.facts[f"{peer}_runs"] = (runs + attempt, failed)
    return wall


def _time(prepare: Prepare, programs: Path, registries: list[HostRegistry], size: int) -> float:
    """Seconds that it takes to grade so many copies, shared out among processes with a registry each."""
    learners = [f"eleve{n:02}" for n in range(1, size + 1)]
    with tempfile.TemporaryDirectory(prefix="registres-banc-") as name:
        grades = []
        for lane, registry in enumerate(registries[:size]):
            folder = Path(name) / f"voie{lane}"
            folder.mkdir()
            grades.append(prepare(programs, folder, registry, learners[lane::LANES]))
        began = time.perf_counter()
        with ThreadPoolExecutor(len(grades)) as pool:
            list(pool.map(lambda grade: grade(Path(name)), grades))
        return time.perf_counter() - began


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _call(programs: Path, folder: Path, program: str, *arguments: str) -> str:
    """Run one of a peer's programs as its documentation says, with nothing of our environment in its way."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "REGISTRES", "VIRTUAL"))}
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [str(programs / program), *arguments],
        cwd=folder,
        env=kept | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    if done.returncode:
        raise PeerFailedError(f"{program}: {(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def _require(right: bool, told: object) -> None:
    if not right:
        raise PeerFailedError(f"a peer does not grade right copies as right: {told}")


def rows(measured: Measured) -> list[Row]:
    """Targets 7 and 8, and what each peer adds to the floor."""
    if not measured.has("ours_20_4"):
        return []
    ours = f"ours_each_{best_jobs(measured)}"
    what = f"Par copie, sur {CLASS}, chacun à son mieux"
    made = []
    for peer, target, most in (("nbgrader", "7", 1.0), ("otter", "8", 0.35), ("check50", "", None)):
        beside = (f"{TITLES[peer]}, qui n'isole rien", f"{peer}_each")
        made.append(compare(measured, what, ours, beside, target=target, most=most))
    otter_grade = f"`otter grade`, deux conteneurs{THIN}: non mesuré (voir plus bas)"
    made.append(Row("8", what, "", otter_grade, aim="≤ 0,60 ×"))
    floor = min((f"floor_each_{n}" for n in JOBS), key=measured.median)
    for peer in ("nbgrader", "otter"):
        beside = (f"{TITLES[peer]}, qui n'isole rien", f"{peer}_each")
        made.append(compare(measured, "Le plancher à froid lui-même, par copie, à son mieux", floor, beside))
    for size in SIZES[:2]:
        mine = f"ours_{size}"
        for peer in PEERS:
            beside = (TITLES[peer], f"{peer}_{size}")
            title = "Une copie" if size == 1 else f"{size} copies, chacun à son mieux"
            made.append(compare(measured, title, mine, beside))
    failures = [
        f"{TITLES[peer]}{THIN}: {failed} sur {runs}"
        for peer in PEERS
        for runs, failed in [measured.facts.get(f"{peer}_runs", (0, 0))]
        if failed
    ]
    if failures:
        title = "Exécutions d'un pair qui n'ont pas noté juste des copies justes, refaites"
        made.append(Row("", title, "", ", ".join(failures)))
    if measured.has("floor_host"):
        title = "Plancher des pairs : les mêmes commandes sur le moteur de l'hôte, registre déjà là"
        made.append(Row("", title, spread(measured.samples["floor_host"])))
        commands = measured.median("floor_host")
        costs = [
            f"{TITLES[p]}{THIN}: {number(measured.median(f'{p}_marginal') - commands, 2)}{THIN}s"
            for p in PEERS
            if measured.has(f"{p}_marginal")
        ]
        made.append(Row("9", "Ce que les pairs ajoutent à leur plancher, par copie", "", ", ".join(costs)))
    return made
