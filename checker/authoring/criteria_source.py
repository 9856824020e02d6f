"""The criteria that a `criteria.py` declares, read from its source: nothing of it is executed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.messages import authoring as say


@dataclass(frozen=True)
class DeclaredCriterion:
    """One function marked with `@criterion`."""

    id: str
    needs: tuple[str, ...]
    line: int


def read_criteria(path: Path) -> tuple[list[DeclaredCriterion], list[str]]:
    """The criteria of a module in the order of its source, and what is wrong with their declaration."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, UnicodeDecodeError, ValueError) as exc:
        return [], [say.bad_syntax(getattr(exc, "lineno", None))]
    found: list[DeclaredCriterion] = []
    faults: list[str] = []
    for call in _criterion_calls(tree):
        declared = _declared(call)
        if declared is None:
            faults.append(say.criterion_not_literal(call.lineno))
        elif declared.id in {c.id for c in found}:
            faults.append(say.function_repeated(declared.id))
        else:
            found.append(declared)
    return found, faults


def criterion_id(node: ast.stmt) -> str | None:
    """The criterion that a statement judges: None for anything but a function that is marked."""
    declared = (_declared(call) for call in _marks(node))
    return next((criterion.id for criterion in declared if criterion is not None), None)


def _criterion_calls(tree: ast.Module) -> Iterator[ast.Call]:
    for node in tree.body:
        yield from _marks(node)


def _marks(node: ast.stmt) -> Iterator[ast.Call]:
    """The `@criterion(…)` of a function."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and _name(decorator.func) == "criterion":
                yield decorator


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _declared(call: ast.Call) -> DeclaredCriterion | None:
    if len(call.args) != 1 or any(k.arg != "needs" for k in call.keywords):
        return None
    try:
        id_ = ast.literal_eval(call.args[0])
        needs = ast.literal_eval(call.keywords[0].value) if call.keywords else ()
    except ValueError:
        return None
    needs = (needs,) if isinstance(needs, str) else needs
    if not isinstance(id_, str) or not isinstance(needs, tuple | list):
        return None
    return DeclaredCriterion(id_, tuple(str(need) for need in needs), call.lineno)


def find_cycle(needs: dict[str, tuple[str, ...]]) -> list[str]:
    """A chain of criteria that need one another, its first repeated at the end; empty when there is none."""
    done: set[str] = set()

    def follow(id_: str, trail: list[str]) -> list[str]:
        if id_ in trail:
            return [*trail[trail.index(id_) :], id_]
        if id_ in done:
            return []
        done.add(id_)
        for need in needs.get(id_, ()):
            cycle = follow(need, [*trail, id_])
            if cycle:
                return cycle
        return []

    for id_ in needs:
        cycle = follow(id_, [])
        if cycle:
            return cycle
    return []
