"""The glossary: a row per word, in order, of words that the course says; every notebook leads to it."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
GLOSSARY = NOTEBOOKS / "glossaire.md"


def plain(word: str) -> str:
    """A word less its accents and capitals, as a dictionary sorts it."""
    return "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))


@pytest.fixture(scope="module")
def rows():
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| **")
    ]


@pytest.fixture(scope="module")
def words(rows):
    return [row[0].strip("*`") for row in rows]


def test_every_row_has_a_word_its_english_and_a_sentence(rows):
    assert len(rows) > 40
    assert [row for row in rows if len(row) != 3] == []
    assert [row for row in rows if not re.fullmatch(r"\*[A-Za-z][A-Za-z ()-]*\*|—", row[1])] == []
    assert [row for row in rows if not re.fullmatch(r"[A-ZÀÉÊÎ].*\.", row[2])] == []


def test_the_words_are_in_order(words):
    assert words == sorted(set(words), key=plain)


def test_the_course_says_every_word_of_it(words, passages):
    sources = [path.read_text(encoding="utf-8") for path in NOTEBOOKS.glob("*.ipynb")]
    texts = [p.text for p in passages if p.where.startswith(("labs/", "checker/")) and p.where[-3:] != ".md"]
    course = plain("\n".join(sources + texts))
    assert [word for word in words if not re.search(rf"\b{re.escape(plain(word))}s?\b", course)] == []


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.name)
def test_a_notebook_leads_to_it(path):
    assert "](glossaire.md)" in path.read_text(encoding="utf-8")
