"""Everything that people read in the product, whatever file it stands in, less what is code in it."""

from __future__ import annotations

import ast
import html
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
MARK = "\ufffc"
"""Stands where a code span, an address or a value was: neither a word nor a space."""
# What is written for people, as patterns; the changelog, the code and its comments are in English.
MARKDOWN = ("README.md", "BENCHMARKS.md", "labs/*.md", "notebooks/*.md")
SKELETON = "checker/authoring/skeleton"
NOTEBOOKS = ("notebooks/*.ipynb", f"{SKELETON}/notebooks/*.ipynb")
DATA = (
    "labs/*/lab.toml",
    "labs/*/*/exercise.toml",
    f"{SKELETON}/labs/*/lab.toml",
    f"{SKELETON}/labs/*/*/*.toml",
)
QUIZZES = ("labs/*/quiz.toml", f"{SKELETON}/labs/*/quiz.toml")
MESSAGES = ("checker/messages/*.py",)
ANSWERS = ("labs/*/*/right/*.sh",)
GUIDES = tuple(f"{SKELETON}/labs/**/*.{end}" for end in ("toml", "sh", "py"))
PLAIN = ("checker/sandbox/seed/templates/LISEZMOI",)
PROGRAMS = (
    "labs/*/*/criteria.py",
    f"{SKELETON}/labs/*/*/criteria.py",
    "checker/sandbox/seed/catalogue.py",
    "checker/sandbox/authority.py",
)
SCRIPTS = (
    "Makefile",
    "labs/*/*/setup.sh",
    "checker/sandbox/context/machine/shims/*",
    "checker/sandbox/seed/rootfs/**/*",
)

NOT_PROSE = re.compile(
    r"https?://\S+"
    # between guillemets, a comment or a command line
    r"|(?<=«\u202f)(?:[#%]|(?:sudo|docker|unset|wsl|journalctl|checker) )[^»]*(?=\u202f»)"
    # a command line alone; a command and its verb
    r"|\A(?:sudo|echo|checker) .*\Z"
    r"|\b(?:make|checker|apt-get|docker|docker image|docker volume) [a-z]+\b"
    r"|\$\$.+?\$\$|\$[^$\n]+\$"  # LaTeX
    r"|\{\w+\}"  # a value to come
    r"|[A-Za-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/:][\w./-]*)?"  # a host, a file, a version
    r"|\b[a-z0-9][a-z0-9/._-]*:[a-z0-9][\w./:-]*"  # an image and its tag
    r"|(?<![\w/])~?/[\w.-]+[\w./-]*|(?<![\w.])\.[a-z]+\b"  # a path, the end of a file's name
    r"|(?<![\w-])--?[a-z][\w-]*|(?<!\S)%[a-z]+"  # an option, a command of ours
    r"|\b\w+_\w+\b",
    re.DOTALL,
)


QUOTED = re.compile(r"(?<=«\u202f)[ -~]+(?=\u202f»)")
LITTLE = re.compile(
    r"\b(?:[lnscj]'|(?:l[ae]s?|une?|des?|est|pas|ne|que?|cet?|cette|en|et|pour|vous|il|au|par)\b)", re.I
)
"""What nearly every sentence of ours has, and no English one."""


class Passage(NamedTuple):
    """A piece of text and the file that it stands in, relative to the repository."""

    where: str
    text: str


ENGLISH = re.compile(r"(?<!\*)\*[A-Za-z-]+(?: [A-Za-z()-]+){0,4}\*(?!\*)")
"""Short and without accents, in italics: the English word for a thing."""


def prose(markdown: str) -> str:
    """A Markdown text less its code, English, HTML and links' targets; the words of its diagrams stay."""
    text = re.sub(r"^ *(```|~~~)(\w*).*?\n(.*?)^ *\1", _block, markdown, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"(`+).+?\1|<code>.*?</code>", MARK, text, flags=re.DOTALL)
    text = ENGLISH.sub(MARK, text)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"^\s*\|?[\s:|-]+\|?\s*$", "", text, flags=re.MULTILINE)  # the rule below a table's head
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def words_only(text: str) -> str:
    """A text less its addresses, paths, options and names of images, and what it quotes of programs."""
    text = QUOTED.sub(lambda quoted: quoted[0] if LITTLE.search(quoted[0]) else MARK, text)
    return NOT_PROSE.sub(MARK, text)


def _block(found: re.Match[str]) -> str:
    return "\n\n".join(diagram(found[3])) if found[2] == "mermaid" else ""


def diagram(source: str) -> Iterator[str]:
    """What a reader sees of a Mermaid diagram."""
    for line in source.splitlines():
        yield from (re.sub(r"<br ?/?>", "\n", label) for label in re.findall(r'"([^"]*)"', line))
        if '"' not in line and (said := re.search(r"(?:(?:->|-x|-\)|[Nn]ote )[^:]*: ?| as )(.+)", line)):
            yield said[1]


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
            yield "".join(part.value if isinstance(part, ast.Constant) else MARK for part in node.values)


def comments(script: str) -> Iterator[str]:
    """The comments of a shell script or of a code cell."""
    return (said[1] for line in script.splitlines() if (said := re.search(r"(?:^|\s)#+ (.*)", line)))


def said_by(script: str) -> Iterator[str]:
    """The sentences that a shell script prints in French: some imitate a program, in its English."""
    quoted = re.findall(r"\"((?:[^\"\\\n]|\\.)*)\"|'([^'\n]*)'", script)
    texts = (re.sub(r"\$\{[^}]*\}|\$\(.*?\)|\$\w+", MARK, double or single) for double, single in quoted)
    return (text for text in texts if is_french(text))


def is_french(text: str) -> bool:
    """Whether a string of a program is a sentence of ours, from the little words that it has."""
    return " " in text and bool(LITTLE.search(text))


def strings(value: object) -> Iterator[str]:
    """The strings of a TOML document that are sentences or titles, not names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, child in value.items():
            if key not in ("id", "containers"):
                yield from strings(child)
    elif isinstance(value, list):
        for child in value:
            yield from strings(child)


def quiz(document: str) -> Iterator[str]:
    """The sentences of a quiz; what must be typed is no sentence."""
    for question in tomllib.loads(document)["questions"]:
        typed = ("right",) if question["kind"] == "fill" else ()
        yield from strings({k: v for k, v in question.items() if k not in ("kind", *typed)})
        if not typed:
            yield from question.get("wrong", ())


def cells(notebook: str) -> Iterator[str]:
    """The texts of a notebook: its Markdown, and the comments of its code."""
    for cell in json.loads(notebook)["cells"]:
        source = "".join(cell["source"])
        yield from [prose(source)] if cell["cell_type"] == "markdown" else comments(source)


READERS = {
    MARKDOWN: lambda text: [prose(text)],
    NOTEBOOKS: cells,
    DATA: lambda text: map(prose, strings(tomllib.loads(text))),
    QUIZZES: lambda text: map(prose, quiz(text)),
    MESSAGES: lambda text: (
        prose(said) for said in literals(ast.parse(text)) if not re.fullmatch(r"[a-z_]+", said)
    ),
    ANSWERS: comments,
    GUIDES: lambda text: (prose(said) for said in comments(text) if not re.match(r"(?:fails|says):", said)),
    PLAIN: lambda text: [text],
    PROGRAMS: lambda text: filter(is_french, literals(ast.parse(text))),
    SCRIPTS: said_by,
}


def read_all(root: Path) -> Iterator[Passage]:
    """Every passage of the product that is written for people."""
    for patterns, reader in READERS.items():
        for pattern in patterns:
            for path in sorted(root.glob(pattern)):
                if path.is_file() and b"\0" not in (content := path.read_bytes()):
                    where = str(path.relative_to(root))
                    yield from (
                        Passage(where, text) for text in reader(content.decode("utf-8")) if text.strip()
                    )


@pytest.fixture(scope="session")
def passages() -> list[Passage]:
    """All that people read in the product."""
    return list(read_all(ROOT))


@pytest.fixture(scope="session")
def reading() -> SimpleNamespace:
    """How texts are taken out of files, for the tests of that."""
    return SimpleNamespace(prose=prose, words_only=words_only, said_by=said_by, diagram=diagram)
