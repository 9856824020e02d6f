"""The sandbox of one kernel: started in the background, revived when it dies, stopped with the kernel."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Any

from checker.errors import CheckerError, SandboxError
from checker.kernel import opened_notebook
from checker.kernel.shell import AGENT, Shell, ShellLostError
from checker.messages import kernel as say

ATTACH_VARIABLE = "REGISTRES_SANDBOX"
STOP_TIMEOUT_S = 15.0
REOPEN_S = 4.0
WORLD_S = 20.0
STROKES = 5


class SandboxSession:
    """One sandbox at a time, and the shell in it.

    Args:
        loop: the kernel's event loop; shells live there.
        start: starts (or attaches to) a sandbox; blocks. By default, starts one with the containers that the
            notebook's lab needs.
        attached: the sandbox belongs to somebody else: it is neither replaced nor stopped.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        start: Callable[[], Any] | None = None,
        attached: bool = False,
    ) -> None:
        self._loop = loop
        self._start = start or self._start_own
        self.attached = attached
        self._lock = threading.Lock()
        self._future: Future[Any] | None = None
        self._stopped = False
        self._shell: Shell | None = None
        self._containers = opened_notebook.containers()
        self.is_blank = True
        """Nothing of the learner's is lost with it: no cell of theirs has run there."""
        self.folder = "~"
        """The learner's current folder, as far as known."""
        self.ahead = 0
        """How many other sandboxes must start before this one."""

    @classmethod
    def from_environment(cls, loop: asyncio.AbstractEventLoop) -> SandboxSession:
        """A session on the sandbox that `REGISTRES_SANDBOX` names, else on one of our own."""
        run_id = os.environ.get(ATTACH_VARIABLE)
        if run_id:
            return cls(loop, start=lambda: _attach(run_id), attached=True)
        return cls(loop)

    def begin(self) -> Future[Any]:
        """Start the sandbox in a thread, if that is not done yet."""
        with self._lock:
            if self._future is None:
                self._future = Future()
                threading.Thread(
                    target=self._run, args=(self._future,), name="sandbox-start", daemon=True
                ).start()
            return self._future

    @property
    def is_ready(self) -> bool:
        """Whether the sandbox answers at once."""
        future = self._future
        return future is not None and future.done() and future.exception() is None

    def wait(self) -> Any:
        """The sandbox, once it is ready; blocks.

        Raises:
            SandboxError: it does not start; the next call tries again.
        """
        future = self.begin()
        try:
            return future.result()
        except CheckerError:
            self._forget(future)
            raise
        except Exception as exc:
            self._forget(future)
            raise SandboxError(f"{say.NO_ANSWER} ({exc})", do=say.RESTART_ORDER) from exc

    async def sandbox(self) -> Any:
        """The sandbox, once it is ready.

        Raises:
            SandboxError: it does not start.
        """
        return await asyncio.to_thread(self.wait)

    async def shell(self) -> Shell:
        """The shell, opened if need be.

        Raises:
            SandboxError: no sandbox, or its agent does not answer.
        """
        if self._shell is not None:
            return self._shell
        sandbox = await self.sandbox()
        try:
            channel = await asyncio.to_thread(sandbox.machine.open, AGENT, as_learner=True)
            shell = Shell(channel, self._loop)
            await shell.wait_ready()
        except ShellLostError as exc:
            raise SandboxError(say.NO_ANSWER, do=say.RESTART_ORDER) from exc
        self._shell = shell
        return shell

    def interrupt(self) -> None:
        """Interrupt the shell's cell, from any thread."""
        if self._shell is not None:
            self._shell.interrupt()

    async def recover(self) -> str:
        """Bring a shell back after the last one was lost; give the sentence that says what is lost.

        Raises:
            SandboxError: nothing can be brought back.
        """
        self._drop_shell()
        sandbox = await self.sandbox()
        if await asyncio.to_thread(_try, sandbox.is_alive):
            # A bomb that ended this shell would end the next one too, even if there is room for it now.
            if not await asyncio.to_thread(sandbox.machine.is_crowded) and await self._reopen():
                return say.SHELL_LOST
            # Nothing can be started there any more (a fork bomb): end all that is the learner's.
            await asyncio.to_thread(_end_processes, sandbox)
            if await self._reopen():
                return say.MACHINE_FULL
        if await asyncio.to_thread(_try, sandbox.revive):
            await self.shell()
            return say.MACHINE_LOST
        await self.renew()
        return say.MACHINE_LOST

    async def relieve(self) -> str:
        """End the learner's processes when they leave no room for another; say so, or nothing.

        A shell that a fork bomb has ended is followed by one that the bomb will end too.
        """
        sandbox = await self.sandbox()
        return await self.recover() if await asyncio.to_thread(sandbox.machine.is_crowded) else ""

    async def _reopen(self) -> bool:
        # A learner may kill all that is theirs: the machine needs a second to come back.
        deadline = self._loop.time() + REOPEN_S
        while True:
            with contextlib.suppress(SandboxError):
                await self.shell()
                return True
            if self._loop.time() > deadline:
                return False
            await asyncio.sleep(0.3)

    async def renew(self) -> None:
        """Replace the sandbox by a fresh one.

        Raises:
            SandboxError: the new one does not start.
        """
        if self.attached:
            raise SandboxError(say.ATTACHED_LOST, do=say.GRADE_AGAIN)
        self._drop_shell()
        future = self.begin()
        self._forget(future)
        # Both at once: nothing of the old one is in the new one's way.
        self.begin()
        self.is_blank = True
        await asyncio.to_thread(_stop_future, future)
        await self.sandbox()
        await self.shell()

    def lacks(self, containers: Iterable[str]) -> bool:
        """Whether the sandbox is without some of these containers.

        One that is attached has what its owner gave it, and a notebook that bears its lab's name has all.
        """
        return not self.attached and not set(containers) <= self._containers

    async def renew_with(self, containers: Iterable[str]) -> None:
        """Replace the sandbox by one that has these containers too.

        Raises:
            SandboxError: it does not start.
        """
        self._containers |= set(containers)
        await self.renew()

    def stop(self) -> None:
        """Stop the sandbox for good, even one that is still starting; blocks."""
        with self._lock:
            self._stopped = True
            future = self._future
        self._drop_shell()
        if future is None:
            return
        if self.attached:
            _close_future(future)
        else:
            _stop_future(future)

    def _start_own(self) -> Any:
        from checker.sandbox.sandbox import Sandbox

        return Sandbox.start(
            containers=sorted(self._containers), preloaded=opened_notebook.images(), queued=self._queued
        )

    def _queued(self, ahead: int) -> None:
        self.ahead = ahead

    def _run(self, future: Future[Any]) -> None:
        try:
            sandbox = self._start()
        except BaseException as exc:  # whoever waits must hear of it
            future.set_exception(exc)
            return
        future.set_result(sandbox)

    def _forget(self, future: Future[Any]) -> None:
        with self._lock:
            if self._future is future:
                self._future = None

    def _drop_shell(self) -> None:
        shell, self._shell = self._shell, None
        if shell is not None:
            shell.close()


def _attach(run_id: str) -> Any:
    from checker.sandbox.sandbox import Sandbox

    return Sandbox.attach(run_id)


def _try(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except CheckerError:
        return False


def _end_processes(sandbox: Any) -> None:
    """Kill all of the learner's processes at one stroke, and wait for the world that the machine starts anew.

    A shell opened before that would still be the old world's, and end with it. The stroke itself needs a
    process, for which a bomb may leave no room: it is dealt again.
    """
    for _ in range(STROKES):
        with contextlib.suppress(CheckerError, OSError):
            channel = sandbox.machine.open(["bash", "-c", "kill -9 -1"], as_learner=True)
            with contextlib.suppress(TimeoutError):
                channel.receive(1, 5.0)
            channel.close()
            sandbox.machine.probe("ready", timeout_s=WORLD_S)
        if not sandbox.machine.is_crowded():
            return


def _stop_future(future: Future[Any]) -> None:
    with contextlib.suppress(Exception):
        future.result(STOP_TIMEOUT_S).stop()


def _close_future(future: Future[Any]) -> None:
    with contextlib.suppress(Exception):
        if future.done():
            future.result().close()
