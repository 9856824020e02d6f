"""The real course in a real browser: `checker cours` as a person starts it, Chromium driven by Playwright."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import docker
import httpx
import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Locator, Page, expect, sync_playwright

from checker.cli.course_server import jupyter_folder
from checker.sandbox.places import state_folder

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "tests/artefacts"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SLOW_MS = 60_000
"""For what waits on a sandbox: far above what it takes, so that a busy machine fails nothing."""
LESSON = "02-registre-prive.ipynb"

expect.set_options(timeout=SLOW_MS)


class Course:
    """A running `checker cours` on a copy of the course."""

    def __init__(self, folder: Path, port: int) -> None:
        self.notebooks = folder / "notebooks"
        self.data = folder / "donnees"
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-m", "checker", "cours", "--no-browser", "--port", str(port)],
            env=os.environ
            | {
                "REGISTRES_COURSE": str(folder),
                "REGISTRES_DATA": str(self.data),
                "PYTHONUNBUFFERED": "1",
                "NO_COLOR": "1",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.made = 0
        self.said: list[str] = []
        self.address = self._wait_address()

    def _wait_address(self) -> str:
        for line in self.process.stdout:
            self.said.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\S+", line):
                return found.group()
        raise AssertionError("no address:\n" + "".join(self.said))

    def new_notebook(self, source: str | None = None) -> str:
        """Put a notebook of its own there: a copy of one of the course's, or one with empty cells."""
        self.made += 1
        name = f"essai-{self.made}.ipynb"
        model = json.loads((ROOT / "notebooks" / (source or LESSON)).read_text(encoding="utf-8"))
        if source is None:
            cell = {"cell_type": "code", "metadata": {}, "source": [], "outputs": [], "execution_count": None}
            model["cells"] = [cell | {"id": f"vide-{n}"} for n in range(4)]
        (self.notebooks / name).write_text(json.dumps(model), encoding="utf-8")
        return name

    def url(self, notebook: str) -> str:
        """Its address, in a workspace where nothing else is open."""
        workspace = f"/lab/workspaces/{Path(notebook).stem}/tree/{notebook}"
        return re.sub(r"/lab[^?]*", workspace, self.address)

    def end_kernels(self) -> None:
        """Close every open session, which takes its sandbox down."""
        with self.api() as api:
            for session in api.get("/api/sessions").json():
                api.delete(f"/api/sessions/{session['id']}")

    def forget_progress(self) -> None:
        """What one test tried is not what the next one finds."""
        shutil.rmtree(self.data, ignore_errors=True)

    def api(self) -> httpx.Client:
        """Jupyter's own interface, token given."""
        parts = urlsplit(self.address)
        (token,) = parse_qs(parts.query)["token"]
        return httpx.Client(
            base_url=f"{parts.scheme}://{parts.netloc}",
            headers={"Authorization": f"token {token}"},
            timeout=SLOW_MS / 1000,
        )

    def with_theme(self, name: str) -> contextlib.AbstractContextManager[None]:
        """JupyterLab in another theme, for pages opened meanwhile."""
        return self.with_setting("apputils-extension:themes", theme=name)

    @contextlib.contextmanager
    def with_setting(self, plugin: str, **chosen: str) -> Iterator[None]:
        """A reader's own settings of one of JupyterLab's plugins, for pages opened meanwhile."""
        address = f"/lab/api/settings/@jupyterlab/{plugin}"
        with self.api() as api:
            api.put(address, json={"raw": json.dumps(chosen)}).raise_for_status()
            try:
                yield
            finally:
                api.put(address, json={"raw": "{}"}).raise_for_status()

    def runs(self) -> set[str]:
        """The sandboxes that processes of this course own."""
        family = {p.pid for p in psutil.Process(self.process.pid).children(recursive=True)}
        return {
            labels["registres.run"]
            for labels in labels_of_containers()
            if int(labels["registres.owner"].partition(":")[0]) in family
        }

    @staticmethod
    def remains_of(runs: set[str]) -> list[str]:
        """The containers that sandboxes have left."""
        return [
            labels["registres.role"] for labels in labels_of_containers() if labels["registres.run"] in runs
        ]

    def wait_runs(self) -> None:
        """Wait until a kernel of this course owns a sandbox."""
        deadline = time.monotonic() + SLOW_MS / 1000
        while not self.runs():
            assert time.monotonic() < deadline, "no sandbox came"
            time.sleep(0.2)

    def stop(self, with_signal: int = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        if not self.process.stdout.closed:
            rest, _ = self.process.communicate(timeout=90)
            self.said.append(rest)
        return self.process.returncode


def labels_of_containers() -> list[dict[str, str]]:
    """The labels of every container of ours, in one question: others may go meanwhile."""
    found = docker.from_env().api.containers(all=True, filters={"label": "registres.owner"})
    return [container["Labels"] for container in found]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def copy_course(folder: Path) -> Path:
    """A course whose notebooks a test may change: the labs are the real ones."""
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    (folder / "labs").symlink_to(ROOT / "labs")
    return folder


@pytest.fixture(scope="session")
def course_starter(tmp_path_factory):
    """Starts the course; whatever was started ends with the tests."""
    started: list[Course] = []

    def start(port: int | None = None, folder: Path | None = None) -> Course:
        folder = folder or copy_course(tmp_path_factory.mktemp("cours"))
        started.append(Course(folder, port or free_port()))
        return started[-1]

    yield start
    for course in started:
        course.stop()
        shutil.rmtree(jupyter_folder(course.notebooks, state_folder()), ignore_errors=True)


@pytest.fixture
def start_course(course_starter):
    return course_starter


@pytest.fixture(scope="session")
def course(course_starter):
    """One course for all the lessons."""
    return course_starter()


@pytest.fixture(scope="module")
def browser():
    # Playwright keeps an event loop running in this thread: tests that run one of theirs need it gone.
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "no Chromium on this machine: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield opened
        opened.close()


class Lab:
    """A page of JupyterLab with one notebook, and the gestures of a learner."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.errors: list[str] = []
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.set_default_timeout(SLOW_MS)
        self.open()

    def open(self) -> None:
        self.page.goto(self.url)
        self.wait_ready()

    def wait_ready(self) -> None:
        expect(self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")).to_be_visible()
        # The notebook's own indicator says « idle » before there is any kernel; the status bar does not.
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text("Bac à sable (Docker) | Inactif")

    def restart_kernel(self) -> None:
        """End the kernel, its sandbox with it; a new one comes."""
        self.page.get_by_role("button", name="Redémarrer le noyau", exact=True).click()
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        self.wait_ready()

    def cell(self, index: int) -> Locator:
        return self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-Cell").nth(index)

    def write(self, index: int, source: str) -> Locator:
        cell = self.cell(index)
        cell.scroll_into_view_if_needed()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)
        return cell

    def start(self, index: int, source: str | None = None) -> Locator:
        """Run a cell with the keyboard, and do not wait for its end."""
        cell = self.cell(index)
        if source is not None:
            self.write(index, source)
        else:
            cell.scroll_into_view_if_needed()
            cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        return cell

    def run(self, index: int, source: str | None = None) -> Locator:
        """Run a cell and wait for its end."""
        cell = self.start(index, source)
        self.wait_done(cell)
        return cell

    def wait_done(self, cell: Locator) -> None:
        expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"))

    def serious_findings(self, selector: str) -> list[tuple[str, str, list[str]]]:
        """What axe says of these parts of the page that is serious: rule, impact, places."""
        results = Axe().run(self.page, context=selector).response
        return [
            (rule["id"], rule["impact"], [node["html"][:200] for node in rule["nodes"]])
            for rule in results["violations"]
            if rule["impact"] in ("serious", "critical")
        ]

    def shot(self, name: str, target: Locator | None = None) -> None:
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        if target is not None:
            target.scroll_into_view_if_needed()
        self.page.screenshot(path=ARTEFACTS / f"{name}.png")


@pytest.fixture
def lab(course, browser, request):
    """Opens a notebook in a page, with a kernel and a sandbox for this test alone; leaves a picture."""
    pages: list[Page] = []

    def open_lab(source: str | None = None) -> Lab:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
        pages.append(context.new_page())
        return Lab(pages[-1], course.url(course.new_notebook(source)))

    yield open_lab
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    for page in pages:
        with contextlib.suppress(Error):
            page.screenshot(path=ARTEFACTS / f"fin-{request.node.name}.png")
        page.context.close()
    course.end_kernels()
    course.forget_progress()
