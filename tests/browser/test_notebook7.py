"""The same notebooks in Notebook 7, which `checker cours` does not open: panel and explorer work there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "tests/artefacts"
CELLS = [
    "%exercice 02-registre-prive/01-demarrer-un-registre",
    "docker run -d --name registry registry:2",
    "",
]

KERNEL_IS_IDLE = """async () => {
    const kernels = await (await fetch('/api/kernels')).json();
    return kernels.length === 1 && kernels[0].connections > 0 && kernels[0].execution_state === 'idle';
}"""


@pytest.fixture
def address(tmp_path):
    """A notebook of ours as `jupyter notebook` opens it, with nothing of the person's own settings."""
    shutil.copyfile(ROOT / "notebooks/02-registre-prive.ipynb", tmp_path / "essai.ipynb")
    notebook = json.loads((tmp_path / "essai.ipynb").read_text(encoding="utf-8"))
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    notebook["cells"] = [cell | {"id": f"c{n}", "source": [source]} for n, source in enumerate(CELLS)]
    (tmp_path / "essai.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    runtime = tmp_path / "execution"
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "notebook",
            "--no-browser",
            "--allow-root",
            "--port=0",
            f"--notebook-dir={tmp_path}",
        ],
        env=os.environ
        | {
            "JUPYTER_CONFIG_DIR": str(tmp_path / "reglages"),
            "JUPYTER_RUNTIME_DIR": str(runtime),
            "REGISTRES_DATA": str(tmp_path / "donnees"),
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _address(runtime / f"jpserver-{server.pid}.json")
    finally:
        server.terminate()
        server.wait(60)


def _address(notice: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            told = json.loads(notice.read_bytes())
        except (FileNotFoundError, json.JSONDecodeError):
            time.sleep(0.1)
            continue
        return f"{told['url']}notebooks/essai.ipynb?token={told['token']}"
    raise AssertionError("Notebook 7 does not answer")


def test_panel_shell_and_explorer_work_in_notebook_7(address, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    expect(page.locator(".jp-Toolbar-kernelName")).to_have_text("Bac à sable (Docker)")
    expect(page.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute("data-status", "idle")
    page.wait_for_function(KERNEL_IS_IDLE)
    cells = page.locator(".jp-Notebook .jp-CodeCell")

    def run(index, source=None):
        cells.nth(index).locator(".cm-content").click()
        if source:
            page.keyboard.insert_text(source)
        page.keyboard.press("Control+Enter")
        expect(cells.nth(index).locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"))
        return cells.nth(index)

    panel = run(0).locator(".registres-panneau")
    run(1)
    panel.get_by_role("button", name="Vérifier").click()
    expect(panel).to_contain_text("Que faire")  # the port is not published
    explorer = run(2, "%explorer").locator(".registres-explorateur")
    expect(explorer).to_contain_text("docker.io/library/alpine")
    page.screenshot(path=ARTEFACTS / "19-notebook-7.png")
    page.close()
