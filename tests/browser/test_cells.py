"""What a cell shows in JupyterLab, no terminal: the stop button, the text box, full-screen programs."""

from __future__ import annotations

from playwright.sync_api import expect

OUTPUT = ".jp-Cell-outputArea"
TOOLS = [
    "%exercice 02-registre-prive/01-demarrer-un-registre",
    "%progression",
    "%editer ~/notes.txt",
    "%televerser",
    "%telecharger /etc/hostname",
    "%attestation",
]
OVERFLOWS = """output => [output, ...output.querySelectorAll('*')]
    .filter(e => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1)
    .filter(e => !e.closest('.registres-progression'))  // a table scrolls by itself
    .map(e => `${e.tagName} ${e.className}: ${e.scrollWidth} > ${e.clientWidth}`)"""


def test_stop_button_ends_a_cell_and_goes_away(lab):
    page = lab()
    cell = page.start(0, "echo debut; sleep 300")
    button = cell.get_by_role("button", name="Arrêter")
    expect(button).to_be_visible()
    expect(cell.locator(OUTPUT)).to_contain_text("debut")
    page.shot("12-arreter", cell)
    button.click()
    page.wait_done(cell)
    expect(cell.locator(OUTPUT)).to_contain_text("Code de retour\u202f: 130")
    expect(cell.locator(OUTPUT)).to_contain_text("debut")
    expect(button).to_have_count(0)
    assert page.run(1, "echo vivant").locator(OUTPUT).inner_text().strip() == "vivant"


def test_full_screen_program_is_explained(lab):
    page = lab()
    cell = page.run(0, "echo avant; top; echo après")
    output = cell.locator(OUTPUT)
    expect(output).to_contain_text("s'affiche en plein écran")
    expect(output).to_contain_text("après")
    expect(output).not_to_contain_text("PID")


def test_a_file_is_edited_in_the_page(lab):
    page = lab()
    cell = page.run(0, "%editer ~/notes.txt")
    cell.locator("textarea").fill("bonjour\n")
    cell.get_by_role("button", name="Enregistrer").click()
    expect(cell).to_contain_text("Enregistré.")
    assert page.run(1, "cat ~/notes.txt").locator(OUTPUT).inner_text().strip() == "bonjour"
    page.shot("13-editer", cell)
    assert page.serious_findings(".registres-editeur") == []


def test_the_tools_fit_in_a_window_at_200_percent(lab):
    page = lab()
    page.page.set_viewport_size({"width": 640, "height": 360})
    for number, line in enumerate(TOOLS):
        cell = page.run(number % 4, line)
        expect(cell.locator(OUTPUT)).to_have_count(1)
        too_wide = cell.locator(OUTPUT).evaluate(OVERFLOWS)
        page.shot(f"17-200-{number}", cell)
        assert too_wide == [], line
