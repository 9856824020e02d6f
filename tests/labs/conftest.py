"""A toy course, sound when it is made; each test breaks one thing in it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from nbclient import NotebookClient

from checker.course.notebook import KERNEL_NAME, answered_exercise, read_notebook
from checker.grading.grader import Grader
from checker.kernel import kernelspec
from checker.sandbox.sandbox import Sandbox

LAB = "01-jouet"
FIRST, SECOND = f"{LAB}/01-premier", f"{LAB}/02-second"
EXERCISE = """
title = "Premier"

[[criteria]]
id = "la"
points = 1
text = "Le fichier est là."
hint = "Regardez dans votre dossier."

[[criteria]]
id = "plein"
points = 2
text = "Le fichier n'est pas vide."
hint = "Regardez sa taille."
"""
CRITERIA = """
from checker.grading import Failure, criterion


@criterion("la")
def check_there(files):
    pass


@criterion("plein", needs="la")
def check_full(files):
    pass
"""
WRONG = {
    "vide.sh": "# fails: plein\n# says: est vide\ntouch ~/x\n",
    "absent.sh": "# fails: la\n# says: absent\ntrue\n",
    "ailleurs.sh": "# fails: la\n# says: absent\necho 1 > /tmp/x\n",
}
RIGHT = {"01-echo.sh": "echo 1 > ~/x\n", "02-printf.sh": "# Autrement.\nprintf 1 > ~/x\n"}


def code(id_: str, source: str, **metadata: object) -> dict:
    return {
        "cell_type": "code",
        "id": id_,
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def pair(exercise: str) -> list[dict]:
    slug = exercise.rpartition("/")[2]
    return [
        code(f"exercice-{slug}", f"%exercice {exercise}"),
        code(f"reponse-{slug}", "# Votre réponse.", checker={"exercise": exercise}),
    ]


def notebook(cells: list[dict]) -> dict:
    kernel = {"name": "bac-a-sable", "display_name": "Bac à sable (Docker)", "language": "bash"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


QUIZ = """
[[questions]]
id = "choix"
kind = "single"
text = "Lequel ?"
right = ["Le bon"]
explanation = "C'est lui."

[questions.wrong]
"Le mauvais" = "Ce n'est pas lui."
"L'autre" = "Lui non plus."

[[questions]]
id = "cases"
kind = "multiple"
text = "Lesquels ?"
right = ["Le bon", "Le meilleur"]
explanation = "Ce sont eux."

[questions.wrong]
"Le mauvais" = "Ce n'est pas lui."

[[questions]]
id = "etapes"
kind = "order"
text = "Dans quel ordre ?"
right = ["Un", "Deux", "Trois"]
after = ["Deux suit un.", "Trois suit deux."]
explanation = "C'est l'ordre."

[[questions]]
id = "trou"
kind = "fill"
text = "Quel mot ?"
right = ["Étiquette", "tag"]
otherwise = "Ce n'est pas ce mot."
explanation = "C'est ce mot."

[questions.wrong]
"empreinte" = "Elle ne bouge pas."
"""


class Toy:
    """The toy course on disk."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lab = root / "labs" / LAB
        self.first = self.lab / "01-premier"
        self.notebook = root / "notebooks" / f"{LAB}.ipynb"
        self.write("lab.toml", 'title = "Jouet"\nminutes = 5\n')
        self.write("quiz.toml", QUIZ)
        for exercise in ("01-premier", "02-second"):
            self.write(f"{exercise}/exercise.toml", EXERCISE)
            self.write(f"{exercise}/criteria.py", CRITERIA)
            for kind, scripts in (("right", RIGHT), ("wrong", WRONG)):
                for name, text in scripts.items():
                    self.write(f"{exercise}/{kind}/{name}", text)
        quiz = code("questions", f"%quiz {LAB}")
        self.write_notebook(notebook([code("lecon", "echo bonjour"), *pair(FIRST), *pair(SECOND), quiz]))

    def write(self, path: str, text: str) -> None:
        target = self.lab / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.lab / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def write_notebook(self, content: dict) -> None:
        self.notebook.parent.mkdir(parents=True, exist_ok=True)
        self.notebook.write_text(json.dumps(content), encoding="utf-8")

    def read_notebook(self) -> dict:
        return json.loads(self.notebook.read_text(encoding="utf-8"))


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    return Toy(tmp_path)


@pytest.fixture(scope="session")
def play_notebook(course_images, tmp_path_factory):
    """Play a lab's notebook with the reference answers in a fresh sandbox: its cells, the last verdict."""

    def play(lab):
        notebook = read_notebook(lab.notebook)
        solutions = {exercise.id: exercise.reference for exercise in lab.exercises}
        for cell in notebook.cells:
            exercise = answered_exercise(cell)
            if exercise is not None:
                cell.source = solutions[exercise]
        kernelspec.install()
        root = lab.folder.parent.parent
        with Sandbox.start(containers=lab.containers) as sandbox, Grader() as grader:
            client = NotebookClient(
                notebook,
                kernel_name=KERNEL_NAME,
                allow_errors=True,
                timeout=120,
                shutdown_kernel="immediate",
                resources={"metadata": {"path": str(tmp_path_factory.mktemp("carnet"))}},
            )
            client.execute(
                env={**os.environ, "REGISTRES_SANDBOX": sandbox.run_id, "REGISTRES_COURSE": str(root)}
            )
            verdict = grader.grade(sandbox.run_id, lab.exercises[-1].id, root=root)
        return notebook, verdict

    return play
