"""Run cells in the course's kernel, attached to a sandbox; only this module uses nbclient."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import signal
import tempfile
import time
from collections.abc import Iterable, Mapping
from typing import Any

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from checker.batch.cell_outcome import CellOutcome
from checker.batch.kernels import ForkProvisioner
from checker.batch.nursery import Nursery
from checker.course.notebook import KERNEL_NAME
from checker.errors import SandboxError
from checker.messages import batch as say

STARTUP_TIMEOUT_S = 60
GRACE_S = 30.0
"""After its time, a cell is interrupted; the kernel's ladder ends any program within seconds."""
INSIST_S = 0.35
"""Between two interruptions: each takes the ladder a step further, from ^C to the end of the shell."""
INSISTENCE = 3
"""Interruptions after nbclient's own: the ladder's whole height, nobody is there to enjoy a mild one."""

MAX_OUTPUT = 20_000
"""Characters of a cell's output that are kept: its beginning and its end."""
_CONTROL = re.compile(
    r"\x1b\[[0-9;:<=>?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)

_log = logging.getLogger(__name__)
_log.addHandler(logging.NullHandler())
_log.propagate = False  # nbclient writes of each interrupted cell to the terminal


class Replay:
    """A kernel process that runs cells one after another, in one persistent shell.

    Args:
        env: the kernel's whole environment; `REGISTRES_SANDBOX` names the sandbox to attach to.
        nursery: who starts the kernel.

    Raises:
        SandboxError: the kernel is not installed, or does not start.
    """

    def __init__(self, env: Mapping[str, str], nursery: Nursery) -> None:
        # Nothing that lies beside a submission can be imported: the kernel's folder is an empty one.
        self._folder = tempfile.TemporaryDirectory(prefix="registres-grade-")
        self._runner = asyncio.Runner()
        self._notebook = nbformat.v4.new_notebook()
        self._client = NotebookClient(
            self._notebook,
            kernel_name=KERNEL_NAME,
            allow_errors=True,
            interrupt_on_timeout=True,
            shutdown_kernel="immediate",
            startup_timeout=STARTUP_TIMEOUT_S,
            store_widget_state=False,
            log=_log,
        )
        # nbclient leaves tasks behind when it is interrupted; all that matters is raised to whoever waits.
        self._runner.get_loop().set_exception_handler(_note)
        try:
            self._runner.run(self._start(dict(env), nursery))
        except BaseException:
            self.close()
            raise

    def run(self, source: str, *, timeout_s: float) -> CellOutcome:
        """Run one cell to its end or to the end of its time.

        Raises:
            SandboxError: the kernel died or answers no more.
        """
        cell = nbformat.v4.new_code_cell(source)
        self._notebook.cells = [cell]
        self._client.timeout = max(1, round(timeout_s))
        started = time.monotonic()
        try:
            self._runner.run(self._execute(cell))
        except (DeadKernelError, RuntimeError) as exc:
            raise SandboxError(say.KERNEL_LOST, do=say.TRY_AGAIN) from exc
        except (TimeoutError, CellTimeoutError) as exc:
            raise SandboxError(say.KERNEL_STUCK, do=say.TRY_AGAIN) from exc
        return CellOutcome(
            failed=any(output.output_type == "error" for output in cell.outputs),
            interrupted=time.monotonic() - started >= self._client.timeout,
            output=_text(cell.outputs),
            outputs=tuple(cell.outputs),
        )

    def kill(self) -> None:
        """End the kernel at once, from any thread: the cell that runs raises, and so does each later one."""
        provisioner = getattr(self._client.km, "provisioner", None)
        if provisioner is not None and provisioner.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(provisioner.pid, signal.SIGKILL)

    def close(self) -> None:
        """End the kernel; idempotent."""
        try:
            self._runner.run(self._stop())
        finally:
            self._runner.close()
            self._folder.cleanup()

    async def _start(self, env: dict[str, str], nursery: Nursery) -> None:
        client = self._client
        client.km = client.create_kernel_manager()
        try:
            spec = client.km.kernel_spec
            client.km.provisioner = ForkProvisioner(parent=client.km, kernel_spec=spec)
            client.km.provisioner.nursery = nursery
            await client.async_start_new_kernel(env=env, cwd=self._folder.name)
            await client.async_start_new_kernel_client()
        except NoSuchKernel as exc:
            raise SandboxError(say.KERNEL_MISSING, do=say.PREPARE) from exc
        except RuntimeError as exc:  # died before replying, or took more than STARTUP_TIMEOUT_S
            raise SandboxError(say.KERNEL_LOST, do=say.TRY_AGAIN) from exc

    async def _execute(self, cell: nbformat.NotebookNode) -> None:
        timeout_s = float(self._client.timeout)
        insisting = asyncio.create_task(self._insist(timeout_s))
        try:
            await asyncio.wait_for(self._client.async_execute_cell(cell, 0), timeout_s + GRACE_S)
        finally:
            insisting.cancel()

    async def _insist(self, timeout_s: float) -> None:
        """Interrupt a cell that goes on after its time, more and more strongly."""
        await asyncio.sleep(timeout_s)
        for _ in range(INSISTENCE):
            await asyncio.sleep(INSIST_S)
            await self._client.km.interrupt_kernel()

    async def _stop(self) -> None:
        client = self._client
        if client.kc is not None:
            client.kc.stop_channels()
            client.kc = None
        if client.km is not None:
            if client.km.has_kernel:
                await client.km.shutdown_kernel(now=True)
            client.km = None


def _note(_loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Keep what asyncio has to say off the terminal."""
    _log.debug(context["message"], exc_info=context.get("exception"))


def _text(outputs: Iterable[Mapping[str, Any]]) -> str:
    """What a cell printed, and the error that it ended with."""
    parts = []
    for output in outputs:
        if output["output_type"] == "stream":
            parts.append(output["text"])
        elif output["output_type"] == "error":
            parts.append("\n".join(output["traceback"]))
    text = _CONTROL.sub("", "\n".join(part.rstrip("\n") for part in parts))
    if len(text) <= MAX_OUTPUT:
        return text
    half = MAX_OUTPUT // 2
    return f"{text[:half]}\n{say.cut(len(text) - MAX_OUTPUT)}\n{text[-half:]}"
