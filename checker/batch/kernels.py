"""Kernels of one nursery: as nbclient sees them, processes like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner

from checker.batch.forked import Forked
from checker.batch.nursery import Nursery


class ForkProvisioner(LocalProvisioner):  # type: ignore[misc]
    """Has the nursery start the kernel, in the place of the command of its kernelspec."""

    nursery: Nursery

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start the kernel; its command's last words are its arguments."""
        arguments = cmd[cmd.index("-f") :]
        self.pid = self.nursery.fork_kernel(arguments, kwargs["env"], str(kwargs["cwd"]))
        self.process = Forked(self.pid)
        # It makes itself a group of its own.
        self.pgid = self.pid
        self.cwd = Path(kwargs["cwd"])
        return self.connection_info
