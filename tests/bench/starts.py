"""A sandbox's cold start beside a bare engine, with its hub and its network and without; and its removal."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time

from bare_engine import DOCKERD_ALONE, BareEngine
from leftovers import left_behind
from measured import THIN, Measured, Row, compare, duration, spread, timed

from checker.sandbox import engine, labels
from checker.sandbox.construction import prepare
from checker.sandbox.labels import Owner
from checker.sandbox.machine_container import start_machine
from checker.sandbox.removal import remove_run
from checker.sandbox.sandbox import Sandbox
from checker.sandbox.sweep import sweep

KILLED = """
import sys
from checker.sandbox.sandbox import Sandbox
print(Sandbox.start().run_id, flush=True)
sys.stdin.read()
"""


def measure(measured: Measured, rounds: int) -> None:
    """In turn: a whole sandbox, its machine alone, a bare engine in the same image."""
    with contextlib.closing(engine.connect()) as client:
        for _ in range(rounds):
            began = time.perf_counter()
            sandbox = Sandbox.start()
            measured.add("sandbox", time.perf_counter() - began)
            measured.add("sandbox_stop", timed(sandbox.stop))
            measured.add("machine", _machine_alone(client))
            for name, how in (("dockerd", {}), ("dockerd_packaged", {"engine": DOCKERD_ALONE})):
                with BareEngine(client, **how) as bare:
                    measured.add(name, bare.boot_s)
                    removed = timed(bare.remove)
                    if name == "dockerd":
                        measured.add("dockerd_stop", removed)
        for _ in range(max(1, rounds // 3)):
            measured.add("sweep_after_kill", _sweep_after_kill(client))
        measured.facts["left_after_stops"] = left_behind(client)


def _machine_alone(client: object) -> float:
    """The machine of a sandbox whose network is there; the seconds until its engine answers."""
    run_id = labels.new_run_id()
    try:
        hub, order = prepare(client, run_id, Owner.current())
        hub.wait_ready()
        began = time.perf_counter()
        start_machine(client, order, "machine").close()
        return time.perf_counter() - began
    finally:
        remove_run(client, run_id)


def _sweep_after_kill(client: object) -> float:
    """Seconds that the next sweep takes for what a killed process has left; none of it may stay."""
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        process.stdout.readline()
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    return timed(lambda: sweep(client))


def rows(measured: Measured) -> list[Row]:
    """Targets 1 and 11."""
    made = [
        compare(
            measured,
            "Démarrer à froid un poste seul, sur un réseau déjà là, comme le moteur nu",
            "machine",
            ("moteur *rootless* nu, même image", "dockerd"),
            target="1",
            most=1.2,
        ),
        compare(
            measured,
            "Démarrer à froid un bac à sable entier, avec son Hub",
            "sandbox",
            ("moteur *rootless* nu, même image", "dockerd"),
            target="1",
            most=1.6,
        ),
        compare(
            measured,
            "Le même, comparé au moteur tel que Debian l'empaquette",
            "sandbox",
            ("`dockerd --rootless`", "dockerd_packaged"),
        ),
    ]
    if "left_after_stops" in measured.facts:
        made.append(_teardown(measured))
    return made


def _teardown(measured: Measured) -> Row:
    left = measured.facts["left_after_stops"]
    return Row(
        "11",
        "Retirer un bac à sable entier",
        spread(measured.samples["sandbox_stop"]),
        f"moteur nu{THIN}: {spread(measured.samples['dockerd_stop'])}{THIN}; après un `SIGKILL`, "
        f"le ménage suivant{THIN}: {spread(measured.samples['sweep_after_kill'])}{THIN}; "
        f"restes{THIN}: {left}",
        measured.median("sandbox_stop") / measured.median("dockerd_stop"),
        f"≤ {duration(0.2)}, aucun reste",
        measured.median("sandbox_stop") <= 0.2 and left == 0,
    )
