"""The kernel « Bac à sable (Docker) »: Jupyter's messages on one side, a shell in a sandbox on the other.

A bare `ipykernel.kernelbase.Kernel`: there is no Python evaluator in it that a notebook could reach.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any, ClassVar

import comm
from ipykernel._version import kernel_protocol_version
from ipykernel.kernelbase import Kernel

from checker import __version__
from checker.errors import CheckerError
from checker.kernel import commands, opened_notebook, pasted
from checker.kernel.cell import Cell
from checker.kernel.completion import Completer
from checker.kernel.context import KernelContext
from checker.kernel.notice import StartNotice
from checker.kernel.output import CellOutput
from checker.kernel.prompts import Prompts
from checker.kernel.session import SandboxSession
from checker.kernel.shell import ShellLostError
from checker.messages import kernel as say

Reply = dict[str, Any]
RED, RESET = "\x1b[31m", "\x1b[0m"
FORK_FAILED = 254
"""What bash ends a cell with when it could not start a process."""


class SandboxKernel(Kernel):
    """Cells in bash, commands in `%`. An attribute named `shell` would mean something to ipykernel."""

    implementation = "bac-a-sable"
    implementation_version = __version__
    language_info: ClassVar[Reply] = {
        "name": "bash",
        "mimetype": "text/x-sh",
        "file_extension": ".sh",
        "codemirror_mode": "shell",
        "pygments_lexer": "bash",
    }
    banner = say.BANNER
    # No debugger, no subshell, no figures about this machine.
    control_msg_types: ClassVar[list[str]] = [*Kernel.msg_types]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._loop = asyncio.get_event_loop()
        self._init_comms()
        self.sandbox_session = SandboxSession.from_environment(self._loop)
        # The home page is of use without a sandbox; one that is attached may still be on its way.
        if not opened_notebook.is_home() and not self.sandbox_session.attached:
            self.sandbox_session.begin()
        self._completer = Completer(self.sandbox_session)
        self._context = KernelContext(self, self.sandbox_session, self._loop)
        self._prompts = Prompts(self)
        self._interrupted = asyncio.Event()

    def publish(self, kind: str, content: dict[str, Any]) -> None:
        """Send an output of the running cell to the front ends."""
        self.send_response(self.iopub_socket, kind, content)

    @property
    def kernel_info(self) -> Reply:
        """What front ends want to know; the base class would import a debugger to say that there is one."""
        return {
            "protocol_version": kernel_protocol_version,
            "implementation": self.implementation,
            "implementation_version": self.implementation_version,
            "language_info": self.language_info,
            "banner": self.banner,
            "help_links": [],
            "supported_features": [],
        }

    # Cells

    async def do_execute(
        self,
        code: str,
        silent: bool,
        store_history: bool = True,
        user_expressions: Any = None,
        allow_stdin: bool = False,
        *,
        cell_meta: Any = None,
        cell_id: Any = None,
    ) -> Reply:
        """Run a cell: bash, or commands of ours. `user_expressions` are never evaluated."""
        self._interrupted.clear()
        code = code.replace("\r\n", "\n")  # a notebook written on Windows: bash takes the rest for a word
        if not code.strip():
            return self._ok()
        self._context.is_running = True
        try:
            if await self._unless_interrupted(self._context.settled.wait()) is None:
                return self._interruption()
            if commands.is_command_cell(code):
                return await self._run_commands(code, interactive=allow_stdin)
            return await self._run_bash(code, interactive=allow_stdin)
        except CheckerError as exc:
            return self._error(type(exc).__name__, exc.what, f"{exc.what}\n{exc.do}")
        finally:
            self._context.is_running = False
            for tell in self._context.after_cell:
                tell()

    async def _run_bash(self, code: str, *, interactive: bool) -> Reply:
        with StartNotice(self, self.sandbox_session):
            shell = await self._unless_interrupted(self.sandbox_session.shell())
        if shell is None:
            return self._interruption()
        if shell.lost:
            lost = await self._recover()
            if lost == say.MACHINE_LOST:
                return self._error("PosteArrete", lost, lost)
            self.publish("stream", {"name": "stdout", "text": lost + "\n"})
            shell = await self.sandbox_session.shell()
        output = CellOutput(self, interactive=interactive)
        cell = Cell(shell, output, self._prompts if interactive else None, self.interrupt)
        began = time.time()
        self.sandbox_session.is_blank = False
        try:
            finished = await cell.run(code)
        except ShellLostError:
            output.finish()
            lost = await self._recover()
            return self._error("ShellPerdu", lost, lost)
        finally:
            self._context.spans.append((began, time.time()))
        output.finish()
        self.sandbox_session.folder = finished.folder
        may_be_full = finished.new_shell or finished.code == FORK_FAILED
        if may_be_full and (said := await self.sandbox_session.relieve()):
            self.publish("stream", {"name": "stdout", "text": said + "\n"})
        if finished.code == 0:
            return self._ok()
        lines = (say.exit_code(finished.code), pasted.advice(code))
        return self._error("CodeDeRetour", str(finished.code), "\n".join(filter(None, lines)))

    async def _recover(self) -> str:
        self._completer.close()
        return await self.sandbox_session.recover()

    async def _run_commands(self, code: str, *, interactive: bool) -> Reply:
        self._context.interactive = interactive
        for call in commands.parse(code):
            running = asyncio.to_thread(call.command.run, self._context, call.arguments)
            try:
                done = await self._unless_interrupted(_flagged(running))
            except CheckerError:
                raise
            except Exception as exc:  # our own fault must not look like the learner's
                self.log.exception("command %s failed", call.name)
                why = say.own_fault(call.name, f"{type(exc).__name__}: {exc}")
                return self._error("ErreurInterne", why, why)
            if done is None:
                return self._interruption()
        return self._ok()

    async def _unless_interrupted(self, work: Any) -> Any:
        """The work's result; None when the cell is interrupted first."""
        task = asyncio.ensure_future(work)
        interruption = asyncio.ensure_future(self._interrupted.wait())
        await asyncio.wait({task, interruption}, return_when=asyncio.FIRST_COMPLETED)
        interruption.cancel()
        if task.done():
            return task.result()
        task.add_done_callback(_forget_result)
        return None

    def _ok(self) -> Reply:
        return {
            "status": "ok",
            "execution_count": self.execution_count,
            "payload": [],
            "user_expressions": {},
        }

    def _interruption(self) -> Reply:
        return self._error("Interruption", "130", say.INTERRUPTED)

    def _error(self, name: str, value: str, text: str) -> Reply:
        content = {
            "ename": name,
            "evalue": value,
            "traceback": [f"{RED}{line}{RESET}" for line in text.splitlines()],
        }
        self.publish("error", content)
        return {"status": "error", "execution_count": self.execution_count, **content}

    # Interruption and end

    def interrupt(self) -> None:
        """Interrupt the running cell, from any thread."""
        self._loop.call_soon_threadsafe(self._interrupted.set)
        self._loop.call_soon_threadsafe(self._prompts.cancel)
        self.sandbox_session.interrupt()

    async def interrupt_request(self, stream: Any, ident: Any, parent: Any) -> None:
        """Interrupt by message: no signal goes to this process or its children."""
        self.interrupt()
        if self.session:
            self.session.send(stream, "interrupt_reply", {"status": "ok"}, parent, ident=ident)

    async def do_shutdown(self, restart: bool) -> Reply:
        """Stop the sandbox: a restarted kernel gets a fresh one."""
        await asyncio.to_thread(self.close_sandbox)
        return {"status": "ok", "restart": restart}

    def close_sandbox(self) -> None:
        """Stop the sandbox for good; blocks."""
        self._completer.close()
        self.sandbox_session.stop()

    # Help for the editor

    async def do_complete(self, code: str, cursor_pos: int) -> Reply:
        """Tab."""
        start, matches = await asyncio.to_thread(self._completer.complete, code[:cursor_pos])
        return {
            "status": "ok",
            "matches": matches,
            "cursor_start": start,
            "cursor_end": cursor_pos,
            "metadata": {},
        }

    # Widgets

    def _init_comms(self) -> None:
        manager: Any = comm.get_comm_manager()
        self.comm_manager = manager
        for kind in ("comm_open", "comm_msg", "comm_close"):
            self.shell_handlers[kind] = getattr(manager, kind)
        # Only what a reloaded page needs to find its widgets again: front ends make no widget here.
        manager.register_target("jupyter.widget.control", _open_control)


def _open_control(opened: Any, message: dict[str, Any]) -> None:
    from ipywidgets import Widget

    Widget.handle_control_comm_opened(opened, message)


async def _flagged(work: Any) -> bool:
    """True once the work is done: its result is not None whatever it returns."""
    await work
    return True


def _forget_result(task: asyncio.Future[Any]) -> None:
    with contextlib.suppress(BaseException):
        task.exception()
