"""What makes a service last: it restarts by itself, and what it keeps outlives its container."""

from __future__ import annotations

from checker.grading.criterion import Failure
from checker.grading.engine_state import Container
from checker.messages import grading as say


def require_restart(container: Container) -> None:
    """See that the engine starts a container again, after a fault and after its own restart.

    Raises:
        Failure: its restart policy does not say so.
    """
    if not container.restarts_by_itself:
        raise Failure(
            expected=say.RESTART_EXPECTED,
            observed=say.restart_policy(container.name, container.restart_policy),
            advice=say.RESTART_ADVICE,
        )


def describe_mount(container: Container, path: str) -> str:
    """Say what of the machine is mounted there, as a clause without capital or full stop."""
    mount = container.mount_at(path)
    if mount is None:
        return say.nothing_mounted(path)
    if mount.type == "bind":
        return say.folder_mounted(mount.source, path)
    return say.volume_mounted(mount.name, path) if mount.is_named else say.anonymous_mounted(path)
