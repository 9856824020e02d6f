"""What a machine offers to the course: facts, gathered without judging them.

The engine may run elsewhere (Docker Desktop's virtual machine): what is asked of its kernel and of
its disk is read from inside a container that is set up like a learner's machine.
"""

from __future__ import annotations

import platform as python_platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import docker

from checker.errors import EngineUnavailableError, SandboxError
from checker.messages import doctor as messages
from checker.sandbox import engine, images, inventory, machine_spec, platform
from checker.sandbox.engine import translated

TRIAL_NAME = "base"
_MARK = "registres.trial"
# As a learner's machine starts: drop to a plain user, who then becomes root of namespaces of their own.
_TRIAL = """
show() { printf '%s=%s\\n' "$1" "$(cat "$2" 2> /dev/null)"; }
show max_user_namespaces /proc/sys/user/max_user_namespaces
show unprivileged_userns_clone /proc/sys/kernel/unprivileged_userns_clone
show apparmor /proc/sys/kernel/apparmor_restrict_unprivileged_userns
printf 'free_kib=%s\\n' "$(df -Pk / | awk 'NR == 2 { print $4 }')"
if setpriv --reuid=1000 --regid=1000 --clear-groups unshare --user --map-root-user --mount --net true
then printf 'namespaces=yes\\n'
fi
"""


@dataclass(frozen=True)
class Facts:
    """What was found; None stands for what could not be known."""

    system: str
    platform: platform.Platform
    python: tuple[int, int]
    engine_error: EngineUnavailableError | None = None
    engine_host: str = ""
    engine_info: Mapping[str, Any] = field(default_factory=dict)
    trial: Mapping[str, str] | None = None
    """What the trial container said; None when it could not be started."""
    trial_error: str = ""
    missing_images: tuple[str, ...] | None = None
    dead_runs: int | None = None

    def trial_number(self, key: str) -> int | None:
        """Return a number that the trial gave; None when there is none."""
        text = (self.trial or {}).get(key, "")
        return int(text) if text.isdigit() else None


def gather() -> Facts:
    """Look at this machine and at the engine that answers; starts one short-lived container."""
    here = Facts(
        system=platform.os_fields().get("PRETTY_NAME") or python_platform.platform(terse=True),
        platform=platform.current(),
        python=sys.version_info[:2],
    )
    try:
        found, client = engine.find()
    except EngineUnavailableError as error:
        return replace(here, engine_error=error)
    absent = images.missing(client)
    trial, trial_error = _try(client) if TRIAL_NAME not in absent else (None, "")
    return replace(
        here,
        engine_host=found.host,
        engine_info=client.info(),
        trial=trial,
        trial_error=trial_error,
        missing_images=tuple(absent),
        dead_runs=sum(not run.is_owner_alive for run in inventory.list_runs(client)),
    )


def _try(client: docker.DockerClient) -> tuple[dict[str, str] | None, str]:
    """Run the trial; gives what it said, else why it could not be started."""
    try:
        return _run_trial(client), ""
    except SandboxError as error:
        return None, error.what


def _run_trial(client: docker.DockerClient) -> dict[str, str]:
    """Run the trial in a container limited like a learner's machine; return what it printed."""
    with translated(messages.TRIAL):
        output = client.containers.run(
            images.tag(TRIAL_NAME),
            ["sh", "-c", _TRIAL],
            remove=True,
            labels={_MARK: "1"},
            network_mode="none",
            cap_drop=["ALL"],
            cap_add=list(machine_spec.CAPABILITIES),
            security_opt=["apparmor=unconfined", f"seccomp={machine_spec.seccomp_profile()}"],
            mem_limit=machine_spec.MEMORY,
            pids_limit=machine_spec.PIDS,
        )
    pairs = (line.split("=", 1) for line in output.decode("utf-8", "replace").splitlines() if "=" in line)
    return dict(pairs)
