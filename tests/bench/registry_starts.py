"""registry:2 started through testcontainers as we do, as it does by itself, and by the Docker SDK alone."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.request import urlopen

from host_registry import wait_for_answer
from leftovers import own_run
from measured import THIN, Measured, Row, compare, number, spread
from testcontainers.core.config import testcontainers_config
from testcontainers.core.container import DockerContainer
from testcontainers.core.waiting_utils import wait_container_is_ready

from checker.sandbox import images

AT_ONCE = 8
PORT = "5000/tcp"


def measure(measured: Measured, rounds: int) -> None:
    """In turn, one alone and eight at once."""
    testcontainers_config.ryuk_disabled = True
    with own_run() as (client, _run, marks):
        image = images.image("registry2", client)
        ways: dict[str, Callable[[], float]] = {
            "registry_ours": lambda: _ours(client, image, marks),
            "registry_sdk": lambda: _sdk(client, image, marks),
            "registry_default": lambda: _default(client, image, marks),
        }
        for _ in range(2 * rounds):
            for name, start in ways.items():
                measured.add(name, start())
        for _ in range(max(1, rounds // 2)):
            for name, start in ways.items():
                with ThreadPoolExecutor(AT_ONCE) as pool:
                    for took in pool.map(lambda start: start(), [start] * AT_ONCE):
                        measured.add(f"{name}_{AT_ONCE}", took)


def _ours(client: Any, image: str, marks: dict[str, str]) -> float:
    """Testcontainers as `service_container` uses it: our client, no reaper, our own question."""
    began = time.perf_counter()
    container = DockerContainer(image, docker_client_kw={"version": "1.41"})
    container.get_docker_client().client = client
    container.with_exposed_ports(5000).with_kwargs(labels=marks, detach=True)
    container.start()
    return _until_answer(client, container.get_container_id(), began)


def _sdk(client: Any, image: str, marks: dict[str, str]) -> float:
    began = time.perf_counter()
    container = client.containers.run(image, detach=True, labels=marks, ports={PORT: None})
    return _until_answer(client, container.id, began)


def _default(client: Any, image: str, marks: dict[str, str]) -> float:
    """As its own `DockerRegistryContainer` does, which asks for one more library only to make passwords."""
    began = time.perf_counter()
    container = DockerContainer(image).with_exposed_ports(5000)
    container.with_kwargs(labels=marks)
    container.start()
    _its_wait(f"http://{container.get_container_host_ip()}:{container.get_exposed_port(5000)}/v2/")
    took = time.perf_counter() - began
    client.api.remove_container(container.get_container_id(), force=True, v=True)
    return took


@wait_container_is_ready(OSError)
def _its_wait(url: str) -> None:
    with urlopen(url, timeout=1):
        pass


def _until_answer(client: Any, container: str, began: float) -> float:
    ports = client.api.inspect_container(container)["NetworkSettings"]["Ports"]
    wait_for_answer(int(ports[PORT][0]["HostPort"]))
    took = time.perf_counter() - began
    client.api.remove_container(container, force=True, v=True)
    return took


def rows(measured: Measured) -> list[Row]:
    """Target 10."""
    many = f"registry_ours_{AT_ONCE}"
    if not measured.has("registry_ours", many):
        return []
    values = measured.samples[many]
    worst = max(values) / statistics.median(values)
    default = measured.samples[f"registry_default_{AT_ONCE}"]
    late = sum(value > 1 for value in default)
    return [
        compare(
            measured,
            "`registry:2` par `testcontainers`, tel que nous l'employons, seul",
            "registry_ours",
            ("`docker` pour Python", "registry_sdk"),
            target="10",
            most=1.1,
        ),
        Row(
            "10",
            f"Le même, {AT_ONCE} à la fois, le plus lent par rapport à la médiane",
            spread(values),
            f"`testcontainers` par défaut{THIN}: {spread(default)}, {late} sur {len(default)} au-delà d'une "
            f"seconde{THIN}; `docker` pour Python{THIN}: "
            f"{spread(measured.samples[f'registry_sdk_{AT_ONCE}'])}",
            worst,
            f"≤ {number(2, 0)} ×",
            worst <= 2,
        ),
    ]
