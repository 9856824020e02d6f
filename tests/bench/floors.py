"""The floor of a graded copy: the same docker commands and checks, nothing of ours around them."""

from __future__ import annotations

import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from bare_engine import BareEngine
from cpu import cpu_seconds
from exercises import answers, first_cell, on_host, with_source
from host_registry import HostRegistry, host_registries
from measured import THIN, Measured, Row, spread, timed

CHECKS = (
    "docker image inspect localhost:5000/mysql:8.0 > /dev/null",
    "curl -fs localhost:5000/v2/mysql/tags/list | grep -q 8.0",
    "! docker image inspect mysql:8.0 localhost:5000/mysql:8.0 > /dev/null 2>&1",
    "docker image inspect localhost:5000/mysql:8.0 > /dev/null; "
    "curl -fs -o /dev/null -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' "
    "localhost:5000/v2/mysql/manifests/8.0",
    "grep -q 'BEGIN CERTIFICATE' registre.crt",
    "curl -fs localhost:5000/v2/mysql/tags/list | grep -q 8.1",
)
PARALLEL = (1, 2, 4, 8)


def commands() -> str:
    """Each reference answer, then its check."""
    return "\n".join(f"{answer}\n{check}" for answer, check in zip(answers(), CHECKS, strict=True))


def measure(measured: Measured, rounds: int) -> None:
    """Cold bare engines, some at once; then the same commands on this host's own engine."""
    with host_registries() as (registry,):
        script = with_source(f"{first_cell()}\n{commands()}", registry.inner)
        for parallel in PARALLEL:
            copies = max(rounds, 3) if parallel == 1 else 2 * parallel + rounds
            cpu, began = cpu_seconds(), time.perf_counter()
            with ThreadPoolExecutor(parallel) as pool:
                done = list(pool.map(lambda _: _cold(registry, script), range(copies)))
            wall = time.perf_counter() - began
            measured.add(f"floor_each_{parallel}", wall / copies)
            measured.add(f"floor_cpu_{parallel}", (cpu_seconds() - cpu) / copies)
            for boot, work, removal in done if parallel == 1 else ():
                measured.add("floor_boot", boot)
                measured.add("floor_work", work)
                measured.add("floor_removal", removal)
                measured.add("floor_cold", boot + work + removal)
        on_this_host = on_host(commands(), registry.address)
        for _ in range(rounds + 1):
            measured.add("floor_host", timed(lambda: _on_host(on_this_host)))
        # The first one brought the image.
        measured.samples["floor_host"].pop(0)


def _cold(registry: HostRegistry, script: str) -> tuple[float, float, float]:
    """Seconds of the boot, of the commands, of the removal."""
    bare = BareEngine(registry.client, network=registry.network)
    try:
        work = timed(lambda: bare.run(script))
    finally:
        removal = timed(bare.remove)
    return bare.boot_s, work, removal


def _on_host(script: str) -> None:
    with tempfile.TemporaryDirectory(prefix="registres-banc-") as folder:
        subprocess.run(["bash", "-ec", script], cwd=folder, check=True, capture_output=True)


def rows(measured: Measured) -> list[Row]:
    """What the floor is made of."""
    if not measured.has("floor_cold"):
        return []
    parts = (("démarrage", "floor_boot"), ("commandes", "floor_work"), ("retrait", "floor_removal"))
    return [
        Row(
            "",
            "Plancher à froid : moteur nu, `registry:2` tiré et démarré, les six réponses, leurs contrôles",
            spread(measured.samples["floor_cold"]),
            f"{THIN}; ".join(f"{title}{THIN}: {spread(measured.samples[name])}" for title, name in parts),
        ),
        Row(
            "",
            "Plancher des pairs : les mêmes commandes sur le moteur de l'hôte, registre déjà là",
            spread(measured.samples["floor_host"]),
        ),
    ]
