"""What people read follows French typography, so that no line breaks before a sign."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
THIN = "\u202f"
WRONG = re.compile(
    r"[ \u00a0][;:!?»](?=\s|$)"  # an ordinary space before a double sign
    r"|«(?!\u202f)|(?<!\u202f)»"  # guillemets without their narrow space
    r"|[\w)»][!?;](?=\s|$)"  # no space at all
)
MESSAGES = sorted((ROOT / "checker/messages").glob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
TOML = sorted((ROOT / "labs").glob("**/*.toml"))


def faults(text: str) -> list[str]:
    """The wrong spots, each with what surrounds it."""
    return [text[max(0, m.start() - 20) : m.end() + 10] for m in WRONG.finditer(text)]


def literals(tree: ast.AST) -> Iterator[str]:
    """The strings of a module that people may read: neither docstrings nor the keys of tables."""
    skipped = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            skipped.add(id(node.value))
        elif isinstance(node, ast.Dict):
            skipped.update(id(key) for key in node.keys)
        elif isinstance(node, ast.JoinedStr):
            skipped.update(id(part) for part in node.values)
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)


def without_code(markdown: str) -> str:
    """A Markdown text less its code, links' targets and HTML."""
    text = re.sub(r"^(```|~~~).*?^\1", "", markdown, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"(`+).+?\1", "x", text, flags=re.DOTALL)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"^\s*\|?[\s:|-]+\|?\s*$", "", text, flags=re.MULTILINE)
    return re.sub(r"<[^>]+>", "", text)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for child in value.values():
            yield from strings(child)
    elif isinstance(value, list):
        for child in value:
            yield from strings(child)


@pytest.mark.parametrize("path", MESSAGES, ids=lambda p: p.name)
def test_messages_keep_signs_on_their_line(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [fault for text in literals(tree) for fault in faults(text)] == []


@pytest.mark.parametrize("path", TOML, ids=lambda p: str(p.relative_to(ROOT / "labs")))
def test_labs_keep_signs_on_their_line(path):
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert [fault for text in strings(data) for fault in faults(without_code(text))] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_notebooks_keep_signs_on_their_line(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = [without_code("".join(c["source"])) for c in cells if c["cell_type"] == "markdown"]
    assert [fault for text in prose for fault in faults(text)] == []


def test_the_rule_sees_what_it_should():
    assert faults("Le port ? Le « port »") and faults("Fini !") and faults("Fini!")
    assert not faults(f"Le port{THIN}? Le «{THIN}port{THIN}»{THIN}: oui.")
    assert not faults("localhost:5000 et http://localhost:5000/v2/?n=2")
