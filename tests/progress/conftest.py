from __future__ import annotations

from pathlib import Path

import pytest

from checker.course.exercise import read_exercise
from checker.course.lab import read_lab
from checker.course.verdict import CriterionResult, Outcome, Verdict

TOML = """title = "{title}"

[[criteria]]
id = "un"
points = 2
text = "Le premier"
hint = "Indice un"

[[criteria]]
id = "deux"
points = 3
text = "Le second"
hint = "Indice deux"
"""


QUIZ = """
[[questions]]
id = "un"
kind = "single"
text = "Lequel ?"
right = ["Lui"]
explanation = "C'est lui."
wrong = { "L'autre" = "Non." }

[[questions]]
id = "deux"
kind = "fill"
text = "Quel mot ?"
right = ["mot"]
otherwise = "Non."
explanation = "C'est ce mot."
"""


@pytest.fixture
def labs(tmp_path):
    """Two labs of two exercises each; the first has a quiz."""
    for lab in ("00-debut", "01-suite"):
        for number in ("01-a", "02-b"):
            folder = tmp_path / "labs" / lab / number
            folder.mkdir(parents=True)
            (folder / "exercise.toml").write_text(TOML.format(title=f"Exercice <{number}>"))
        (tmp_path / "labs" / lab / "lab.toml").write_text(f'title = "Atelier {lab} & co"\n')
    (tmp_path / "labs/00-debut/quiz.toml").write_text(QUIZ)
    return tuple(read_lab(Path(tmp_path / "labs" / lab)) for lab in ("00-debut", "01-suite"))


@pytest.fixture
def exercise(labs):
    return read_exercise(labs[0].exercises[0].folder)


@pytest.fixture
def verdict():
    """Makes a verdict: the outcome of each criterion by its first letters (p, f, s, e)."""
    kinds = {"p": Outcome.PASSED, "f": Outcome.FAILED, "s": Outcome.SKIPPED, "e": Outcome.ERROR}

    def make(exercise, letters: str) -> Verdict:
        return Verdict(
            exercise.id,
            tuple(
                CriterionResult(c.id, c.text, c.points, kinds[letter])
                for c, letter in zip(exercise.criteria, letters, strict=True)
            ),
        )

    return make
