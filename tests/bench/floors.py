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


PULL = "began=$EPOCHREALTIME; docker pull -q registry:2 > /dev/null; echo $began $EPOCHREALTIME"


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
        self._pull = with_source(PULL, registry.inner)

    def one(self, measured: Measured) -> None:
        """Measure one copy alone."""
        boot, work, removal = self._cold()
        measured.add("floor_boot", boot)
        measured.add("floor_work", work)
        measured.add("floor_removal", removal)
        measured.add("floor_cold", boot + work + removal)
        pull, cpu = self._pulled()
        measured.add("floor_pull", pull)
        measured.add("floor_pull_cpu", cpu)
        measured.add("floor_there", boot + work + removal - pull)

    def at_once(self, measured: Measured, parallel: int, copies: int) -> None:
        """Measure a class of so many copies."""
        cpu, began = cpu_seconds(), time.perf_counter()
        with ThreadPoolExecutor(parallel) as pool:
            list(pool.map(lambda _: self._cold(), range(copies)))
        measured.add(f"floor_each_{parallel}", (time.perf_counter() - began) / copies)
        measured.add(f"floor_cpu_{parallel}", (cpu_seconds() - cpu) / copies)

    def _pulled(self) -> tuple[float, float]:
        """Seconds, elapsed and of processor, that an engine takes to pull what a learner's begins with."""
        with BareEngine(self._registry.client, network=self._registry.network) as bare:
            cpu = cpu_seconds()
            began, ended = map(float, bare.run(self._pull).split())
            return ended - began, cpu_seconds() - cpu

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
    parts = (
        ("démarrage", "floor_boot"),
        ("commandes", "floor_work"),
        ("dont le tirage de `registry:2`", "floor_pull"),
        ("retrait", "floor_removal"),
    )
    return Row(
        "",
        "Plancher à froid : moteur nu, `registry:2` tiré et démarré, les six réponses, leurs contrôles",
        spread(measured.samples["floor_cold"]),
        f"{THIN}; ".join(f"{title}{THIN}: {spread(measured.samples[name])}" for title, name in parts),
    )
