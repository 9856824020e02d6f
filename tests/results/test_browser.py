"""The pages in a real browser: accessible, in light, in dark and on paper, deaf to what a learner wrote."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from checker.results.write import write

ARTEFACTS = Path(__file__).resolve().parents[1] / "artefacts"


@pytest.fixture(scope="module")
def browser():
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "no Chromium on this machine: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def pages(group, tmp_path):
    """The overview, and the report of the learner who means harm."""
    overview = write(tmp_path, group.marks())
    (report,) = tmp_path.glob("rapports/cmd-*/00-prise-en-main.html")
    return {"classe": overview, "rapport": report}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["classe", "rapport"])
def test_a_page_is_accessible_and_runs_nothing(browser, pages, name, scheme):
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        viewport={"width": 1000, "height": 800}, color_scheme=scheme, locale="fr-FR"
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: said.append(request.url) if request.url != page.url else None)
    page.goto(pages[name].as_uri())
    page.screenshot(path=ARTEFACTS / f"{name}-{scheme}.png", full_page=True)
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found] == []
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (scheme == "light")
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert [text for text in said if not text.startswith(pages[name].as_uri())] == []
    context.close()


def test_a_report_is_printed_on_white_whatever_the_theme(browser, pages):
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(pages["rapport"].as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    ink = page.evaluate("getComputedStyle(document.querySelector('.failed .outcome')).color")
    assert ink == "rgb(163, 22, 28)"
    context.close()
