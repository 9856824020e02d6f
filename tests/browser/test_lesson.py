"""A learner's first lesson, click by click."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from checker.course.notebook import read_notebook

FIRST = "02-registre-prive/01-demarrer-un-registre"
NOTEBOOK = "02-registre-prive.ipynb"
PANEL = ".registres-panneau"


@pytest.fixture
def exercise_cell(course):
    """The place, in the notebook, of the cell that shows the first exercise."""
    cells = read_notebook(course.notebooks / NOTEBOOK).cells
    (place,) = [n for n, cell in enumerate(cells) if cell.source.strip() == f"%exercice {FIRST}"]
    return place


def test_red_tells_what_to_do_and_green_follows(lab, exercise_cell):
    """The learner verifies too soon, then with a port that leads nowhere, then rightly."""
    page = lab(NOTEBOOK)
    shown = page.run(exercise_cell)
    panel = shown.locator(PANEL)
    verify = panel.get_by_role("button", name="Vérifier")
    expect(verify).to_be_enabled()
    page.shot("01-panneau", shown)

    verify.click()
    expect(panel).to_contain_text("Que faire")
    expect(panel).to_contain_text("1 essai")
    page.shot("02-rouge-trop-tot", shown)

    page.run(exercise_cell + 1, "docker run -d -p 5000:80 --name registry registry:2")
    verify.click()
    expect(panel).to_contain_text("2 essais")
    expect(panel).to_contain_text("Obtenu")
    page.shot("03-rouge-mauvais-port", shown)

    panel.get_by_role("button", name="Indice").click()
    expect(panel).to_contain_text("Indice 1")
    page.shot("04-indice", shown)

    page.run(
        exercise_cell + 1, "docker rm -f registry\ndocker run -d -p 5000:5000 --name registry registry:2"
    )
    verify.click()
    expect(panel).to_contain_text("réussi")
    expect(panel).not_to_contain_text("Que faire")
    page.shot("05-vert", shown)


def test_the_panel_outlives_a_reload_of_the_page(lab, exercise_cell):
    page = lab(NOTEBOOK)
    page.run(exercise_cell)
    panel = page.cell(exercise_cell).locator(PANEL)
    expect(panel.get_by_role("button", name="Vérifier")).to_be_enabled()
    page.page.keyboard.press("Control+s")
    expect(page.page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
    page.page.reload()
    page.wait_ready()
    verify = panel.get_by_role("button", name="Vérifier")
    expect(verify).to_be_enabled()
    before = panel.inner_text()
    verify.click()
    expect(panel).not_to_have_text(before)
    expect(verify).to_be_enabled()


def test_a_click_is_answered_while_a_cell_runs(lab, exercise_cell):
    page = lab(NOTEBOOK)
    page.run(exercise_cell)
    panel = page.cell(exercise_cell).locator(PANEL)
    running = page.start(exercise_cell + 1, "sleep 300")
    before = panel.inner_text()
    panel.get_by_role("button", name="Vérifier").click()
    expect(panel).not_to_have_text(before)
    expect(panel.get_by_role("button", name="Vérifier")).to_be_enabled()
    expect(running.locator(".jp-InputPrompt")).to_have_text("[*]:")
    stop = running.get_by_role("button", name="Arrêter")
    stop.scroll_into_view_if_needed()
    page.shot("06-arreter", running)
    stop.click()
    page.wait_done(running)
    expect(running).to_contain_text("130")


def test_the_bars_of_a_pull_end_complete(lab):
    page = lab()
    cell = page.run(0, "docker pull nginx:1.25.0")
    expect(cell).to_contain_text("Status: Downloaded newer image for nginx:1.25.0")
    expect(cell).to_contain_text("Pull complete")
    expect(cell).not_to_contain_text("Pulling fs layer")
    page.shot("07-docker-pull", cell)


def test_a_password_is_typed_hidden(lab):
    page = lab()
    cell = page.start(0, "docker login -u apprenant")
    box = cell.locator(".jp-Stdin-input")
    expect(box).to_be_visible()
    expect(box).to_have_attribute("type", "password")
    page.shot("08-mot-de-passe", cell)
    box.fill("apprenant-2026")
    box.press("Enter")
    page.wait_done(cell)
    expect(cell).to_contain_text("Login Succeeded")
    expect(cell).not_to_contain_text("apprenant-2026")


def test_a_wrong_password_says_so(lab):
    page = lab()
    page.run(0, "docker logout")
    cell = page.start(0, "docker login")
    box = cell.locator(".jp-Stdin-input")
    expect(box).not_to_have_attribute("type", "password")
    box.fill("apprenant")
    box.press("Enter")
    hidden = cell.locator('.jp-Stdin-input[type="password"]')
    hidden.fill("mauvais")
    hidden.press("Enter")
    page.wait_done(cell)
    expect(cell).to_contain_text("unauthorized")


def test_tab_completes_docker_s_commands(lab):
    page = lab()
    page.run(0, "true")  # JupyterLab gives a completion one second: not while the sandbox starts
    page.write(0, "docker pu")
    page.page.keyboard.press("Tab")
    offers = page.page.locator(".jp-Completer-item")
    expect(offers).to_have_count(2)
    assert [text.split()[0] for text in offers.all_inner_texts()] == ["pull", "push"]
    page.shot("09-completion")


def test_a_failed_command_stops_run_all_and_says_its_code(lab):
    page = lab()
    cell = page.run(0, "docker pull nginx:n-existe-pas")
    expect(cell).to_contain_text("manifest unknown")
    expect(cell).to_contain_text("Code de retour")
    page.shot("10-erreur", cell)


def test_output_is_seen_while_the_command_runs(lab):
    page = lab()
    cell = page.start(0, "for i in 1 2 3; do echo ligne-$i; sleep 1; done; sleep 300")
    expect(cell).to_contain_text("ligne-2")
    expect(cell.locator(".jp-InputPrompt")).to_have_text("[*]:")
    page.page.get_by_role("button", name=re.compile("Interrompre", re.I)).first.click()
    page.wait_done(cell)
