"""Kernels of one nursery: as nbclient sees them, processes like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psutil
from jupyter_client.provisioning import LocalProvisioner

from checker.batch.nursery import Nursery


class _Forked:
    """A kernel's process, which is not a child of ours, in the manner of `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        try:
            self._process: psutil.Process | None = psutil.Process(pid)
        except psutil.NoSuchProcess:
            self._process = None

    def poll(self) -> int | None:
        return None if self._process is not None and self._process.is_running() else 0

    def wait(self) -> int:
        if self._process is not None:
            self._process.wait()
        return 0

    def send_signal(self, number: int) -> None:
        if self._process is not None and self._process.is_running():
            self._process.send_signal(number)

    def kill(self) -> None:
        if self._process is not None and self._process.is_running():
            self._process.kill()

    terminate = kill


class ForkProvisioner(LocalProvisioner):  # type: ignore[misc]
    """Has the nursery start the kernel, in the place of the command of its kernelspec."""

    nursery: Nursery

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start the kernel; its command's last words are its arguments."""
        arguments = cmd[cmd.index("-f") :]
        self.pid = self.nursery.start(arguments, kwargs["env"], str(kwargs["cwd"]))
        self.process = _Forked(self.pid)
        # It makes itself a group of its own.
        self.pgid = self.pid
        self.cwd = Path(kwargs["cwd"])
        return self.connection_info
