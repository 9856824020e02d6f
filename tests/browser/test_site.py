"""`checker site` for real: one lab is played and its pages are opened from the disk, in a browser."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import docker
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from checker.kernel import kernelspec

ARTEFACTS = Path(__file__).resolve().parents[1] / "artefacts"
LAB = "00-prise-en-main"
VIEWS = {
    "clair": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "sombre": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    # A window of 1280 pixels zoomed to 200 %, and a narrow telephone.
    "zoom": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
    "telephone": {"viewport": {"width": 360, "height": 780}, "device_scale_factor": 2},
}


def start(folder: Path, lab: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-I", "-m", "checker", "site", str(folder), "--atelier", lab],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def site(course_images, tmp_path_factory):
    kernelspec.install()
    folder = tmp_path_factory.mktemp("pages") / "site"
    process = start(folder, LAB)
    said, _ = process.communicate(timeout=240)
    assert process.returncode == 0, said
    assert re.search(r"\d+ liens internes vérifiés", said)
    return folder


@pytest.fixture
def open_page(site, browser):
    """Opens a page of the site; at the end, nothing was fetched and the browser had nothing to say."""
    contexts, fetched, said = [], [], []

    def open_it(name: str, view: str = "clair") -> Page:
        contexts.append(browser.new_context(locale="fr-FR", **VIEWS[view]))
        page = contexts[-1].new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: fetched.append(request.url))
        page.goto((site / name).as_uri())
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert [url for url in fetched if not url.startswith((site.as_uri(), "data:image/svg+xml;"))] == []
    assert said == []


@pytest.mark.parametrize(
    ("name", "view"),
    [*((name, view) for name in ("index", LAB) for view in VIEWS), ("glossaire", "telephone")],
)
def test_a_page_reads_well(open_page, name, view):
    page = open_page(f"{name}.html", view)
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"site-{name}-{view}.png", full_page=True)
    page.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
    width = "document.documentElement.{}Width"
    assert page.evaluate(width.format("scroll")) <= page.evaluate(width.format("client"))
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found] == []


@pytest.mark.parametrize("view", ["clair", "sombre"])
def test_a_lab_shows_what_its_commands_printed_its_diagram_and_a_solution(open_page, view):
    page = open_page(f"{LAB}.html", view)
    expect(page.locator(".affiche").filter(has_text="Hello from Docker")).to_be_visible()
    expect(page.locator(".echec").first).to_contain_text("Code de retour")
    drawn = page.locator(".schema img")
    assert drawn.evaluate_all("all => all.length && all.every(i => i.complete && i.naturalWidth > 300)")
    solution = page.locator("details.solution").nth(1)
    expect(solution.locator(".commande")).to_be_hidden()
    solution.locator("summary").click()
    expect(solution.locator(".commande")).to_contain_text("docker run")
    expect(solution.locator(".sortie")).to_contain_text("Pull")


def test_the_pages_lead_to_one_another(open_page):
    page = open_page("index.html")
    page.get_by_role("main").get_by_role("link", name="00 Prise en main").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Prise en main")
    page.get_by_role("navigation", name="Sommaire").get_by_role("link", name="À retenir").click()
    expect(page.locator("#a-retenir")).to_be_in_viewport()
    page.get_by_role("navigation", name="Pages voisines").get_by_role("link", name="Glossaire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Glossaire")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Registres Docker").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Registres Docker")


def test_ctrl_c_leaves_nothing_behind(site, tmp_path):
    client = docker.from_env()
    process = start(tmp_path / "site", "02-registre-prive")

    def mine() -> list[str]:
        owned = client.api.containers(all=True, filters={"label": "registres.owner"})
        labels = (container["Labels"] for container in owned)
        return [
            one["registres.role"] for one in labels if one["registres.owner"].startswith(f"{process.pid}:")
        ]

    deadline = time.monotonic() + 60
    while not mine():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.2)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Interrompu." in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []
    assert mine() == []
