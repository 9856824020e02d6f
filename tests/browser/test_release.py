"""The course as learners receive it, in a browser: what it lacks is said, the rest works."""

from __future__ import annotations

import json
import shutil

import pytest
from playwright.sync_api import expect

from checker.authoring.release import release
from checker.course.lab import course_root
from checker.messages import panel as say

NOTEBOOK = "00-prise-en-main.ipynb"
LAB = "00-prise-en-main"
PANEL = ".registres-panneau"


@pytest.fixture(scope="module")
def course(course_starter, tmp_path_factory):
    """The edition for learners, whose second exercise has a hidden criterion."""
    full = tmp_path_factory.mktemp("complet")
    shutil.copytree(course_root() / "notebooks", full / "notebooks")
    shutil.copytree(course_root() / "labs", full / "labs")
    exercise = full / "labs" / LAB / "02-une-page/exercise.toml"
    text = exercise.read_text(encoding="utf-8")
    exercise.write_text(text.replace('id = "copie"', 'id = "copie"\nhidden = true'), encoding="utf-8")
    released = tmp_path_factory.mktemp("remise") / "cours"
    assert release(full, released).hidden == 1
    return course_starter(folder=released)


@pytest.fixture
def places():
    """Where the notebook's cells are, by their ids."""
    cells = json.loads((course_root() / "notebooks" / NOTEBOOK).read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: place for place, cell in enumerate(cells)}


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_a_panel_says_what_this_edition_lacks(course, lab, places, theme):
    with course.with_theme(theme):
        page = lab(NOTEBOOK)
        shown = page.run(places["exercice-02"])
        panel = shown.locator(PANEL)
        expect(panel.get_by_role("button", name="Vérifier")).to_be_enabled()
        expect(panel).to_contain_text("(2 points)")
        expect(panel).to_contain_text(say.hidden_points(1))
        expect(panel.get_by_role("button", name=say.SOLUTION)).to_be_hidden()
        panel.get_by_role("button", name=say.RESTART).click()
        expect(panel).to_contain_text(say.REDO_YOURSELF)
        expect(panel).not_to_contain_text(say.RESTART_WARNING)
        assert page.serious_findings(PANEL) == []
        page.shot(f"edition-{theme.rpartition(' ')[2].lower()}", shown)


def test_an_exercise_is_solved_and_the_quiz_asked(lab, places):
    page = lab(NOTEBOOK)
    panel = page.run(places["exercice-01"]).locator(PANEL)
    page.run(places["exercice-01"] + 1, "mkdir ~/carnet && echo Bonjour > ~/carnet/bonjour.txt")
    panel.get_by_role("button", name="Vérifier").click()
    expect(panel).to_contain_text("Exercice réussi")
    expect(page.run(places["questions"])).to_contain_text("Répondre")
