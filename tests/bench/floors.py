"""The floor of a graded copy: the same docker commands and checks, nothing of ours around them."""

from __future__ import annotations

import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from bare_engine import BareEngine
from cpu import cpu_seconds
from exercises import answers, first_cell, on_host, with_source
from host_registry import HostRegistry
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


def commands() -> str:
    """Each reference answer, then its check."""
    return "\n".join(f"{answer}\n{check}" for answer, check in zip(answers(), CHECKS, strict=True))


class Floor:
    """Bare engines, a new one for each copy.

    Args:
        registry: where they find what a sandbox finds in its Hub.
    """

    def __init__(self, registry: HostRegistry) -> None:
        self._registry = registry
        self._script = with_source(f"{first_cell()}\n{commands()}", registry.inner)

    def one(self, measured: Measured) -> None:
        """Measure one copy alone."""
        boot, work, removal = self._cold()
        measured.add("floor_boot", boot)
        measured.add("floor_work", work)
        measured.add("floor_removal", removal)
        measured.add("floor_cold", boot + work + removal)

    def at_once(self, measured: Measured, parallel: int, copies: int) -> None:
        """Measure a class of so many copies."""
        cpu, began = cpu_seconds(), time.perf_counter()
        with ThreadPoolExecutor(parallel) as pool:
            list(pool.map(lambda _: self._cold(), range(copies)))
        measured.add(f"floor_each_{parallel}", (time.perf_counter() - began) / copies)
        measured.add(f"floor_cpu_{parallel}", (cpu_seconds() - cpu) / copies)

    def _cold(self) -> tuple[float, float, float]:
        """Seconds of the boot, of the commands, of the removal."""
        bare = BareEngine(self._registry.client, network=self._registry.network)
        try:
            work = timed(lambda: bare.run(self._script))
        finally:
            removal = timed(bare.remove)
        return bare.boot_s, work, removal


def on_this_host(registry: HostRegistry) -> float:
    """Seconds of the same commands on this host's own engine, which isolates nothing."""
    with tempfile.TemporaryDirectory(prefix="registres-banc-") as folder:
        script = on_host(commands(), registry.address)
        return timed(
            lambda: subprocess.run(["bash", "-ec", script], cwd=folder, check=True, capture_output=True)
        )


def row(measured: Measured) -> Row:
    """What the floor is made of."""
    parts = (("démarrage", "floor_boot"), ("commandes", "floor_work"), ("retrait", "floor_removal"))
    return Row(
        "",
        "Plancher à froid : moteur nu, `registry:2` tiré et démarré, les six réponses, leurs contrôles",
        spread(measured.samples["floor_cold"]),
        f"{THIN}; ".join(f"{title}{THIN}: {spread(measured.samples[name])}" for title, name in parts),
    )
