"""What the benchmark itself puts on the engine, and its removal however it ends."""

from __future__ import annotations

import contextlib
import os
import re
import socket
from collections.abc import Iterator
from typing import Any

from docker.errors import NotFound

from checker.sandbox import engine, images, labels, ownership
from checker.sandbox.inventory import list_runs
from checker.sandbox.removal import remove_run
from checker.sandbox.sweep import sweep

NAME = "registres-banc"
"""Repository of the image that the peers' exercises push: no one else's."""
_OURS = re.compile(rf"localhost:(\d+)/(?:source/)?{NAME}[:@]")


@contextlib.contextmanager
def own_run() -> Iterator[tuple[Any, str, dict[str, str]]]:
    """A client, a run of ours and its labels: what carries them goes at the end, or at the next sweep."""
    client, run_id = engine.connect(), labels.new_run_id()
    ownership.hold(run_id)
    try:
        yield client, run_id, labels.make_labels(run_id, "bench", labels.Owner.current())
    finally:
        remove_run(client, run_id)
        _remove_networks(client, run_id)
        ownership.release(run_id)
        client.close()


def left_behind(client: Any) -> int:
    """How many runs of this process, or of processes that are dead, still have something on the engine."""
    return sum(
        not run.is_owner_alive or (run.owner is not None and run.owner.pid == os.getpid())
        for run in list_runs(client)
    )


def forget_names(client: Any, *ports: int) -> None:
    """Remove the names that exercises gave to images, for these ports and for registries that are gone."""
    for image in client.api.images():
        for name in [*(image["RepoTags"] or []), *(image["RepoDigests"] or [])]:
            found = _OURS.match(name)
            if found and (int(found[1]) in ports or not _listens(int(found[1]))):
                with contextlib.suppress(Exception):  # another process may be removing it
                    client.api.remove_image(name, force=True)


def sweep_all() -> None:
    """Remove what benchmarks that were killed have left on the engine."""
    images.ensure_images()
    with contextlib.closing(engine.connect()) as client:
        sweep(client)
        _remove_networks(client)
        forget_names(client)


def _remove_networks(client: Any, run_id: str = "") -> None:
    """Remove the networks of this run and of dead processes: sandboxes have none, no sweep looks for them."""
    for network in client.api.networks(filters={"label": labels.RUN}):
        marks = network["Labels"]
        if marks[labels.RUN] == run_id or not labels.is_owner_alive(marks):
            with contextlib.suppress(NotFound):
                client.api.remove_network(network["Id"])


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
