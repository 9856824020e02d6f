"""The floor of a sandbox's start: `dockerd --rootless` in the machine's image, nothing of ours around it."""

from __future__ import annotations

import time
from typing import Any

from checker.sandbox import labels, machine_spec

READY = b"bench: ready"
DOCKERD = "dockerd --rootless --data-root=/var/lib/docker --exec-root=/run/docker --host=unix:///run/user/1000/docker.sock"
DOCKERD_ALONE = f"exec {DOCKERD}"
"""As it is packaged: dockerd starts containerd, and from version 26 on waits a second for it."""
CONTAINERD = "/run/containerd/containerd.sock"
DOCKERD_TUNED = (
    "mkdir -p /run/containerd; containerd --config /usr/lib/registres/containerd.toml & "
    f"while [ ! -S {CONTAINERD} ]; do sleep 0.01; done; exec {DOCKERD} --containerd={CONTAINERD}"
)
"""The fastest known way: containerd first."""

ROOTLESSKIT = (
    "setpriv --reuid=1000 --regid=1000 --clear-groups env HOME=/home/apprenant "
    "XDG_RUNTIME_DIR=/run/user/1000 "
    "rootlesskit --state-dir=/run/user/1000/rk --net=pasta --mtu=65520 --disable-host-loopback "
    "--port-driver=implicit --copy-up=/etc --copy-up=/run"
)
SCRIPT = """
chmod 666 /dev/net/tun
( while ! curl -sf -o /dev/null --unix-socket /run/user/1000/docker.sock http://engine/info
  do sleep 0.01; done; echo {ready} ) &
exec {rootlesskit} sh -c 'rm -rf /run/docker /run/containerd /run/xtables.lock; {engine}' 2>/dev/null
"""


def boot(client: Any, image: str, engine: str) -> float:
    """Start a bare engine, wait until it answers, throw it away; return the seconds until the answer."""
    info = client.info()
    host = machine_spec.host_config(info, "bridge", "127.0.0.1", None)
    script = SCRIPT.format(ready=READY.decode(), rootlesskit=ROOTLESSKIT, engine=engine)
    request = {
        "Image": image,
        "Entrypoint": ["/bin/sh", "-c", script],
        "Labels": labels.make_labels(labels.new_run_id(), "bench", labels.Owner.current()),
        "HostConfig": host,
    }
    began = time.perf_counter()
    container = client.api.create_container_from_config(request)["Id"]
    try:
        client.api.start(container)
        seen = b""
        for chunk in client.api.logs(container, stream=True, follow=True):
            seen += chunk
            if READY in seen:
                return time.perf_counter() - began
        raise RuntimeError(f"the bare engine ended: {seen.decode(errors='replace')[-2000:]}")
    finally:
        client.api.remove_container(container, force=True, v=True)
