"""Input boxes: asks the front end for a line without blocking the event loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import zmq

if TYPE_CHECKING:
    from ipykernel.kernelbase import Kernel

POLL_S = 0.03
# The box travels on another socket than the output that precedes it: one that overtook a recomposed output
# would be cleared away with the old one.
SETTLE_S = 0.1
EOF_TEXTS = ("\x04", "^D", "^d")


class Prompts:
    """One input box at a time."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._cancelled = asyncio.Event()

    def cancel(self) -> None:
        """Give up on the open box; the front end closes it by itself when the cell is interrupted."""
        self._cancelled.set()

    async def ask(self, prompt: str, *, password: bool) -> str | None:
        """The line that was typed; None when the box was given up."""
        self._cancelled.clear()
        self._drop_stale()
        await asyncio.sleep(SETTLE_S)
        if self._cancelled.is_set():
            return None
        kernel: Any = self._kernel
        kernel.session.send(
            kernel.stdin_socket,
            "input_request",
            {"prompt": prompt, "password": password},
            kernel.get_parent("shell"),
            ident=kernel._get_shell_context_var(kernel._shell_parent_ident),
        )
        while not self._cancelled.is_set():
            value = self._reply()
            if value is not None:
                return value
            await asyncio.sleep(POLL_S)
        return None

    def _drop_stale(self) -> None:
        try:
            while True:
                self._kernel.stdin_socket.recv_multipart(zmq.NOBLOCK)
        except zmq.ZMQError:
            return

    def _reply(self) -> str | None:
        session: Any = self._kernel.session
        try:
            _, reply = session.recv(self._kernel.stdin_socket, mode=zmq.NOBLOCK)
        except (ValueError, KeyError, TypeError):  # not signed, or no message at all
            return None
        if not reply or reply.get("msg_type") != "input_reply":
            return None
        value = reply.get("content", {}).get("value", "")
        return value if isinstance(value, str) else ""
