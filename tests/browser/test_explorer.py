"""The registry explorer in a real browser: what it shows, how it follows pushes, with the keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

CROWD = Path(__file__).resolve().parents[1] / "bench/crowd.py"
EXPLORER = ".registres-explorateur"
REGISTRY = """docker run -d -p 5000:5000 --name registry registry:2
docker pull -q mysql:8.0
docker pull -q mysql:8.4
docker tag mysql:8.0 localhost:5000/mysql:8.0
docker push -q localhost:5000/mysql:8.0"""
PUSH = "docker tag mysql:{tag} localhost:5000/mysql:{name} && docker push -q localhost:5000/mysql:{name}"


def of(cell):
    """The explorer in a cell, its two lists and its words."""
    found = cell.locator(EXPLORER)
    return found, found.get_by_label("Dépôts"), found.get_by_label("Étiquettes", exact=True)


def test_pushes_appear_by_themselves(lab):
    page = lab()
    page.run(0, REGISTRY)
    shown = page.run(1, "%explorer")
    explorer, repositories, tags = of(shown)
    expect(repositories).to_contain_text("docker.io/library/mysql")
    expect(repositories).to_contain_text("localhost:5000/mysql (1 étiquette)")
    page.shot("30-explorateur-hub", shown)

    # With the keyboard alone: to the last repository, then to its tags.
    repositories.focus()
    page.page.keyboard.press("End")
    expect(tags.locator("option")).to_have_text(["8.0"])
    expect(explorer).to_contain_text("localhost:5000/mysql:8.0")
    expect(explorer).to_contain_text("Même image, autre manifeste")
    expect(explorer).to_contain_text("docker.io/library/mysql:8.0")

    # The cell's end is enough, and what was chosen stays chosen.
    page.run(2, PUSH.format(tag="8.0", name="stable"))
    expect(tags.locator("option")).to_have_text(
        [re.compile(r"^stable.=.8\.0$"), re.compile(r"^8\.0.=.stable$")]
    )
    expect(explorer).to_contain_text("localhost:5000/mysql:8.0")

    # While a cell still runs, the engine tells of the push.
    running = page.start(2, PUSH.format(tag="8.4", name="8.4") + "; sleep 60")
    expect(tags).to_contain_text("8.4")
    expect(running.locator(".jp-InputPrompt")).to_have_text("[*]:")
    expect(explorer).to_contain_text("partagée")
    page.shot("31-explorateur-registre", shown)
    running.get_by_role("button", name="Arrêter").click()
    page.wait_done(running)

    page.run(2, "docker rm -f registry")
    expect(repositories).not_to_contain_text("localhost:5000")


def test_the_explorer_outlives_a_reload_of_the_page(lab):
    page = lab()
    shown = page.run(0, "%explorer docker.io")
    _, repositories, _ = of(shown)
    expect(repositories).to_contain_text("library/nginx")
    page.page.keyboard.press("Control+s")
    expect(page.page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
    page.page.reload()
    page.wait_ready()
    expect(repositories).to_contain_text("library/nginx")
    page.run(1, "echo apprenant-2026 | docker login -u apprenant --password-stdin; docker pull -q alpine")
    page.run(1, "docker tag alpine apprenant/essai && docker push -q apprenant/essai")
    expect(repositories).to_contain_text("docker.io/apprenant/essai")


def test_what_is_wrong_is_said_in_a_sentence(lab):
    page = lab()
    shown = page.run(0, "%explorer localhost:5000")
    explorer, repositories, _ = of(shown)
    expect(repositories).to_contain_text("lecture impossible")
    expect(explorer).to_contain_text("connexion refusée")
    expect(explorer).to_contain_text("docker ps")
    page.shot("32-explorateur-absent", shown)
    page.run(1, "docker run -d -p 5000:5000 --name registry registry:2; sleep 1")
    expect(explorer).to_contain_text("aucun dépôt")


@pytest.mark.parametrize("name", ["JupyterLab Light", "JupyterLab Dark"])
def test_many_tags_are_usable_in_either_theme(course, lab, name):
    with course.with_theme(name):
        page = lab()
        page.run(0, "docker run -d -p 5000:5000 --name registry registry:2; sleep 1")
        program = CROWD.read_text(encoding="utf-8")
        page.run(0, f"python3 - 10 50 <<'FIN'\n{program}\nFIN")
        page.page.evaluate("document.documentElement.scrollTop = 0")
        shown = page.run(1, "%explorer localhost:5000")
        explorer, repositories, tags = of(shown)
        expect(repositories.locator("option")).to_have_count(10)
        expect(tags.locator("option")).to_have_count(50)
        expect(explorer).to_contain_text("3 couches sont partagées")
        theme_name = name.split()[1].lower()
        page.shot(f"33-explorateur-foule-{theme_name}", shown)
        page.shot(f"35-explorateur-couches-{theme_name}", explorer.locator("summary"))
        assert page.serious_findings(EXPLORER) == []

        explorer.get_by_label("Filtrer").fill("depot-7")
        expect(repositories.locator("option")).to_have_text([re.compile("equipe/depot-7")])
        explorer.get_by_label("Filtrer").fill("1.49")
        expect(tags.locator("option")).to_have_text(["1.49"])
        explorer.get_by_label("Filtrer").fill("rien de tel")
        expect(explorer).to_contain_text("Aucun dépôt ne correspond")
        explorer.get_by_label("Filtrer").fill("")
        expect(repositories.locator("option")).to_have_count(10)

        # 200 %: half the room. Nothing is wider than the explorer but what scrolls by itself.
        page.page.set_viewport_size({"width": 640, "height": 900})
        page.shot(f"34-explorateur-200-{theme_name}", shown)
        assert explorer.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
        assert page.serious_findings(EXPLORER) == []
