"""The JupyterLab that the course opens: French, one kernel, no terminal, nothing from outside."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
import pytest
from playwright.sync_api import expect

ARTEFACTS = Path(__file__).resolve().parents[1] / "artefacts"


@pytest.fixture
def api(course):
    with course.api() as client:
        yield client


def test_the_address_is_announced_in_french(course):
    said = "".join(course.said)
    assert "Le cours est ouvert" in said
    assert "token=" in course.address


def test_only_our_kernel_is_offered_and_may_be_started(api):
    assert list(api.get("/api/kernelspecs").json()["kernelspecs"]) == ["bac-a-sable"]
    assert api.post("/api/kernels", json={"name": "python3"}).status_code >= 400


def test_there_is_no_terminal(api):
    assert api.post("/api/terminals").status_code == 404


def test_without_the_token_nothing_is_served(api):
    for path in ("/api/contents", "/api/kernels", "/lab"):
        answer = httpx.get(f"{api.base_url.copy_with(path=path)}")
        assert answer.status_code in (302, 403), path


def test_only_this_machine_is_listened_to(course, api):
    port = api.base_url.port
    addresses = {
        connection.laddr.ip
        for process in [psutil.Process(course.process.pid), *psutil.Process(course.process.pid).children()]
        for connection in process.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port
    }
    assert addresses == {"127.0.0.1"}


def test_the_notebooks_folder_is_all_that_the_browser_sees(api, course):
    names = {entry["name"] for entry in api.get("/api/contents").json()["content"]}
    assert names == {path.name for path in course.notebooks.glob("[!.]*")}
    assert api.get("/api/contents/../labs").status_code == 404


def test_the_settings_are_ours(api):
    def default(plugin, key):
        return api.get(f"/lab/api/settings/{plugin}").json()["schema"]["properties"][key]["default"]

    assert default("@jupyterlab/translation-extension:plugin", "locale") == "fr_FR"
    assert default("@jupyterlab/apputils-extension:notification", "fetchNews") == "false"
    assert default("@jupyterlab/apputils-extension:notification", "checkForUpdates") is False
    assert default("@jupyterlab/docmanager-extension:plugin", "autosave") is True


def test_jupyterlab_is_french_and_complains_of_nothing(lab):
    page = lab("02-registre-prive.ipynb")
    expect(page.page.get_by_role("menuitem", name="Fichier")).to_be_visible()
    page.page.keyboard.press("Control+Shift+L")
    expect(page.page.locator(".jp-Launcher")).to_be_visible()
    cards = page.page.locator(".jp-LauncherCard").all_inner_texts()
    assert any("Bac à sable" in text for text in cards)
    assert not any("Python" in text or "Terminal" in text for text in cards)
    expect(page.page.locator(".jp-toastContainer .Toastify__toast")).to_have_count(0)
    page.shot("11-lanceur")
    assert page.errors == []


def test_the_home_notebook_comes_first_beside_its_contents(course, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(course.address)
    contents = page.locator(".jp-TableOfContents")
    expect(page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) h1")).to_contain_text("Registres Docker")
    expect(contents).to_contain_text("Vous arrêter, reprendre")
    page.get_by_role("link", name="02 Votre registre privé").click()
    expect(contents).to_contain_text("Démarrer un registre")
    page.screenshot(path=ARTEFACTS / "18-table-des-matieres.png")
    # From then on, it is the learner's choice that counts.
    page.get_by_role("tab", name="Explorateur de fichiers").first.click()
    expect(contents).to_be_hidden()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)  # JupyterLab notes it with a delay
    page.reload()
    expect(page.locator(".jp-DirListing-item").first).to_be_visible(timeout=60_000)
    expect(contents).to_be_hidden()
    page.close()


def test_the_page_asks_nothing_of_the_internet(course, browser):
    asked = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(urlsplit(request.url).hostname))
    page.goto(course.address)
    expect(page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")).to_be_visible(timeout=60_000)
    page.wait_for_load_state("networkidle")
    page.close()
    assert set(asked) - {"127.0.0.1", "", None} == set()
