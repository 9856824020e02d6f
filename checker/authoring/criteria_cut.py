"""A `criteria.py` without some of its criteria, nor what only they used: nothing of it is executed.

Names are compared without regard to scopes: too much may stay, what is needed always does.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from checker.authoring.criteria_source import criterion_id
from checker.errors import LabError
from checker.messages import release as say


@dataclass(frozen=True)
class _Definition:
    """What one top-level statement, or one element of it, defines and uses."""

    names: frozenset[str]
    uses: frozenset[str]


def without(source: str, ids: Collection[str]) -> str:
    """Take criteria out of a module, with the comments before them and what nothing else uses.

    Args:
        source: the module; its criteria are declared as `checker verify` wants them.
        ids: the criteria to take out.

    Raises:
        LabError: what stays uses the function of a criterion that goes, or two statements share a line.
    """
    statements = ast.parse(source).body
    gone = [node for node in statements if criterion_id(node) in ids]
    definitions = {node: _definitions(node) for node in statements if node not in gone}
    used = _reach(definitions)
    for node in gone:
        assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.name in used:
            raise LabError(say.function_used(node.name, str(criterion_id(node))), do=say.SHARE_FUNCTION)
    return _write(
        source, statements, {n: [d.names & used for d in found] for n, found in definitions.items()}
    )


def _definitions(node: ast.stmt) -> list[_Definition]:
    """What a statement defines; nothing when it must stay whatever happens."""
    match node:
        case ast.ImportFrom(module="__future__") | ast.ImportFrom(names=[ast.alias(name="*")]):
            return []
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            bound = [alias.asname or alias.name.partition(".")[0] for alias in names]
            return [_Definition(frozenset({name}), frozenset()) for name in bound]
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [_Definition(frozenset({name}), _names(node))] if criterion_id(node) is None else []
        case ast.Assign(targets=targets):
            parts = _elements(node)
            if parts:
                return [_Definition(_names(target), _names(value)) for target, value in parts]
            bound = [name for target in targets for name in _bound(target)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            bound = [name]
        case _:
            return []
    return [_Definition(frozenset(bound), _names(node))] if all(bound) else []


def _elements(node: ast.Assign) -> list[tuple[ast.expr, ast.expr]]:
    """The parts of `A, B = 1, 2`; empty for any other assignment."""
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            plain = all(isinstance(target, ast.Name) for target in targets)
            starred = any(isinstance(value, ast.Starred) for value in values)
            return list(zip(targets, values, strict=True)) if plain and not starred else []
    return []


def _bound(target: ast.expr) -> Iterator[str]:
    """The names that a target binds, an empty one for what is no name."""
    if isinstance(target, ast.Tuple | ast.List):
        for element in target.elts:
            yield from _bound(element)
    else:
        yield target.id if isinstance(target, ast.Name) else ""


def _names(node: ast.AST) -> frozenset[str]:
    """All the names in a piece of code; a parameter may ask for a fixture by its name."""
    found = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return frozenset(found | {each.arg for each in ast.walk(node) if isinstance(each, ast.arg)})


def _reach(definitions: dict[ast.stmt, list[_Definition]]) -> set[str]:
    """The names that what stays uses, directly or not."""
    used: set[str] = set()
    for node, found in definitions.items():
        if not found:
            used |= _names(node)
    waiting = [definition for found in definitions.values() for definition in found]
    reached = [definition for definition in waiting if definition.names & used]
    while reached:
        for definition in reached:
            waiting.remove(definition)
            used |= definition.uses
        reached = [definition for definition in waiting if definition.names & used]
    return used


def _write(source: str, statements: list[ast.stmt], used: dict[ast.stmt, list[frozenset[str]]]) -> str:
    """The module again: each statement that stays with the lines before it."""
    lines = io.StringIO(source).readlines()  # str.splitlines knows ends of lines that Python does not
    written: list[str] = []
    end, stays = 0, True
    for node in statements:
        start = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))]) - 1
        if start < end:
            raise LabError(say.shared_line(node.lineno), do=say.ONE_STATEMENT)
        # An indented comment below a function still belongs to it.
        before = [line for line in lines[end:start] if stays or not line[:1].isspace() or not line.strip()]
        kept = used.get(node)
        stays = kept is not None and (not kept or any(kept))
        end = node.end_lineno or node.lineno
        if kept is not None and stays:
            whole = all(kept)
            written += [*before, *(lines[start:end] if whole else [_partly(source, node, kept)])]
    return "".join(written + (lines[end:] if stays else []))


def _partly(source: str, node: ast.stmt, used: list[frozenset[str]]) -> str:
    """An import or an assignment less the names that nothing uses."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        node.names = [alias for alias, names in zip(node.names, used, strict=True) if names]
        return f"{ast.unparse(node)}\n"
    assert isinstance(node, ast.Assign)
    kept = [part for part, names in zip(_elements(node), used, strict=True) if names]
    targets = ", ".join(ast.unparse(target) for target, _ in kept)
    values = ", ".join(ast.get_source_segment(source, value) or "" for _, value in kept)
    return f"{targets} = ({values})\n" if "\n" in values else f"{targets} = {values}\n"
