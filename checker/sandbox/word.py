"""A container says a word when it is ready: its log is read until then; nothing is asked of the container."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import Any

import docker
from docker.errors import DockerException
from requests.exceptions import RequestException

#: A log that is silent for so long is read again from its beginning.
SILENCE_S = 5.0
_FAULTS = (DockerException, RequestException, OSError)


def says(client: docker.DockerClient, container: str, word: bytes, timeout_s: float) -> bool:
    """Wait until a container has said a word; False when it ends before, or not in time.

    Args:
        client: the outer engine.
        container: its id or its name.
        word: what its standard output must hold.
        timeout_s: how long it may take.
    """
    end = time.monotonic() + timeout_s
    while (left := end - time.monotonic()) > 0:
        with contextlib.suppress(*_FAULTS):
            stream = client.api.logs(container, stream=True, follow=True, stderr=False)
            if _is_in(word, stream, min(left, SILENCE_S)):
                return True
        if not _runs(client, container):
            return False
    return False


def _is_in(word: bytes, stream: Any, timeout_s: float) -> bool:
    timer = threading.Timer(timeout_s, stream.close)
    timer.daemon = True
    timer.start()
    said = b""
    try:
        for part in stream:
            said = said[-len(word) :] + part
            if word in said:
                return True
    finally:
        timer.cancel()
        stream.close()
        # That shuts the connection down; the answer itself keeps it open until the garbage is collected.
        stream._response.close()
    return False


def _runs(client: docker.DockerClient, container: str) -> bool:
    try:
        return bool(client.api.inspect_container(container)["State"]["Running"])
    except _FAULTS:
        return False
