"""The learner's shell as the kernel sees it: cells in, events out, over any channel of bytes.

What comes from the agent is data: it runs as the learner, so it may lie or be replaced.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Protocol

from checker.kernel.frames import BrokenStreamError, Decoder, Frame, encode

AGENT = ["python3", "-IS", "/usr/lib/registres/agent.py"]
READY_TIMEOUT_S = 20.0
# The agent ends any program within five seconds of an interrupt, unless it was stopped or replaced itself.
HANG_UP_S = 15.0
# Who interrupts as often as the ladder has steps has climbed it to its end.
INSISTENT, HANG_UP_INSISTENT_S = 4, 0.6
# Frames received and not yet shown: beyond, the reader waits and the cell slows down.
BACKLOG = 256


class Channel(Protocol):
    """Bytes in, bytes out."""

    def send(self, data: bytes) -> None:
        """Send it all."""

    def receive(self, size: int = ..., timeout_s: float | None = ...) -> bytes:
        """Some bytes; none at the end."""

    def close(self) -> None:
        """Hang up."""


class ShellLostError(Exception):
    """The agent does not answer any more: it died, or the machine did."""


@dataclass(frozen=True)
class Output:
    """Bytes that the terminal shows."""

    data: bytes


@dataclass(frozen=True)
class Omitted:
    """Bytes that the agent did not send, in the middle of a flood."""

    count: int


@dataclass(frozen=True)
class Waiting:
    """A program waits for a line."""

    password: bool


@dataclass(frozen=True)
class FullScreen:
    """A full-screen program was started; the agent is ending it."""

    program: str


@dataclass(frozen=True)
class Finished:
    """The cell has ended."""

    code: int
    folder: str
    new_shell: bool


Event = Output | Omitted | Waiting | FullScreen | Finished


class Shell:
    """One agent; one cell at a time."""

    def __init__(self, channel: Channel, loop: asyncio.AbstractEventLoop) -> None:
        self._channel = channel
        self._loop = loop
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(BACKLOG)
        self._frames: asyncio.Queue[Frame | None] = asyncio.Queue()
        self._sending = self._held_interrupt = False
        self._running = False
        self._cells = 0
        self._interruptions = 0  # of the cell that runs
        self.lost = False
        self._reader = threading.Thread(target=self._read, name="shell-reader", daemon=True)
        self._reader.start()

    async def wait_ready(self, timeout_s: float = READY_TIMEOUT_S) -> None:
        """Wait for the agent's first word.

        Raises:
            ShellLostError: it never came.
        """
        try:
            frame = await asyncio.wait_for(self._next(), timeout_s)
        except TimeoutError:
            self.close()
            raise ShellLostError from None
        if frame.kind != b"R":
            self.close()
            raise ShellLostError

    async def run(self, code: str, *, stdin: bool) -> AsyncIterator[Event]:
        """Run a cell; the last event is `Finished`.

        Args:
            code: bash.
            stdin: somebody is there to type; otherwise programs that wait get an end of file.

        Raises:
            ShellLostError: the agent died before the end.
        """
        order = json.dumps({"code": code, "stdin": stdin}).encode()
        self._running, self._interruptions = True, 0
        self._cells += 1
        self._held_interrupt, self._sending = False, True
        await asyncio.to_thread(self._send, b"X", order)
        self._sending = False
        if self._held_interrupt:
            self.interrupt()
        while True:
            event = _event(await self._next())
            self._running = not isinstance(event, Finished)
            if event is not None:
                yield event
            if isinstance(event, Finished):
                return

    def interrupt(self) -> None:
        """^C, then stronger; from any thread. An agent that does not end the cell is given up.

        A shell at rest has nothing to be interrupted.
        """
        if not self._running:
            return
        self._interruptions += 1
        patience_s = HANG_UP_S if self._interruptions < INSISTENT else HANG_UP_INSISTENT_S
        self._loop.call_soon_threadsafe(self._loop.call_later, patience_s, self._give_up, self._cells)
        if self._sending:  # it must not overtake the cell
            self._held_interrupt = True
            return
        with contextlib.suppress(ShellLostError):
            self._send(b"C")

    def _give_up(self, cell: int) -> None:
        if self._running and self._cells == cell:
            self.close()

    def answer(self, line: str) -> None:
        """Type a line for the program that waits."""
        with contextlib.suppress(ShellLostError):
            self._send(b"I", line.encode(errors="replace"))

    def end_input(self) -> None:
        """^D for the program that waits."""
        with contextlib.suppress(ShellLostError):
            self._send(b"D")

    def close(self) -> None:
        """Hang up: the agent ends its shell."""
        self.lost = True
        self._channel.close()

    def _send(self, kind: bytes, data: bytes = b"") -> None:
        try:
            with self._lock:
                self._channel.send(encode(kind, data))
        except Exception as exc:
            raise ShellLostError from exc

    async def _next(self) -> Frame:
        if self.lost and self._frames.empty():
            raise ShellLostError
        frame = await self._frames.get()
        if frame is None:
            self.lost = True
            raise ShellLostError
        self._slots.release()
        return frame

    def _read(self) -> None:
        decoder = Decoder()
        # Whatever breaks the channel, the kernel must hear of it: the cell would wait for ever.
        with contextlib.suppress(Exception):
            while data := self._channel.receive(65536):
                for frame in decoder.feed(data):
                    self._slots.acquire()
                    self._loop.call_soon_threadsafe(self._frames.put_nowait, frame)
        self.lost = True
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits
            self._loop.call_soon_threadsafe(self._frames.put_nowait, None)


def _event(frame: Frame) -> Event | None:
    """What a frame means; None for those that make no sense."""
    if frame.kind == b"O":
        return Output(frame.data)
    try:
        data: dict[str, Any] = json.loads(frame.data)
        if frame.kind == b"T":
            return Omitted(int(data["omitted"]))
        if frame.kind == b"P":
            return Waiting(bool(data["password"]))
        if frame.kind == b"F":
            return FullScreen(str(data["program"])[:64])
        if frame.kind == b"E":
            return Finished(int(data["code"]) & 255, str(data["cwd"])[:4096], data["shell"] == "new")
    except (ValueError, KeyError, TypeError) as exc:
        raise ShellLostError from BrokenStreamError(str(exc))
    return None
