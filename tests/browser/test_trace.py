"""« Ce qui vient de se passer » in a real browser: a ladder of arrows, its sentences, in either theme."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

TRACE = ".registres-trace"
PUSH = """docker run -d -p 5000:5000 --name registry registry:2
docker pull -q nginx:1.25.0
docker tag nginx:1.25.0 localhost:5000/equipe/web:1.0
sleep 1; docker push -q localhost:5000/equipe/web:1.0"""
MOUNT = """docker tag nginx:1.25.0 apprenant/web:1.0
echo apprenant-2026 | docker login -u apprenant --password-stdin && docker push -q apprenant/web:1.0"""
REFUSED = (
    "docker tag nginx:1.25.0 registre.atelier.test:5000/x; docker push registre.atelier.test:5000/x || true"
)


@pytest.mark.parametrize("name", ["JupyterLab Light", "JupyterLab Dark"])
def test_a_dialogue_is_drawn_and_told_in_either_theme(course, lab, name):
    short = name.split()[1].lower()
    with course.with_theme(name):
        page = lab()
        page.run(0, PUSH)
        shown = page.run(1, "%trace")
        diagram = shown.locator(TRACE)
        expect(diagram.get_by_role("heading")).to_contain_text("Envoi (push)")
        steps = diagram.get_by_role("list").first.get_by_role("listitem")
        expect(steps.first).to_contain_text("essaie d'abord HTTPS")
        expect(steps.last).to_contain_text("dépose le manifeste")
        expect(steps.last).to_contain_text("PUT /v2/equipe/web/manifests/1.0")
        page.shot(f"40-trace-push-{short}", shown)

        page.run(2, MOUNT)
        shown = page.run(1, "%trace")
        expect(diagram).to_contain_text("Mounted from")
        expect(diagram).to_contain_text("Jetons")
        page.shot(f"41-trace-hub-{short}", shown)
        assert page.serious_findings(TRACE) == []

        page.run(2, REFUSED)
        shown = page.run(1, "%trace")
        expect(diagram).to_contain_text("exige HTTPS")
        page.shot(f"42-trace-refus-{short}", shown)

        # With the keyboard alone: the other operations unfold.
        summary = diagram.locator("summary")
        summary.focus()
        page.page.keyboard.press("Enter")
        expect(diagram.locator("details li").first).to_contain_text("%trace 2")

        # 200 %: half the room. The drawing stands above its sentence, nothing is cut.
        shown = page.run(1, "%trace 2")
        page.page.set_viewport_size({"width": 640, "height": 900})
        page.shot(f"43-trace-200-{short}", shown)
        assert diagram.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
        assert page.serious_findings(TRACE) == []


def test_a_dialogue_outlives_the_page_and_the_kernel(lab):
    page = lab()
    page.run(0, "docker pull -q nginx:1.25.0")
    shown = page.run(1, "%trace")
    expect(shown.locator(TRACE)).to_contain_text("Téléchargement (pull)")
    page.page.keyboard.press("Control+s")
    expect(page.page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
    page.page.reload()
    page.wait_ready()
    expect(page.cell(1).locator(TRACE)).to_contain_text("Téléchargement (pull)")
    page.restart_kernel()
    expect(page.cell(1).locator(f"{TRACE} ol > li").first).to_be_visible()
    page.run(2, "%trace")
    expect(page.cell(2)).to_contain_text("Aucun échange")
