"""The page of a finished course, as a learner sees it, saves it and prints it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from checker.cli.main import main
from checker.course.lab import read_labs
from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.progress.journal import NAME, Journal

ARTEFACTS = Path(__file__).resolve().parents[1] / "artefacts"
PAGE = ".registres-attestation"


def passed(exercise):
    return Verdict(
        exercise.id, tuple(CriterionResult(c.id, c.text, c.points, Outcome.PASSED) for c in exercise.criteria)
    )


@pytest.fixture
def progress(course):
    """A course of which all but the last exercise is done."""
    course.data.mkdir(exist_ok=True)
    journal = Journal(course.data / NAME)
    exercises = [exercise for lab in read_labs() for exercise in lab.exercises]
    for exercise in exercises[:-1]:
        journal.judged(exercise, passed(exercise))
    yield journal, exercises[-1]
    journal.close()


def test_a_finished_course_has_its_page(course, lab, progress, tmp_path, browser, capsys):
    journal, last = progress
    with course.with_theme("JupyterLab Dark"):
        page = lab()
    shown = page.run(0, "%attestation Ada Lovelace").locator(PAGE)
    expect(shown).to_contain_text("Il reste des exercices")
    expect(shown.get_by_role("listitem").last).to_have_text(last.title)
    expect(shown.get_by_role("link").last).to_contain_text("Continuer")
    page.shot("55-attestation-reste", shown)

    journal.judged(last, passed(last))
    shown = page.run(0).locator(PAGE)
    expect(shown).to_contain_text("Votre attestation est prête.")
    preview = shown.frame_locator("iframe")
    expect(preview.get_by_role("heading", name="Attestation")).to_be_visible()
    expect(preview.locator("body")).to_contain_text("Ada Lovelace")
    page.shot("56-attestation", shown)
    assert page.serious_findings(PAGE) == []
    with page.page.expect_download() as started:
        shown.get_by_role("link", name="Enregistrer").click()
    assert started.value.suggested_filename == "attestation-ada-lovelace.html"
    saved = tmp_path / "attestation.html"
    started.value.save_as(saved)
    assert saved.read_bytes() == (course.data / "attestation-ada-lovelace.html").read_bytes()
    assert main(["attestation", "verify", str(saved), "--progression", str(course.data / NAME)]) == 0
    assert "bien celle de ces verdicts" in capsys.readouterr().out

    paper = browser.new_page(viewport={"width": 900, "height": 1200})
    paper.goto(saved.as_uri())
    expect(paper.locator("th[scope=rowgroup]")).to_have_count(len(read_labs()))
    expect(paper.locator("body")).to_contain_text(time.strftime("%d/%m/%Y"))
    paper.screenshot(path=ARTEFACTS / "57-attestation-page.png", full_page=True)
    # On paper: A4, and nothing wider than the sheet.
    paper.emulate_media(media="print")
    paper.set_viewport_size({"width": 680, "height": 960})
    expect(paper.get_by_text("Ctrl+P")).to_be_hidden()
    assert paper.evaluate("document.documentElement.scrollWidth <= innerWidth")
    paper.close()
