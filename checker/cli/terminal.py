"""This process's terminal, connected to a program in a container."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

from checker.errors import CheckerError
from checker.messages import sandbox_cli as say
from checker.sandbox.channel import Channel

try:
    import termios
    import tty
except ImportError:  # Windows has no terminal of this kind: `require_terminal` says so
    termios = None  # type: ignore[assignment]

_CHUNK = 65536
_FIRST_WORDS_S = 5.0


def require_terminal() -> None:
    """Check that a person sits at the terminal.

    Raises:
        CheckerError: the input or the output is a file or a pipe.
    """
    if termios is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CheckerError(say.NEEDS_TERMINAL, do=say.OPEN_TERMINAL)


def attach(channel: Channel) -> None:
    """Carry keys to the program and its screen back, until the program ends.

    The window's size follows. Whatever happens, the terminal is given back as it was.
    """
    stdin, stdout = sys.stdin.fileno(), sys.stdout.fileno()
    with _raw(stdin), _following_size(channel) as resize:
        # The engine knows the program's terminal only once it runs: its first words prove that it does.
        with contextlib.suppress(TimeoutError):
            os.write(stdout, channel.receive(_CHUNK, timeout_s=_FIRST_WORDS_S))
        resize()
        _carry(channel, stdin, stdout)


def _carry(channel: Channel, stdin: int, stdout: int) -> None:
    with selectors.DefaultSelector() as selector:
        selector.register(stdin, selectors.EVENT_READ)
        selector.register(channel.fileno(), selectors.EVENT_READ)
        while True:
            if not _show(channel, stdout):
                return
            for key, _ in selector.select():
                if key.fd == stdin:
                    keys = os.read(stdin, _CHUNK)
                    if not keys:
                        return
                    with contextlib.suppress(BrokenPipeError):
                        channel.send(keys)


def _show(channel: Channel, stdout: int) -> bool:
    """Write what has come; false at the end."""
    while True:
        try:
            data = channel.receive(_CHUNK, timeout_s=0)
        except TimeoutError:
            return True
        if not data:
            return False
        view = memoryview(data)
        while view:
            view = view[os.write(stdout, view) :]


@contextlib.contextmanager
def _raw(stdin: int) -> Iterator[None]:
    """Pass every key on, ^C included."""
    before = termios.tcgetattr(stdin)
    try:
        tty.setraw(stdin)
        yield
    finally:
        termios.tcsetattr(stdin, termios.TCSADRAIN, before)


@contextlib.contextmanager
def _following_size(channel: Channel) -> Iterator[Callable[[], None]]:
    """Give the program this terminal's size whenever it changes, and when the caller asks for it."""

    def resize(_number: int = 0, _frame: FrameType | None = None) -> None:
        size = os.get_terminal_size(sys.stdout.fileno())
        channel.resize(size.lines, size.columns)

    before = signal.signal(signal.SIGWINCH, resize)
    try:
        yield resize
    finally:
        signal.signal(signal.SIGWINCH, before)
