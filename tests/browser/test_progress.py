"""What a learner did is kept: through a reload, a new kernel, a sandbox that starts again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

SECOND = "02-registre-prive/02-etiqueter-et-pousser"
PANEL = ".registres-panneau"
PROGRESS = ".registres-progression"
RUNNING = "docker ps --format '{{.Names}}'"


@pytest.mark.parametrize("name", ["JupyterLab Light", "JupyterLab Dark"])
def test_attempts_hints_and_solution_outlive_the_kernel(course, lab, name):
    short = name.split()[1].lower()
    with course.with_theme(name):
        page = lab()
        shown = page.run(0, f"%exercice {SECOND}")
        panel = shown.locator(PANEL)
        verify = panel.get_by_role("button", name="Vérifier")
        solution = panel.get_by_role("button", name="Solution")
        for count in ("1 essai jusqu", "2 essais", "3 essais"):
            expect(solution).to_be_disabled()
            verify.click()
            expect(panel).to_contain_text(count)
        panel.get_by_role("button", name="Indice").click()
        expect(panel).to_contain_text("Indice 1")
        solution.click()
        expect(panel.locator("pre")).to_contain_text("docker push")
        page.shot(f"50-solution-{short}", panel.locator("pre"))
        assert page.serious_findings(PANEL) == []

        page.restart_kernel()
        shown = page.run(0)
        expect(panel).to_contain_text("3 essais")
        expect(panel).to_contain_text("Indice 1")
        expect(panel.locator("pre")).to_contain_text("docker push")

        progress = page.run(1, "%progression").locator(PROGRESS)
        expect(progress).to_contain_text("Votre progression")
        expect(progress.get_by_role("row").filter(has_text="Votre registre privé")).to_contain_text(
            "en cours"
        )
        expect(progress.get_by_role("link").last).to_contain_text("Continuer")
        page.shot(f"51-progression-{short}", progress)
        assert page.serious_findings(PROGRESS) == []


def test_an_exercise_is_started_again_from_the_state_before_it(lab):
    page = lab()
    shown = page.run(0, f"%exercice {SECOND}")
    panel = shown.locator(PANEL)
    expect(page.run(1, RUNNING)).not_to_contain_text("registry")
    page.run(2, "docker run -d --name intrus -p 5000:80 httpd; touch ~/intrus")

    # With the keyboard alone: the question, then yes.
    panel.get_by_role("button", name="Recommencer").focus()
    page.page.keyboard.press("Enter")
    expect(panel.get_by_role("alert")).to_contain_text("poste neuf")
    page.shot("52-recommencer", panel)
    assert page.serious_findings(PANEL) == []
    confirm = panel.get_by_role("button", name="Remplacer le poste")
    confirm.focus()
    page.page.keyboard.press("Enter")
    # A cell started meanwhile waits for the sandbox that is being made.
    seen = page.run(1, f"{RUNNING}; ls ~")
    expect(panel).to_contain_text("dans l'état d'avant cet exercice")
    expect(seen).to_contain_text("registry")
    expect(seen).not_to_contain_text("intrus")
    page.shot("53-recommence", panel)

    page.run(
        2,
        "docker pull -q mysql:8.0\ndocker tag mysql:8.0 localhost:5000/mysql:8.0\n"
        "docker push -q localhost:5000/mysql:8.0",
    )
    panel.get_by_role("button", name="Vérifier").click()
    expect(panel).to_contain_text("Exercice réussi")
    expect(panel).to_contain_text("Première réussite après")
    expect(page.run(3, "%progression").locator(PROGRESS)).to_contain_text("1 / 8")
