"""What a `%` command may do with the kernel."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from checker.errors import CheckerError
from checker.kernel.output import Publisher
from checker.kernel.session import SandboxSession
from checker.messages import kernel as say

SPANS = 100


class KernelContext:
    """The kernel as commands see it. Commands run in a thread, so that clicks go on being answered.

    Args:
        publisher: sends outputs of the running cell.
        session: the sandbox.
        loop: the kernel's event loop, where clicks are handled.
    """

    def __init__(
        self, publisher: Publisher, session: SandboxSession, loop: asyncio.AbstractEventLoop
    ) -> None:
        self._publisher = publisher
        self.session = session
        self.loop = loop
        self.interactive = True
        """False when nobody can click or type (nbclient)."""
        self.memo: dict[str, Any] = {}
        """Whatever must last as long as the kernel."""
        self.after_cell: list[Callable[[], None]] = []
        """Called on the event loop when a cell has ended, whatever it was."""
        self.settled = asyncio.Event()
        """Set unless the sandbox is being rebuilt; cells wait for it."""
        self.settled.set()
        self.is_running = False
        """Whether a cell runs."""
        self.spans: deque[tuple[float, float]] = deque(maxlen=SPANS)
        """When the last cells of bash began and ended, in seconds since the epoch."""

    def sandbox(self) -> Any:
        """The sandbox, once it is ready; blocks: never on the event loop.

        Raises:
            SandboxError: it does not start.
        """
        return self.session.wait()

    def require(self, containers: Sequence[str]) -> None:
        """See that the sandbox has these containers, if need be by starting another; blocks.

        Raises:
            CheckerError: the one that would be replaced holds the learner's work.
            SandboxError: it does not start.
        """
        if not self.session.lacks(containers):
            return
        if not self.session.is_blank:
            raise CheckerError(say.missing_containers(containers), do=say.OTHER_NOTEBOOK)
        self.print(f"{say.missing_containers(containers)} {say.RESTARTING}")
        self.wait_for(self.session.renew_with(containers))

    @property
    def keeps_progress(self) -> bool:
        """False in a sandbox that belongs to somebody else: what is tried there is not the learner's."""
        return not self.session.attached

    def renew(self, containers: Sequence[str]) -> None:
        """Replace the sandbox by a fresh one, to be filled; blocks.

        Raises:
            SandboxError: it does not start.
        """
        self.wait_for(self.session.renew_with(containers))
        self.session.is_blank = False

    def print(self, text: str) -> None:
        """Write text in the cell's output."""
        self._publisher.publish(
            "stream", {"name": "stdout", "text": text if text.endswith("\n") else text + "\n"}
        )

    def display(self, shown: Any) -> None:
        """Show a widget, or a dictionary of media types, in the cell's output."""
        bundle = shown if isinstance(shown, dict) else shown._repr_mimebundle_()
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        self._publisher.publish("display_data", {"data": dict(data), "metadata": dict(metadata)})

    def background(self, function: Callable[..., Any], *args: Any) -> None:
        """Run in a thread of its own, from a click: clicks are handled on the event loop."""
        context = contextvars.copy_context()
        threading.Thread(
            target=context.run, args=(function, *args), name="registres-background", daemon=True
        ).start()

    def soon(self, function: Callable[..., Any], *args: Any) -> None:
        """Run on the event loop, from a thread: widgets are made and changed there."""
        self.loop.call_soon_threadsafe(function, *args)

    def wait_for(self, coroutine: Any) -> Any:
        """Run a coroutine on the event loop and wait for it, from a thread."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()
