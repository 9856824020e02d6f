"""The memory of one machine and of thirty-two sandboxes; thirty of them asked for at once."""

from __future__ import annotations

import contextlib
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psutil
from bare_engine import BareEngine
from exercises import answers, first_cell, with_source
from host_registry import HostRegistry, host_registries
from measured import THIN, Measured, Row, compare, mib, number, spread

from checker.sandbox import admission, engine
from checker.sandbox.sandbox import Sandbox

AT_ONCE = 30
ALL = 32
EACH_MIB = 320
"""What one must be able to take before this computer is asked for so many."""
MIB = 2**20
SETTLE_S = 3.0


def measure(measured: Measured, rounds: int) -> None:
    """Idle, then after the six exercises, ours and a bare engine; then the crowd."""
    with host_registries() as (registry,):
        for _ in range(max(1, rounds // 2)):
            _ours(measured)
            _bare(measured, registry)
    if psutil.virtual_memory().available < ALL * EACH_MIB * MIB:
        measured.missing["crowd_ready"] = "trop peu de mémoire libre"
        return
    queue, admission.at_once = admission.at_once, lambda: ALL
    try:
        _crowd(measured, "unqueued")
    finally:
        admission.at_once = queue
    _crowd(measured, "crowd")


def _work() -> str:
    return "\n".join([first_cell(), *answers()])


def _ours(measured: Measured) -> None:
    with Sandbox.start() as sandbox, contextlib.closing(engine.connect()) as client:
        time.sleep(SETTLE_S)
        measured.add("machine_idle_mib", used(client, sandbox.machine.container))
        done = sandbox.machine.run(_work(), timeout_s=120)
        if done.exit_code:
            raise RuntimeError(done.output)
        measured.add("machine_worked_mib", used(client, sandbox.machine.container))


def _bare(measured: Measured, registry: HostRegistry) -> None:
    with BareEngine(registry.client, network=registry.network) as bare:
        time.sleep(SETTLE_S)
        measured.add("dockerd_idle_mib", used(registry.client, bare.container))
        bare.run(with_source(_work(), registry.inner))
        measured.add("dockerd_worked_mib", used(registry.client, bare.container))


def used(client: Any, container: str) -> float:
    """What a container holds, less the file pages that the kernel may drop; its tmpfs counts."""
    told = client.api.stats(container, stream=False, one_shot=True)["memory_stats"]
    dropped = told["stats"].get("total_inactive_file", told["stats"].get("inactive_file", 0))
    return (told["usage"] - dropped) / MIB


def _crowd(measured: Measured, name: str) -> None:
    """Thirty asked for in the same moment, two more, and the memory that all of them take."""
    before = psutil.virtual_memory().available
    with contextlib.ExitStack() as stack, ThreadPoolExecutor(AT_ONCE) as pool:
        began = time.perf_counter()

        def start(_: int) -> tuple[Sandbox, float]:
            return Sandbox.start(), time.perf_counter() - began

        failures = []
        for future in [pool.submit(start, n) for n in range(AT_ONCE)]:
            try:
                sandbox, ready = future.result()
            except Exception as exc:  # one that does not start is part of the answer
                failures.append(f"{type(exc).__name__}: {exc}"[:200])
            else:
                stack.callback(sandbox.stop)
                measured.add(f"{name}_ready", ready)
        for _ in range(ALL - AT_ONCE + len(failures)):
            stack.enter_context(Sandbox.start())
        time.sleep(SETTLE_S)
        measured.add(f"{name}_mib", (before - psutil.virtual_memory().available) / MIB)
        measured.facts[f"{name}_failures"] = failures


def rows(measured: Measured) -> list[Row]:
    """Target 14."""
    if not measured.has("machine_idle_mib"):
        return []
    made = [
        compare(
            measured,
            f"Mémoire d'un poste {when}",
            f"machine_{key}_mib",
            ("moteur nu", f"dockerd_{key}_mib"),
            target="14",
            most=1.2,
            show=mib,
        )
        for key, when in (("idle", "au repos"), ("worked", "après les six exercices"))
    ]
    if not measured.has("crowd_mib"):
        why = measured.why_missing("crowd_ready")
        return [*made, Row("14", f"{ALL} bacs à sable, Hub compris", f"non mesuré ({why})", aim="≤ 6 Gio")]
    gib = measured.median("crowd_mib") / 1024
    ready, failures = measured.samples["crowd_ready"], measured.facts["crowd_failures"]
    return [
        *made,
        Row(
            "14",
            f"{ALL} bacs à sable, Hub compris",
            f"{number(gib, 1)}{THIN}Gio",
            aim=f"≤ 6{THIN}Gio",
            met=gib <= 6,
        ),
        Row(
            "14",
            f"{AT_ONCE} bacs à sable demandés au même instant, chacun à son tour",
            f"prêts en {spread(ready)}, {len(failures)} échec{'s' if len(failures) > 1 else ''}",
            f"sans file d'attente{THIN}: {spread(measured.samples['unqueued_ready'])}",
            measured.median("crowd_ready") / measured.median("unqueued_ready"),
            aim="aucun échec",
            met=not failures,
        ),
    ]
