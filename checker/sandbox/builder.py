"""An image built from a Dockerfile by the engine itself: no Docker command line, no BuildKit needed.

The engine's classic builder is in every version since 20.10; which plug-ins a machine's `docker`
command has does not matter.
"""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

import docker

from checker.errors import SandboxError
from checker.messages import images as messages
from checker.sandbox import build_context, daemon
from checker.sandbox.build_context import ContextFile
from checker.sandbox.engine import translated
from checker.sandbox.progress import Progress

SILENCE_TIMEOUT_S = 600
"""How long a build may say nothing (a slow mirror) before it is given up."""
_STEP = re.compile(r"Step (\d+)/(\d+) : ")
_LINES_KEPT = 12


def build(
    client: docker.DockerClient,
    name: str,
    files: list[ContextFile],
    *,
    tag: str,
    arguments: Mapping[str, str],
    labels: Mapping[str, str],
    progress: Progress,
) -> None:
    """Build an image from the files of its context, a Dockerfile among them.

    Raises:
        SandboxError: the engine is lost, or a step failed; the end of its output is quoted.
    """
    with translated(messages.build_of(name)):
        events = client.api.build(
            fileobj=io.BytesIO(build_context.tar(files)),
            custom_context=True,
            tag=tag,
            buildargs=dict(arguments),
            labels=dict(labels),
            network_mode=_network(client),
            rm=True,
            forcerm=True,
            decode=True,
            timeout=SILENCE_TIMEOUT_S,
        )
        _follow(name, events, progress)


def _follow(name: str, events: Iterable[dict[str, Any]], progress: Progress) -> None:
    last: deque[str] = deque(maxlen=_LINES_KEPT)
    for event in events:
        said = str(event.get("stream", ""))
        step = _STEP.match(said)
        if step:
            progress(messages.build_step(name, int(step[1]), int(step[2])))
        last.extend(line for line in said.splitlines() if line.strip())
        if "error" in event:
            tail = "\n".join([*last, str(event["error"])])
            raise SandboxError(messages.build_failed(name, tail), do=messages.CHECK_NETWORK_AND_DISK)


def _network(client: docker.DockerClient) -> str | None:
    """Use the host's network on an engine apart, whose own bridge leads nowhere."""
    for network in client.networks.list(names=["bridge"]):
        name = (network.attrs.get("Options") or {}).get("com.docker.network.bridge.name", "")
        return "host" if name.startswith(daemon.BRIDGE_PREFIX) else None
    return "host"
