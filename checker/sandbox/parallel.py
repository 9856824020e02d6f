"""Several things done at once, also while the interpreter ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence


def in_parallel(tasks: Sequence[Callable[[], object]]) -> list[BaseException]:
    """Do the tasks at once and wait for all of them; gives what they raised, in their order."""
    raised: dict[int, BaseException] = {}

    def do(number: int) -> None:
        try:
            tasks[number]()
        except BaseException as error:
            raised[number] = error

    threads = [threading.Thread(target=do, args=(number,)) for number in range(1, len(tasks))]
    started = [_start(thread) for thread in threads]
    for number, is_started in enumerate([False, *started][: len(tasks)]):
        if not is_started:
            do(number)
    for thread, is_started in zip(threads, started, strict=True):
        if is_started:
            thread.join()
    return [raised[number] for number in sorted(raised)]


def _start(thread: threading.Thread) -> bool:
    """Start a thread; false when the interpreter ends and starts no more."""
    try:
        thread.start()
    except RuntimeError:
        return False
    return True
