"""Labs played for a site: what goes wrong stops it, is named, and leaves nothing behind."""

from __future__ import annotations

import json
import threading
import time
from types import SimpleNamespace
from typing import ClassVar

import nbformat
import pytest

from checker.batch import stage as stage_module
from checker.batch.lesson import Lesson
from checker.batch.replay import CellOutcome
from checker.errors import LabError, SandboxError
from checker.site import build
from checker.site.build import build_site

LAB = "01-jouet"
EXERCISE = f"{LAB}/01-premier"
CRITERION = (
    'title = "Premier"\n[[criteria]]\nid = "la"\npoints = 1\ntext = "Il est là."\nhint = "Cherchez."\n'
)


def stream(text):
    return nbformat.from_dict({"output_type": "stream", "name": "stdout", "text": text})


def failure(code_):
    said = {"ename": "CodeDeRetour", "evalue": str(code_), "traceback": [f"Code de retour : {code_}"]}
    return nbformat.from_dict({"output_type": "error", **said})


def code(id_, source, **metadata):
    cell = {"cell_type": "code", "id": id_, "source": source, "metadata": metadata}
    return cell | {"outputs": [], "execution_count": None}


class Stage:
    """A stage on which cells print themselves, and fail when they say so."""

    made: ClassVar[list] = []

    def __init__(self, setting, nursery) -> None:
        self.ran: list[str] = []
        self.is_open = True
        self.killed = threading.Event()
        type(self).made.append(self)

    def run(self, source, *, timeout_s):
        self.ran.append(source)
        if source == "perdu":
            raise SandboxError("perdu", do="recommencez")
        if source == "long":
            assert self.killed.wait(10)
            raise SandboxError("perdu", do="recommencez")
        failed = source.startswith("rate")
        outputs = [stream(f"{source}\n"), *([failure(3)] if failed else [])]
        last = "Code de retour : 3" if failed else source
        return CellOutcome(failed, source == "sans fin", last, tuple(outputs))

    def kill(self):
        self.killed.set()

    def stop(self):
        self.is_open = False


@pytest.fixture
def stages(monkeypatch):
    Stage.made = []
    monkeypatch.setattr(stage_module, "Stage", Stage)
    yield Stage.made
    assert not any(stage.is_open for stage in Stage.made)


@pytest.fixture
def root(tmp_path):
    """A course of one lab with one exercise."""
    files = {
        f"labs/{LAB}/lab.toml": 'title = "Jouet"\nminutes = 5\n',
        f"labs/{EXERCISE}/exercise.toml": CRITERION,
        f"labs/{EXERCISE}/right/01-echo.sh": "echo 1 > ~/x\n",
        "notebooks/glossaire.md": "# Glossaire\n",
    }
    for name, text in files.items():
        path = tmp_path / "cours" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "cours"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def put(root, *cells):
    """Write the lab's notebook: these cells, then those of the exercise."""
    exercise = code("exercice-01", f"%exercice {EXERCISE}")
    answer = code("reponse-01", "# Votre réponse.", checker={"exercise": EXERCISE})
    content = {"cells": [*cells, exercise, answer], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (root / f"notebooks/{LAB}.ipynb").write_text(json.dumps(content), encoding="utf-8")


def test_a_site_is_built_with_the_reference_solutions(root, stages, tmp_path):
    put(root, code("rate", "rate", tags=["raises-exception"]), code("lecon", "echo bonjour"))
    told = []
    site = build_site(tmp_path / "site", root, report=lambda lab, done, total: told.append((done, total)))
    page = (tmp_path / "site/01-jouet.html").read_text(encoding="utf-8")
    assert "echo 1 &gt; ~/x" in page
    assert "Votre réponse" not in page
    assert stages[0].ran[-1] == "echo 1 > ~/x\n"
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert (site.pages, site.links.broken) == (3, ())


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (code("rate", "rate ici"), "Code de retour"),
        (code("bonjour", "echo", tags=["raises-exception"]), "n'échoue pas"),
        (code("boucle", "sans fin"), "interrompue"),
    ],
)
def test_a_cell_that_does_not_do_what_it_announces_stops_the_site(root, stages, tmp_path, cell, words):
    put(root, cell)
    with pytest.raises(LabError, match=words) as caught:
        build_site(tmp_path / "site", root)
    assert cell["id"] in caught.value.what
    assert "01-jouet" in caught.value.what
    assert names(tmp_path) == ["cours"]


def test_a_sandbox_that_is_lost_is_replaced_once(root, stages, tmp_path):
    put(root, code("perdu", "perdu"))
    with pytest.raises(SandboxError):
        build_site(tmp_path / "site", root)
    assert len(stages) == 2


def test_a_course_without_its_solutions_says_so(root, stages, tmp_path):
    for script in (root / f"labs/{EXERCISE}/right").iterdir():
        script.unlink()
    with pytest.raises(LabError, match="01-premier"):
        build_site(tmp_path / "site", root)


def test_a_broken_link_stops_the_site(root, stages, tmp_path):
    text = {"cell_type": "markdown", "id": "texte", "metadata": {}, "source": "[là](#nulle-part)"}
    put(root, text)
    with pytest.raises(LabError, match="#nulle-part"):
        build_site(tmp_path / "site", root)
    assert names(tmp_path) == ["cours"]


def test_when_one_lab_fails_the_others_end_at_once(root, stages, tmp_path, monkeypatch):
    put(root, code("long", "long"))
    (lab,) = build.read_labs(root)
    waiting = Lesson(lab, root)

    def fail(_report):
        while not (stages and "long" in stages[-1].ran):
            time.sleep(0.01)
        raise LabError("non", do="rien")

    failing = SimpleNamespace(lab=lab, play=fail, abandon=lambda: None)
    made = iter([failing, waiting])
    monkeypatch.setattr(build, "Lesson", lambda _lab, _root: next(made))
    with pytest.raises(LabError, match="non"):
        build.play_all([lab, lab], [], root, 2, lambda *_: None)
    assert stages[-1].killed.is_set()


def test_a_lesson_that_was_abandoned_runs_nothing_more(root, stages):
    put(root, code("un", "echo"))
    (lab,) = build.read_labs(root)
    lesson = Lesson(lab, root)
    lesson.abandon()
    with pytest.raises(KeyboardInterrupt):
        lesson.play()
    assert stages == []
