"""The floor of a sandbox's start: `dockerd --rootless` in the machine's image, nothing of ours around it."""

from __future__ import annotations

import contextlib
import time
from typing import Any, Self

from bare_image import bare_image
from docker.errors import NotFound

from checker.sandbox import labels, machine_spec
from checker.sandbox.word import says

READY = b"bench: ready"
READY_TIMEOUT_S = 60.0
SOCKET = "unix:///run/user/1000/docker.sock"
DOCKERD = (
    "dockerd --rootless --data-root=/var/lib/docker --exec-root=/run/docker "
    f"--insecure-registry=0.0.0.0/0 --host={SOCKET}"
)
DOCKERD_ALONE = f"exec {DOCKERD}"
"""As it is packaged: dockerd starts containerd, and from version 26 on waits a second for it."""
CONTAINERD = "/run/containerd/containerd.sock"
DOCKERD_TUNED = (
    "mkdir -p /run/containerd; containerd --config /usr/lib/registres/containerd.toml & "
    f"while [ ! -S {CONTAINERD} ]; do sleep 0.01; done; exec {DOCKERD} --containerd={CONTAINERD}"
)
"""The fastest known way: containerd first."""

TUN = "/dev/net/tun"
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


class BareEngine:
    """A bare engine that answers; it ends with the block.

    Args:
        client: the outer engine.
        engine: how dockerd is started in it.
        network: the network that it is in.
    """

    def __init__(self, client: Any, engine: str = DOCKERD_TUNED, network: str = "bridge") -> None:
        self._client = client
        script = SCRIPT.format(ready=READY.decode(), rootlesskit=ROOTLESSKIT, engine=engine)
        image = bare_image(client)
        request = {
            "Image": image,
            "Entrypoint": ["/bin/sh", "-c", script],
            "Labels": labels.make_labels(labels.new_run_id(), "bench", labels.Owner.current()),
            "HostConfig": {
                **machine_spec.host_config(client.info(), "", None),
                "NetworkMode": network,
                "Dns": ["127.0.0.1"],
                "Devices": [{"PathOnHost": TUN, "PathInContainer": TUN, "CgroupPermissions": "rwm"}],
                "Sysctls": {"net.ipv4.ip_unprivileged_port_start": "0"},
            },
        }
        began = time.perf_counter()
        self.container = client.api.create_container_from_config(request)["Id"]
        try:
            client.api.start(self.container)
            self._wait()
        except BaseException:
            self.remove()
            raise
        self.boot_s = time.perf_counter() - began
        """Seconds from its creation until it answered."""

    def _wait(self) -> None:
        if not says(self._client, self.container, READY, READY_TIMEOUT_S):
            log = self._client.api.logs(self.container, tail=20).decode(errors="replace")
            raise RuntimeError(f"the bare engine does not answer: {log[-2000:]}")

    def run(self, script: str) -> str:
        """Run a script on it, as its user; what it printed."""
        made = self._client.api.exec_create(
            self.container,
            ["bash", "-ec", script],
            user="1000",
            workdir="/home/apprenant",
            environment={"DOCKER_HOST": SOCKET, "HOME": "/home/apprenant"},
        )["Id"]
        output = self._client.api.exec_start(made).decode(errors="replace")
        if self._client.api.exec_inspect(made)["ExitCode"]:
            raise RuntimeError(f"the floor's script failed: {output[-2000:]}")
        return output

    def remove(self) -> None:
        """Throw it away; nothing happens the second time."""
        with contextlib.suppress(NotFound):
            self._client.api.remove_container(self.container, force=True, v=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()
