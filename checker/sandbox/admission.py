"""Sandboxes start a few at a time, in the order in which they were asked for.

Thirty that start at once on a few cores are all ready at the end, none before. One after another, half of
them are ready in half of that time, and the others know how many there are before them.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from checker.sandbox.places import state_folder

FOLDER = "departs"
LOOK_S = 0.1
_numbers = itertools.count()


def at_once() -> int:
    """How many may start at the same time: a start keeps more than one core busy, and waits a little too."""
    return max(2, os.cpu_count() or 1)


@contextmanager
def turn(
    told: Callable[[int], None] = lambda _: None, *, most: int | None = None, folder: Path | None = None
) -> Iterator[None]:
    """Wait for one's turn; it lasts as long as the block.

    The queue is that of one account: a folder of tickets, each of them a file that its owner locks; one whose
    owner was killed counts no more. Where no ticket can be kept, nobody waits.

    Args:
        told: called with how many others must be through before, each time that this changes, 0 at last;
            not called by who need not wait.
        most: how many may have their turn at once; by default, `at_once`.
        folder: where the tickets are.
    """
    with contextlib.ExitStack() as stack:
        try:
            place = folder or state_folder() / FOLDER
            ticket = stack.enter_context(_ticket(place))
        except OSError:
            ticket = None
        if ticket is not None:
            _wait(ticket, most or at_once(), told)
        yield


def _wait(ticket: Path, most: int, told: Callable[[int], None]) -> None:
    known = 0
    while ahead := max(0, _before(ticket) - most + 1):
        if ahead != known:
            known = ahead
            told(ahead)
        time.sleep(LOOK_S)
    if known:
        told(0)


@contextmanager
def _ticket(folder: Path) -> Iterator[Path]:
    """Take a ticket, behind all those that are there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The clock of the whole computer since its start; what was there before that has no owner any more.
    path = folder / f"{time.monotonic_ns():020}-{os.getpid()}-{next(_numbers)}"
    draft = path.with_name(f".{path.name}")
    with draft.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        # Seen by others from now on, and locked already.
        draft.rename(path)
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)


def _before(ticket: Path) -> int:
    """How many tickets of living owners are before this one; those of dead owners are thrown away."""
    try:
        names = sorted(entry.name for entry in os.scandir(ticket.parent) if not entry.name.startswith("."))
    except OSError:  # somebody has removed the folder: nobody waits
        return 0
    return sum(_is_held(ticket.with_name(name)) for name in names if name < ticket.name)


def _is_held(ticket: Path) -> bool:
    try:
        with ticket.open() as handle:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            ticket.unlink(missing_ok=True)
            return False
    except BlockingIOError:
        return True
    except OSError:  # gone meanwhile
        return False
