"""Operations that were read before: logs end with the container that wrote them."""

from __future__ import annotations

from collections.abc import Sequence

from checker.trace.grouping import MOST_OPERATIONS
from checker.trace.operation import Operation


def remembered(before: Sequence[Operation], now: Sequence[Operation]) -> list[Operation]:
    """Both, in the order in which they ended; of one that was read twice, the fuller reading."""
    kept = list(now)
    for old in before:
        same = [new for new in kept if _is_same(old, new)]
        if any(
            len(new.items) >= len(old.items) and not (new.unseen[0] and not old.unseen[0]) for new in same
        ):
            continue
        kept = [new for new in kept if new not in same]
        kept.append(old)
    return sorted(kept, key=lambda operation: operation.end)[-MOST_OPERATIONS:]


def _is_same(old: Operation, new: Operation) -> bool:
    if old.items and new.items:
        return bool(set(map(_mark, old.items)) & set(map(_mark, new.items)))
    if new.unseen[0] and not new.items:
        # The engine tells of it when it is over.
        return new.unseen[0] == old.verb and abs(new.end - old.end) < 1 and old.servers == new.servers
    return old.unseen == new.unseen and old.time == new.time


def _mark(item: object) -> tuple[object, ...]:
    return tuple(getattr(item, name, "") for name in ("time", "server", "method", "path", "words"))
