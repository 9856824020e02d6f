"""In which order criteria are judged: the TOML's, but never before what a criterion needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter

from checker.errors import LabError
from checker.grading.criterion import Criterion
from checker.messages import grading as say


def plan(declared: Sequence[str], judged: Iterable[Criterion]) -> list[str]:
    """The ids of the criteria in the order to follow.

    Args:
        declared: ids of `exercise.toml`, in its order.
        judged: what `criteria.py` marks.

    Raises:
        LabError: the two do not name the same criteria, or `needs` cannot be honoured.
    """
    marks: dict[str, Criterion] = {}
    for mark in judged:
        if mark.id in marks:
            raise LabError(say.twice(mark.id), do=say.MEND_CRITERIA)
        marks[mark.id] = mark
    if undeclared := [i for i in marks if i not in declared]:
        raise LabError(say.undeclared(undeclared), do=say.MEND_CRITERIA)
    if unjudged := [i for i in declared if i not in marks]:
        raise LabError(say.unjudged(unjudged), do=say.MEND_CRITERIA)
    for mark in marks.values():
        for need in mark.needs:
            if need not in marks:
                raise LabError(say.unknown_need(mark.id, need), do=say.MEND_CRITERIA)
    return _order([marks[i] for i in declared])


def _order(criteria: Sequence[Criterion]) -> list[str]:
    sorter = TopologicalSorter({c.id: c.needs for c in criteria})
    try:
        sorter.prepare()
    except CycleError as exc:
        raise LabError(say.cycle(list(exc.args[1])), do=say.MEND_CRITERIA) from exc
    rank = {c.id: position for position, c in enumerate(criteria)}
    order: list[str] = []
    ready: list[str] = []
    while sorter.is_active():
        ready = sorted([*ready, *sorter.get_ready()], key=rank.__getitem__)
        order.append(ready.pop(0))
        sorter.done(order[-1])
    return order
