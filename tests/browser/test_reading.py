"""Every page of the course as a reader sees it, in the light and in the dark theme, and a picture of each.

No kernel is started: the pages are looked at, not run.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Route, expect

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "tests/artefacts"
THEMES = {"clair": "JupyterLab Light", "sombre": "JupyterLab Dark"}
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
PAGES = [*NOTEBOOKS, "glossaire.md"]
WIDTH, HEIGHT = 1280, 900
SLOW_MS = 60_000
WINDOWING = "notebook-extension:tracker"
# What a reader must scroll sideways, what was drawn too small or not at all, and where the page ends.
LOOK = """panel => {
    const all = [...panel.querySelectorAll('*')].filter(e => e.clientWidth > 0);
    const wide = all.filter(e => e.scrollWidth > e.clientWidth + 1
        && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX));
    const drawings = [...panel.querySelectorAll('.jp-RenderedMermaid img')];
    // The width that Mermaid gave it: an image that fills its line does not say.
    const drawn = i => Math.round(decodeURIComponent(i.src).match(/viewBox="\\S+ \\S+ (\\S+) /)?.[1]);
    const ends = [...panel.querySelectorAll('.jp-Cell, .jp-MarkdownViewer *')];
    return {
        wide: wide.map(e => e.innerText.slice(0, 200)),
        drawings: drawings.filter(i => i.src.startsWith('data:image/svg')).length,
        tiny: drawings.map((i, n) => `diagram ${n + 1}: ${i.clientWidth} of ${drawn(i)} pixels`)
            .filter((_, n) => drawings[n].clientWidth < 0.55 * drawn(drawings[n])),
        broken: [...panel.querySelectorAll('img')].filter(i => !i.naturalWidth)
            .map(i => i.alt || i.src.slice(0, 80)),
        // our own style: JupyterLab leaves no space below a folded text
        folded: Math.min(...[...panel.querySelectorAll('details')]
            .map(d => parseInt(getComputedStyle(d).marginBottom))),
        bottom: Math.max(...ends.map(e => e.getBoundingClientRect().bottom)),
    };
}"""


class Reader:
    """A page of JupyterLab in which nothing runs."""

    def __init__(self, context: BrowserContext, address: str, theme: str) -> None:
        self.theme = theme
        self.sessions: dict[str, dict] = {}
        self.errors: list[str] = []
        # The pages are fetched from outside Chromium, which drops its connections whenever a network comes
        # or goes on the machine; kernels are only pretended.
        context.route("**/*", lambda route: route.fulfill(response=route.fetch()))
        context.route("**/api/sessions**", self._session)
        context.route("**/api/kernels?*", lambda route: route.fulfill(json=[]))
        context.route_web_socket("**/api/**", lambda _socket: None)
        self.page = context.new_page()
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.set_default_timeout(SLOW_MS)
        self.page.goto(address)

    def _session(self, route: Route) -> None:
        asked = route.request
        if asked.method == "POST":
            wanted = asked.post_data_json
            kernel = {"id": f"aucun-{len(self.sessions)}", "name": "bac-a-sable", "execution_state": "idle"}
            made = {"id": kernel["id"], "kernel": kernel, "notebook": {}, "connections": 0}
            self.sessions[kernel["id"]] = made | {key: wanted[key] for key in ("path", "name", "type")}
            route.fulfill(json=self.sessions[kernel["id"]], status=201)
        elif asked.method == "PATCH":
            session = self.sessions[re.search(r"aucun-\d+", asked.url).group()]
            session |= {key: value for key, value in asked.post_data_json.items() if key != "kernel"}
            route.fulfill(json=session)
        else:
            route.fulfill(json=list(self.sessions.values()))

    def open(self, name: str) -> Locator:
        """Open a page from the file browser, at its full height and with its folded texts unfolded."""
        self.page.locator(".jp-DirListing-item").filter(has_text=name).dblclick()
        panel = self.page.locator(".jp-MainAreaWidget:not(.lm-mod-hidden)")
        expect(panel.locator(".jp-RenderedMarkdown").last).to_be_visible()
        panel.evaluate("panel => panel.querySelectorAll('details').forEach(folded => folded.open = true)")
        return panel

    def shoot(self, name: str, bottom: float) -> None:
        """Keep a picture of the page down to its end."""
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        self.page.set_viewport_size({"width": WIDTH, "height": max(HEIGHT, int(bottom) + 60)})
        self.page.screenshot(path=ARTEFACTS / f"lecture-{name}-{self.theme}.png")
        self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})


@pytest.fixture(scope="module", params=THEMES)
def reader(request, course, browser):
    # Without windows, what is not in sight is drawn too.
    with course.with_theme(THEMES[request.param]), course.with_setting(WINDOWING, windowingMode="none"):
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="fr-FR")
        yield Reader(context, course.url("glossaire.md"), request.param)
        context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_well(reader, name):
    panel = reader.open(name)
    source = (ROOT / "notebooks" / name).read_text(encoding="utf-8")
    diagrams = source.count("```mermaid")
    expect(panel.locator(".jp-RenderedMermaid img")).to_have_count(diagrams)
    seen = panel.evaluate(LOOK)
    reader.shoot(Path(name).stem, seen["bottom"])
    assert seen["drawings"] == diagrams
    assert seen["broken"] == []
    assert seen["tiny"] == []
    assert not seen["wide"], "too wide:\n" + "\n".join(seen["wide"])
    assert seen["folded"] > 0 or "<details>" not in source
    assert reader.errors == []


def test_a_notebook_leads_to_the_glossary(reader):
    panel = reader.open(NOTEBOOKS[0])
    panel.get_by_role("link", name="glossaire").last.click()
    expect(reader.page.locator(".jp-MarkdownViewer:not(.lm-mod-hidden) h1")).to_contain_text("Glossaire")
