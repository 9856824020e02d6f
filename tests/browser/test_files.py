"""Files between the learner's computer and their machine, in a real browser: not a byte changes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from playwright.sync_api import expect

OUTPUT = ".jp-Cell-outputArea"
DOWNLOAD = ".registres-telechargement"
UPLOAD = ".registres-depot"
# Every byte, then what a browser would render or run if it were shown instead of saved.
BINARY = bytes(range(256)) * 20 + b"<script>document.title = 'pris'</script>"


def choose(page, depot, *files):
    """With the keyboard, as a person would: the button, then the system's own window."""
    with page.page.expect_file_chooser() as opened:
        depot.get_by_role("button", name="Choisir des fichiers").press("Enter")
    opened.value.set_files(files)


def test_a_file_of_the_machine_is_saved_as_it_is(lab, tmp_path):
    page = lab()
    name = "page d'été.html"
    program = f"open({name!r}, 'wb').write({BINARY!r})"
    page.run(0, f"cd ~; python3 - <<'FIN'\n{program}\nFIN")
    shown = page.run(1, f'%telecharger "{name}"')
    link = shown.get_by_role("link", name="Enregistrer")
    expect(link).to_contain_text(name)
    with page.page.expect_download() as started:
        link.click()
    assert started.value.suggested_filename == name
    started.value.save_as(tmp_path / "recu")
    assert (tmp_path / "recu").read_bytes() == BINARY
    assert "pris" not in page.page.title()
    assert page.serious_findings(DOWNLOAD) == []
    page.shot("14-telecharger", shown)

    page.run(2, "head -c 8000000 /dev/urandom > gros")
    shown = page.run(3, "%telecharger gros")
    with page.page.expect_download() as started:
        shown.get_by_role("link", name="8 Mo").click()
    assert Path(started.value.path()).stat().st_size == 8_000_000
    # What was downloaded is not kept in the notebook.
    page.page.keyboard.press("Control+s")
    expect(page.page.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
    assert page.errors == []


def test_files_are_put_into_the_machine_and_nothing_is_replaced_unasked(course, lab, tmp_path):
    with course.with_theme("JupyterLab Dark"):
        page = lab()
    data = os.urandom(3_000_000)
    (tmp_path / "mes données (été).bin").write_bytes(data)
    (tmp_path / "vide.txt").write_bytes(b"")
    (tmp_path / "trop.bin").write_bytes(bytes(12_000_000))
    shown = page.run(0, '%televerser "~/mon dossier"')
    depot = shown.locator(UPLOAD)
    choose(page, depot, tmp_path / "mes données (été).bin", tmp_path / "vide.txt")
    expect(depot).to_contain_text("Déposé\u202f: «\u202f/home/apprenant/mon dossier/mes données (été).bin")
    expect(depot).to_contain_text("vide.txt\u202f» (0 octets)")
    listed = page.run(1, "cd ~/'mon dossier'; stat -c '%U %a %s %n' *; sha256sum mes*").locator(OUTPUT)
    expect(listed).to_contain_text("root 644 3000000 mes données (été).bin")
    expect(listed).to_contain_text(hashlib.sha256(data).hexdigest())
    page.shot("15-televerser", shown)

    # The same name again, with the keyboard: first kept, then replaced.
    (tmp_path / "vide.txt").write_bytes(b"neuf")
    choose(page, depot, tmp_path / "vide.txt")
    expect(depot).to_contain_text("existe déjà")
    page.shot("16-televerser-existe", shown)
    assert page.serious_findings(UPLOAD) == []
    depot.get_by_role("button", name="Ne pas remplacer").press("Enter")
    expect(depot).to_contain_text("Rien n'est remplacé.")
    assert page.run(1, "stat -c %s vide.txt").locator(OUTPUT).inner_text().strip() == "0"
    choose(page, depot, tmp_path / "vide.txt")
    depot.get_by_role("button", name="Remplacer", exact=True).press("Enter")
    expect(depot).to_contain_text("Déposé")
    assert page.run(1, "cat vide.txt").locator(OUTPUT).inner_text().strip() == "neuf"

    choose(page, depot, tmp_path / "trop.bin")
    expect(depot).to_contain_text("dépasse 8 Mo")
    assert page.run(1, "echo vivant").locator(OUTPUT).inner_text().strip() == "vivant"
