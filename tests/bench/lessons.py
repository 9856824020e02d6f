"""What a learner waits for in a warm sandbox: a trivial cell, a verdict, the explorer's reading."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from click_client import KernelClient
from measured import THIN, Measured, Row, compare, duration, p95, spread, timed

from checker.course.lab import read_labs
from checker.explorer.inventory import Inventory, parse_addresses
from checker.explorer.reader import ACCEPT
from checker.grading.grader import Grader
from checker.grading.worker import judge
from checker.grading.world import World
from checker.sandbox import engine
from checker.sandbox.sandbox import Sandbox

CROWD = Path(__file__).parent / "crowd.py"
TAGS = 50
CROWDED = "localhost:5055"
"""Where the crowded registry listens: no exercise uses that port."""
CRITERIA = 5
"""How many criteria the judged exercise has."""


def measure(measured: Measured, rounds: int) -> None:
    """All of it in one sandbox, in which an exercise of five criteria is solved."""
    with solved() as (sandbox, exercise), KernelClient(sandbox.run_id, exercise.id) as kernel:
        _cells(measured, sandbox, kernel, rounds * 10)
        _verdicts(measured, sandbox, kernel, exercise, max(20, rounds * 6))
        _explorer(measured, sandbox, rounds * 3)


def _cells(measured: Measured, sandbox: Sandbox, kernel: KernelClient, rounds: int) -> None:
    """A cell that does nothing, from request to « idle », against an exec that does nothing."""
    machine = sandbox.machine.container
    client, docker = engine.connect(), shutil.which("docker")
    command = [docker or "", "exec", "-u", "1000", machine, "true"]

    def exec_api() -> None:
        made = client.api.exec_create(machine, ["true"], user="1000")["Id"]
        client.api.exec_start(made)

    for _ in range(rounds):
        measured.add("cell", timed(lambda: kernel.execute(":")))
        measured.add("exec_api", timed(exec_api))
        if docker:
            measured.add("exec_cli", timed(lambda: subprocess.run(command, check=True)))
    client.close()


class RecordingMachine:
    """A machine that notes the probe calls made through it."""

    def __init__(self, machine: Any) -> None:
        self._machine = machine
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def probe(self, op: str, **arguments: Any) -> Any:
        self.calls.append((op, arguments))
        return self._machine.probe(op, **arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._machine, name)


def _verdicts(measured: Measured, sandbox: Sandbox, kernel: KernelClient, exercise: Any, rounds: int) -> None:
    """A click on « Vérifier » until the panel shows its verdict, against the bare probe calls in a row."""
    recorder = RecordingMachine(sandbox.machine)
    judge(exercise.folder, [c.id for c in exercise.criteria], World(recorder, sandbox.hub))
    with Grader() as grader:
        grader.grade(sandbox.run_id, exercise.id)
        kernel.click_verify()
        for _ in range(rounds):
            measured.add("click", timed(kernel.click_verify))
            measured.add("grade", timed(lambda: grader.grade(sandbox.run_id, exercise.id)))
            measured.add(
                "probes", timed(lambda: [sandbox.machine.probe(op, **a) for op, a in recorder.calls])
            )


def _explorer(measured: Measured, sandbox: Sandbox, rounds: int) -> None:
    """The explorer's first reading and its refreshes of a registry of fifty tags, against their bare GETs."""
    machine, port = sandbox.machine, CROWDED.partition(":")[2]
    machine.run(f"docker run -d --name foule -p {port}:5000 registry:2; sleep 2")
    filled = machine.run(f"python3 - 1 {TAGS} {CROWDED}", stdin=CROWD.read_bytes(), timeout_s=300)
    if filled.exit_code != 0:
        raise RuntimeError(filled.output)
    addresses = parse_addresses([CROWDED])
    requests = [[f"/v2/equipe/depot-1/manifests/1.{n}", {"Accept": ACCEPT}] for n in range(TAGS)]
    kept = Inventory(addresses)
    kept.read(sandbox)
    for _ in range(rounds):
        measured.add("explorer_first", timed(lambda: Inventory(addresses).read(sandbox)))
        measured.add("explorer", timed(lambda: kept.read(sandbox)))
        measured.add(
            "manifests", timed(lambda: machine.probe("fetch", url=f"http://{CROWDED}", requests=requests))
        )


@contextmanager
def solved() -> Iterator[tuple[Sandbox, Any]]:
    """A sandbox in which the first exercise of five criteria is solved by reference answers."""
    for lab in read_labs():
        for exercise in lab.exercises:
            if len(exercise.criteria) == CRITERIA:
                with Sandbox.start(containers=lab.containers) as sandbox:
                    for step in lab.exercises[: lab.exercises.index(exercise) + 1]:
                        for script in filter(None, (step.setup, step.right[0])):
                            sandbox.machine.run(script.read_text(encoding="utf-8"))
                    yield sandbox, exercise
                return
    raise RuntimeError(f"no exercise of {CRITERIA} criteria")


def rows(measured: Measured) -> list[Row]:
    """Targets 3 and 4, and the explorer."""
    if not measured.has("cell", "click", "explorer"):
        return []
    return [
        _within(
            measured,
            "3",
            "Une cellule qui ne fait rien",
            "cell",
            ("`docker exec` par l'API", "exec_api"),
            0.01,
        ),
        _within(
            measured,
            "4",
            "Du clic sur « Vérifier » au verdict, cinq critères".replace("« ", f"«{THIN}").replace(
                " »", f"{THIN}»"
            ),
            "click",
            ("ses sondes seules", "probes"),
            0.1,
            tail=True,
        ),
        compare(measured, "Le même verdict sans le noyau", "grade", ("ses sondes seules", "probes")),
        compare(
            measured,
            f"Relire un registre de {TAGS} étiquettes dans l'explorateur",
            "explorer",
            ("leurs manifestes", "manifests"),
        ),
        compare(
            measured,
            f"Lire la première fois {TAGS} étiquettes dans l'explorateur",
            "explorer_first",
            ("leurs manifestes", "manifests"),
        ),
    ]


def _within(
    measured: Measured,
    target: str,
    what: str,
    ours: str,
    beside: tuple[str, str],
    most_s: float,
    *,
    tail: bool = False,
) -> Row:
    """A row whose target is a time: of the median, or of the slowest of twenty."""
    values, other = measured.samples[ours], measured.samples[beside[1]]
    reached = p95(values) if tail else measured.median(ours)
    shown = spread(values) + (f", 95ᵉ centile {duration(reached)}" if tail else "")
    return Row(
        target,
        what,
        shown,
        f"{beside[0]}{THIN}: {spread(other)}",
        measured.median(ours) / measured.median(beside[1]),
        f"{'95ᵉ centile ' if tail else ''}≤ {round(most_s * 1000)}{THIN}ms",
        reached <= most_s,
    )
