"""Small networks out of one range of ours: Docker's own pools end after about thirty."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping
from ipaddress import IPv4Network
from pathlib import Path

import docker
from docker.errors import APIError
from docker.types import IPAMConfig, IPAMPool

from checker.errors import SandboxError
from checker.messages import sandbox as say

POOL = IPv4Network("10.213.0.0/16")
PREFIX = 28
ATTEMPTS = 40
_FIRST = int(POOL.network_address)
_SIZE = 2 ** (POOL.max_prefixlen - PREFIX)

#: What the engine says of a range that somebody has taken meanwhile, in its releases since 20.10.
_CONFLICT = re.compile(r"overlap|already used", re.IGNORECASE)


def create_network(
    client: docker.DockerClient, name: str, labels: Mapping[str, str]
) -> tuple[str, IPv4Network]:
    """Create a network without a way out, on a range that is free.

    Two processes may want the same range: the engine gives it to one, the other takes another.

    Returns:
        the network's id and its range.

    Raises:
        SandboxError: no range is free, or the engine refuses for another reason.
    """
    refused: set[IPv4Network] = set()
    for _ in range(ATTEMPTS):
        subnet = choose([*ranges_of_networks(client), *ranges_of_host(), *refused])
        try:
            return _create(client, name, subnet, labels), subnet
        except APIError as error:
            if not _CONFLICT.search(str(error.explanation or error)):
                raise SandboxError(
                    say.network_refused(str(error.explanation or error)), do=say.RUN_DOCTOR
                ) from error
            refused.add(subnet)
    raise SandboxError(say.NO_FREE_RANGE, do=say.SWEEP_THEN_RETRY)


def _create(client: docker.DockerClient, name: str, subnet: IPv4Network, labels: Mapping[str, str]) -> str:
    answer = client.api.create_network(
        name,
        driver="bridge",
        ipam=IPAMConfig(pool_configs=[IPAMPool(subnet=str(subnet))]),
        internal=True,
        # The host takes no address of its own in it: a learner cannot reach the host's services.
        options={"com.docker.network.bridge.inhibit_ipv4": "true"},
        labels=dict(labels),
        check_duplicate=True,
    )
    return str(answer["Id"])


def choose(taken: Iterable[IPv4Network]) -> IPv4Network:
    """Pick a free range at random, so that processes that start together seldom want the same.

    Raises:
        SandboxError: there is none.
    """
    free = _free(taken)
    if not free:
        raise SandboxError(say.NO_FREE_RANGE, do=say.SWEEP_THEN_RETRY)
    return IPv4Network((_FIRST + random.choice(free) * _SIZE, PREFIX))


def count_free(taken: Iterable[IPv4Network]) -> int:
    """Count the ranges of the pool that touch nothing of what is taken."""
    return len(_free(taken))


def _free(taken: Iterable[IPv4Network]) -> list[int]:
    """The numbers of the free ranges, from the pool's beginning: thousands of objects would take 40 ms."""
    numbers = set(range(POOL.num_addresses // _SIZE))
    for network in taken:
        first, last = int(network.network_address) - _FIRST, int(network.broadcast_address) - _FIRST
        if last >= 0 and first < POOL.num_addresses:
            numbers.difference_update(range(max(first, 0) // _SIZE, last // _SIZE + 1))
    return sorted(numbers)


def ranges_of_networks(client: docker.DockerClient) -> list[IPv4Network]:
    """List the ranges of the engine's networks."""
    configs = [c for n in client.api.networks() for c in (n.get("IPAM") or {}).get("Config") or []]
    return [IPv4Network(c["Subnet"], strict=False) for c in configs if "." in c.get("Subnet", "")]


def ranges_of_host(table: Path = Path("/proc/net/route")) -> list[IPv4Network]:
    """List the host's routes that lie within the pool.

    A wider one (a VPN's 10.0.0.0/8, the default route) does not matter: our networks have no
    address on the host, so they add no route that could compete with it.
    """
    try:
        lines = table.read_text("ascii").splitlines()[1:]
    except OSError:
        return []
    rows = [line.split() for line in lines]
    routes = [
        IPv4Network((_address(row[1]), str(_mask(row[7]))), strict=False) for row in rows if len(row) > 7
    ]
    return [route for route in routes if route.prefixlen > POOL.prefixlen and route.subnet_of(POOL)]


def _address(little_endian: str) -> int:
    return int.from_bytes(bytes.fromhex(little_endian), "little")


def _mask(little_endian: str) -> int:
    return _address(little_endian).bit_count()
