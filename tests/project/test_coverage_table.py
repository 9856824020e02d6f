"""The table that follows the article: what it names exists, and no exercise is forgotten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.course.lab import read_labs

LABS = Path(__file__).resolve().parents[2] / "labs"
TEXT = (LABS / "README.md").read_text(encoding="utf-8")
EXERCISES = [exercise.id for lab in read_labs() for exercise in lab.exercises]
PLACES = set(re.findall(r"\[atelier (\d\d)(?:, partie (\d+))?\]\(([^)]*)\)", TEXT))


def test_it_names_exercises_of_the_course():
    named = set(re.findall(r"`(\d\d-[a-z0-9-]+/\d\d-[a-z0-9-]+)`", TEXT))
    assert named - set(EXERCISES) == set()


@pytest.mark.parametrize(("number", "part", "target"), sorted(PLACES))
def test_it_leads_to_a_part_that_exists(number, part, target):
    notebook = LABS / target
    assert notebook.name.startswith(number) and notebook.exists()
    assert not part or re.search(rf'^ *"## {part}\. ', notebook.read_text(encoding="utf-8"), re.MULTILINE)


def test_each_row_says_where_and_what():
    rows = [line for line in TEXT.splitlines() if line.startswith("| ") and "l'article |" not in line]
    assert len(rows) > 50
    assert [row for row in rows if len(re.split(r"(?<!\\)\|", row)) != 5 or "[atelier" not in row] == []


def test_every_exercise_is_in_it():
    assert [id_ for id_ in EXERCISES if f"`{id_}`" not in TEXT] == []
