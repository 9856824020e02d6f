"""`make bench`: our times beside their floors, measured in turn in one run on one machine. Not a test.

Four questions: what a sandbox costs over a bare `dockerd --rootless` in the same image; what a cell costs
beside a bare `docker exec`; what a verdict costs over the probe calls it is made of; what the explorer's
refresh of fifty tags costs over asking for their manifests in one go.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bare_engine import DOCKERD_ALONE, DOCKERD_TUNED, boot
from click_client import KernelClient
from rich.console import Console
from rich.table import Table

from checker.course.lab import read_labs
from checker.explorer.inventory import Inventory, parse_addresses
from checker.explorer.reader import ACCEPT
from checker.grading.grader import Grader
from checker.grading.worker import judge
from checker.grading.world import World
from checker.sandbox import engine, images
from checker.sandbox.sandbox import Sandbox

ARTEFACTS = Path(__file__).resolve().parents[1] / "artefacts/bench"
CROWD = Path(__file__).parent / "crowd.py"
TAGS = 50
CROWDED = "localhost:5055"
"""Where the crowded registry listens: no exercise uses that port."""
CRITERIA = 5
"""How many criteria the judged exercise has."""

Samples = dict[str, list[float]]


def timed(action: Callable[[], Any]) -> float:
    """Seconds that an action takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def measure_starts(rounds: int) -> Samples:
    """A whole sandbox (network, hub, token service, machine) against one bare engine, interleaved."""
    client, image = engine.connect(), images.image("machine")
    samples: Samples = {"sandbox": [], "sandbox_stop": [], "dockerd": [], "dockerd_tuned": []}
    for _ in range(rounds):
        began = time.perf_counter()
        sandbox = Sandbox.start()
        samples["sandbox"].append(time.perf_counter() - began)
        samples["sandbox_stop"].append(timed(sandbox.stop))
        samples["dockerd"].append(boot(client, image, DOCKERD_ALONE))
        samples["dockerd_tuned"].append(boot(client, image, DOCKERD_TUNED))
    return samples


def measure_cells(sandbox: Sandbox, kernel: KernelClient, rounds: int) -> Samples:
    """A cell that does nothing, from request to « idle », against an exec that does nothing."""
    machine = sandbox.machine.container
    client, docker = engine.connect(), shutil.which("docker")
    samples: Samples = {"cell": [], "exec_api": []} | ({"exec_cli": []} if docker else {})
    command = [docker or "", "exec", "-u", "1000", machine, "true"]

    def exec_api() -> None:
        made = client.api.exec_create(machine, ["true"], user="1000")["Id"]
        client.api.exec_start(made)

    for _ in range(rounds):
        samples["cell"].append(timed(lambda: kernel.execute(":")))
        samples["exec_api"].append(timed(exec_api))
        if docker:
            samples["exec_cli"].append(timed(lambda: subprocess.run(command, check=True)))
    return samples


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


def measure_verdicts(sandbox: Sandbox, kernel: KernelClient, exercise: Any, rounds: int) -> Samples:
    """A click on « Vérifier » until the panel shows its verdict, against the bare probe calls in a row."""
    recorder = RecordingMachine(sandbox.machine)
    judge(exercise.folder, [c.id for c in exercise.criteria], World(recorder, sandbox.hub))
    samples: Samples = {"click": [], "grade": [], "probes": []}
    with Grader() as grader:
        grader.grade(sandbox.run_id, exercise.id)
        kernel.click_verify()
        for _ in range(rounds):
            samples["click"].append(timed(kernel.click_verify))
            samples["grade"].append(timed(lambda: grader.grade(sandbox.run_id, exercise.id)))
            samples["probes"].append(
                timed(lambda: [sandbox.machine.probe(op, **a) for op, a in recorder.calls])
            )
    return samples


def measure_explorer(sandbox: Sandbox, rounds: int) -> Samples:
    """The explorer's first reading and its refreshes of a registry of fifty tags, against their bare GETs."""
    machine, port = sandbox.machine, CROWDED.partition(":")[2]
    machine.run(f"docker run -d --name foule -p {port}:5000 registry:2; sleep 2")
    filled = machine.run(f"python3 - 1 {TAGS} {CROWDED}", stdin=CROWD.read_bytes(), timeout_s=300)
    if filled.exit_code != 0:
        raise SystemExit(filled.output)
    addresses = parse_addresses([CROWDED])
    requests = [[f"/v2/equipe/depot-1/manifests/1.{n}", {"Accept": ACCEPT}] for n in range(TAGS)]
    kept = Inventory(addresses)
    kept.read(sandbox)
    samples: Samples = {"explorer_first": [], "explorer": [], "manifests": []}
    for _ in range(rounds):
        samples["explorer_first"].append(timed(lambda: Inventory(addresses).read(sandbox)))
        samples["explorer"].append(timed(lambda: kept.read(sandbox)))
        samples["manifests"].append(
            timed(lambda: machine.probe("fetch", url=f"http://{CROWDED}", requests=requests))
        )
    return samples


@contextmanager
def solved(containers: tuple[str, ...]) -> Iterator[tuple[Sandbox, Any]]:
    """A sandbox in which the first exercise of five criteria is solved by reference answers."""
    for lab in read_labs():
        for exercise in lab.exercises:
            if len(exercise.criteria) == CRITERIA:
                with Sandbox.start(containers=lab.containers or containers) as sandbox:
                    for step in lab.exercises[: lab.exercises.index(exercise) + 1]:
                        for script in filter(None, (step.setup, step.right[0])):
                            sandbox.machine.run(script.read_text(encoding="utf-8"))
                    yield sandbox, exercise
                return
    raise SystemExit(f"no exercise of {CRITERIA} criteria")


ROWS = [
    # what, ours, floor, aim (ratio), aim (seconds)
    ("sandbox, cold start | dockerd --rootless", "sandbox", "dockerd", 1.5, None),
    ("sandbox, cold start | the same, containerd first", "sandbox", "dockerd_tuned", None, None),
    ("trivial cell | docker exec (CLI)", "cell", "exec_cli", 0.1, None),
    ("trivial cell | docker exec (API)", "cell", "exec_api", None, None),
    ("click to verdict | its probe calls", "click", "probes", 2.0, 0.3),
    ("verdict without the kernel | its probe calls", "grade", "probes", None, None),
    ("explorer refresh, 50 tags | their manifests", "explorer", "manifests", None, 0.5),
    ("explorer, 50 tags never seen | their manifests", "explorer_first", "manifests", None, 1.0),
]


def show(samples: Samples) -> list[dict[str, Any]]:
    """Print the table; return its rows as data."""
    table = Table("ours | floor", "ours, ms", "floor, ms", "ratio", "aim", title="median \\[min…max]")
    rows = []
    for what, ours, floor, ratio_aim, seconds_aim in ROWS:
        if not samples.get(ours) or not samples.get(floor):
            continue
        ratio = statistics.median(samples[ours]) / statistics.median(samples[floor])
        met = (ratio_aim is None or ratio <= ratio_aim) and (
            seconds_aim is None or statistics.median(samples[ours]) <= seconds_aim
        )
        aim = " and ".join(
            [f"≤ {ratio_aim}×"] * (ratio_aim is not None)
            + [f"≤ {(seconds_aim or 0) * 1000:.0f} ms"] * bool(seconds_aim)
        )
        verdict = f"{aim} {'✓' if met else '✗'}" if aim else ""
        table.add_row(what, spread(samples[ours]), spread(samples[floor]), f"{ratio:.2f}×", verdict)
        rows.append({"what": what, "ratio": ratio, "aim": ratio_aim, "aim_s": seconds_aim, "met": met})
    Console(width=120).print(table)
    return rows


def spread(values: list[float]) -> str:
    """Median and spread, in milliseconds."""
    digits = 1 if statistics.median(values) < 0.1 else 0
    low, middle, high = (
        f"{v * 1000:.{digits}f}" for v in (min(values), statistics.median(values), max(values))
    )
    return f"{middle} [{low}…{high}]"


def main() -> None:
    """Measure, print, keep the numbers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=7, help="cold starts; the quick ones are made ten times as often"
    )
    rounds = parser.parse_args().rounds
    images.ensure_images()
    load = os.getloadavg()
    samples = measure_starts(rounds)
    with solved(()) as (sandbox, exercise), KernelClient(sandbox.run_id, exercise.id) as kernel:
        samples |= measure_cells(sandbox, kernel, rounds * 10)
        samples |= measure_verdicts(sandbox, kernel, exercise, rounds * 3)
        samples |= measure_explorer(sandbox, rounds * 3)
    rows = show(samples)
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    report = {
        "when": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "machine": {"cpus": os.cpu_count(), "kernel": platform.release(), "load": load},
        "rows": rows,
        "samples_s": samples,
    }
    path = ARTEFACTS / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    path.write_text(json.dumps(report, indent=1), encoding="utf-8")
    Console(width=120).print(f"load before: {load[0]:.1f} on {os.cpu_count()} CPUs; kept in {path}")


if __name__ == "__main__":
    main()
