"""What a cell shows in JupyterLab, which is no terminal: bars, boxes, the stop button, programs in full screen."""

from __future__ import annotations

from playwright.sync_api import expect

OUTPUT = ".jp-Cell-outputArea"


def test_bars_end_as_a_terminal_shows_them(lab):
    page = lab()
    cell = page.run(0, "docker pull nginx:1.25.0")
    output = cell.locator(OUTPUT)
    expect(output).to_contain_text("Pull complete")
    expect(output).not_to_contain_text("Pulling fs layer")
    expect(output).not_to_contain_text("[1A")
    page.shot("06-barres", cell)


def test_stop_button_ends_a_cell_and_goes_away(lab):
    page = lab()
    cell = page.start(0, "echo debut; sleep 300")
    button = cell.get_by_role("button", name="Arrêter")
    expect(button).to_be_visible()
    expect(cell.locator(OUTPUT)).to_contain_text("debut")
    page.shot("07-arreter", cell)
    button.click()
    page.wait_done(cell)
    expect(cell.locator(OUTPUT)).to_contain_text("Code de retour\u202f: 130")
    expect(cell.locator(OUTPUT)).to_contain_text("debut")
    expect(button).to_have_count(0)
    assert page.run(1, "echo vivant").locator(OUTPUT).inner_text().strip() == "vivant"


def test_password_is_asked_in_a_hidden_box(lab):
    page = lab()
    cell = page.start(0, "docker login")
    box = cell.locator(".jp-Stdin-input")
    expect(cell.locator(".jp-Stdin-prompt")).to_contain_text("Username")
    box.fill("apprenant")
    box.press("Enter")
    expect(cell.locator(".jp-Stdin-prompt").last).to_contain_text("Password")
    expect(cell.locator("input[type=password]")).to_be_visible()
    page.shot("08-mot-de-passe", cell)
    cell.locator("input[type=password]").fill("apprenant-2026")
    cell.locator("input[type=password]").press("Enter")
    page.wait_done(cell)
    expect(cell.locator(OUTPUT)).to_contain_text("Login Succeeded")
    assert "apprenant-2026" not in cell.inner_text()
    page.shot("09-connecte", cell)


def test_full_screen_program_is_explained(lab):
    page = lab()
    cell = page.run(0, "echo avant; top; echo après")
    output = cell.locator(OUTPUT)
    expect(output).to_contain_text("s'affiche en plein écran")
    expect(output).to_contain_text("après")
    expect(output).not_to_contain_text("PID")


def test_tab_completes(lab):
    page = lab()
    page.run(0, "true")
    page.write(1, "docker pul")
    page.page.keyboard.press("Tab")
    expect(page.cell(1).locator(".cm-content")).to_contain_text("docker pull")


def test_a_file_is_edited_in_the_page(lab):
    page = lab()
    cell = page.run(0, "%editer ~/notes.txt")
    cell.locator("textarea").fill("bonjour\n")
    cell.get_by_role("button", name="Enregistrer").click()
    expect(cell).to_contain_text("Enregistré.")
    assert page.run(1, "cat ~/notes.txt").locator(OUTPUT).inner_text().strip() == "bonjour"
    page.shot("10-editer", cell)
