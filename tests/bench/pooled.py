"""A sandbox that was started beforehand and waits, paused, until it is asked for."""

from __future__ import annotations

import contextlib
import time
from typing import Any

from measured import THIN, Measured, Row, duration, p95, spread

from checker.sandbox import engine, labels
from checker.sandbox.pool import Pool
from checker.sandbox.sandbox import Sandbox

WATCHED_S = 5.0
CONTAINERS = 2
"""Of a sandbox: its Hub and the learner's machine."""


def measure(measured: Measured, rounds: int) -> None:
    """Take one that waits, and ask its engine something; look how much processor time it takes meanwhile."""
    key: tuple[str, ...] = ()
    with (
        contextlib.closing(engine.connect()) as client,
        Pool(lambda roles: Sandbox.start(containers=roles), most=3, spares=1) as pool,
    ):
        for turn in range(3 * rounds + 2):
            waiting = _wait_for_spare(client, pool, key)
            if turn == 0:
                measured.facts["pool_idle_cpu_s"] = _idle_cpu(client, waiting)
            began = time.perf_counter()
            sandbox = pool.take(key)
            measured.add("pool_take", time.perf_counter() - began)
            sandbox.machine.probe("ready")
            measured.add("pool_first_answer", time.perf_counter() - began)
            pool.leave(sandbox)


def _wait_for_spare(client: Any, pool: Any, key: tuple[str, ...]) -> list[str]:
    """Have one prepared; the containers of it, once they are paused."""
    before = set(_paused(client))
    pool.expect([key])
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = [container for container in _paused(client) if container not in before]
        if len(found) >= CONTAINERS:
            return found
        time.sleep(0.1)
    raise RuntimeError("no sandbox waits in the pool")


def _paused(client: Any) -> list[str]:
    # Other processes may have pools of their own on this engine.
    filters = {"label": f"{labels.OWNER}={labels.Owner.current()}", "status": "paused"}
    return [container["Id"] for container in client.api.containers(filters=filters)]


def _idle_cpu(client: Any, containers: list[str]) -> float:
    """Seconds of processor that waiting takes."""
    before = sum(_cpu(client, container) for container in containers)
    time.sleep(WATCHED_S)
    return sum(_cpu(client, container) for container in containers) - before


def _cpu(client: Any, container: str) -> float:
    told = client.api.stats(container, stream=False, one_shot=True)
    return float(told["cpu_stats"]["cpu_usage"]["total_usage"]) / 1e9


def rows(measured: Measured) -> list[Row]:
    """Target 2."""
    what = "Recevoir un bac à sable de la réserve"
    aim = f"95ᵉ centile ≤ 50{THIN}ms, processeur 0 en attente"
    if not measured.has("pool_take"):
        return [Row("2", what, f"non mesuré ({measured.why_missing('pool_take')})", aim=aim)]
    takes, idle = measured.samples["pool_take"], measured.facts["pool_idle_cpu_s"]
    slow = p95(takes)
    return [
        Row(
            "2",
            what,
            f"{spread(takes)}, 95ᵉ centile {duration(slow)}{THIN}; processeur en {duration(WATCHED_S)} "
            f"d'attente{THIN}: {duration(idle)}",
            f"jusqu'à la première réponse du poste{THIN}: {spread(measured.samples['pool_first_answer'])}",
            aim=aim,
            met=slow <= 0.05 and idle < 0.01,
        )
    ]
