"""The page of a finished course: what it says, and that it is the one of these verdicts and of no others."""

from __future__ import annotations

import json
import re

import pytest

from checker.cli.main import main
from checker.progress import journal as module
from checker.progress.attempts import Event, Kind
from checker.progress.attestation import Attestation, attest
from checker.progress.attestation_page import read_back, render
from checker.progress.journal import Journal

NOW = 1_800_000_000.0


@pytest.fixture
def story(labs, verdict):
    """A finished course: one exercise was hard, the others came at once."""
    hard, *others = [exercise for lab in labs for exercise in lab.exercises]
    return [
        Event(hard.id, Kind.SHOWN, NOW - 900),
        Event(hard.id, Kind.VERDICT, NOW - 800, verdict=verdict(hard, "pf")),
        Event(hard.id, Kind.VERDICT, NOW - 790, verdict=verdict(hard, "pe")),
        Event(hard.id, Kind.HINT, NOW - 700, criterion="deux"),
        Event(hard.id, Kind.SOLUTION, NOW - 600),
        Event(hard.id, Kind.VERDICT, NOW - 500, verdict=verdict(hard, "pp")),
        *(Event(e.id, Kind.VERDICT, NOW - 400, verdict=verdict(e, "pp")) for e in others),
        # What comes after the success does not change what led to it.
        Event(others[0].id, Kind.SOLUTION, NOW - 300),
        Event(others[0].id, Kind.VERDICT, NOW - 200, verdict=verdict(others[0], "ff")),
        Event("99-ailleurs/01-x", Kind.SOLUTION, NOW - 100),
    ]


def made(labs, events, name="Ada Lovelace", issued=NOW, offset=3600):
    return attest(labs, events, name, version="0.1.0", issued=issued, utc_offset_s=offset)


def test_what_led_to_each_success_is_said(labs, story):
    hard, easy = made(labs, story).labs[0].exercises
    assert (hard.score, hard.attempts, hard.hints, hard.saw_solution) == (5, 2, 1, True)
    assert hard.solved == NOW - 500
    assert (easy.score, easy.attempts, easy.hints, easy.saw_solution) == (5, 1, 0, False)


def test_later_events_change_nothing(labs, story, verdict):
    exercise = labs[1].exercises[0]
    later = [*story, Event(exercise.id, Kind.VERDICT, NOW + 1, verdict=verdict(exercise, "ff"))]
    assert made(labs, later) == made(labs, story)
    assert made(labs, later, issued=NOW + 2).fingerprint != made(labs, story, issued=NOW + 2).fingerprint


def test_the_page_comes_back_as_it_was_written(labs, story):
    attestation = made(labs, story, name='Zoé </script><b>"O\'Neil" & Cie')
    page = render(attestation)
    assert read_back(page) == (attestation, attestation.fingerprint)
    assert page == render(read_back(page)[0])
    assert page.count("<script") == 1 and "<b>" not in page
    assert "Exercice &lt;01-a&gt;" in page
    assert "15/01/2027" in page  # the date there, one hour east


def test_what_is_no_attestation_is_no_attestation(labs, story):
    data = made(labs, story).to_json()
    good = json.loads(json.dumps(data))
    assert Attestation.from_json(good) == made(labs, story)
    for change in (
        {"format": 2},
        {"name": "a\u001b[2J"},
        {"name": 3},
        {"issued": float("nan")},
        {"issued": 1e300},
        {"utc_offset_s": 10**9},
        {"labs": "rien"},
        {"labs": [{"title": "x", "exercises": [{}]}]},
        {"de trop": 1},
    ):
        with pytest.raises(ValueError):
            Attestation.from_json(good | change)
    for page in ("", "<html>", render(made(labs, story)).replace('"format"', '"forme"')):
        with pytest.raises(ValueError):
            read_back(page)


@pytest.fixture
def at_hand(labs, story, tmp_path, monkeypatch):
    """The page and the progress file of a learner."""
    monkeypatch.setenv("REGISTRES_COURSE", str(tmp_path))
    monkeypatch.setenv("REGISTRES_DATA", str(tmp_path / "donnees"))
    file = tmp_path / "progression.sqlite"
    journal = Journal(file)
    for event in story:
        journal._append(event)
    journal.close()
    page = tmp_path / "page.html"
    page.write_text(render(made(labs, story)), encoding="utf-8")
    return page, file


def check(page, file, capsys):
    code = main(["attestation", "verify", str(page), "--progression", str(file)])
    told = capsys.readouterr()
    return code, (told.out + told.err).replace("\u202f", " ")


def test_the_page_of_these_verdicts_is_recognised(at_hand, capsys):
    page, file = at_hand
    before = file.read_bytes()
    code, said = check(page, file, capsys)
    assert code == 0 and "bien celle de ces verdicts" in said and said.count("✔") == 3
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert check(page, file, capsys)[0] == 0
    assert file.read_bytes() == before


def test_without_an_option_the_persons_own_file_is_read(at_hand, capsys, tmp_path):
    page, file = at_hand
    assert main(["attestation", "verify", str(page)]) == 1
    assert "--progression" in capsys.readouterr().err
    (tmp_path / "donnees").mkdir(exist_ok=True)
    file.rename(tmp_path / "donnees" / module.NAME)
    assert main(["attestation", "verify", str(page)]) == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"<td>2</td>", b"<td>1</td>", "« Exercice <01-a> 5 / 5 15/01/2027 1 1 oui »"),
        (b"Ada Lovelace</p>", b"Eve</p>", "« Eve » au lieu de « Ada Lovelace »"),
        (b"Ada Lovelace", b"Eve", "L'empreinte écrite sur la page n'est pas celle"),
        (
            b'"attempts": 2',
            b'"attempts": 1',
            "essais : 1, indices : 1, solution vue avant : oui sur la page",
        ),
        (b'"saw_solution": true', b'"saw_solution": false', "avant : non sur la page, 5 / 5"),
        (b'"version": "0.1.0"', b'"version": "0.0.9"', "vient de la version 0.0.9"),
        (b'"title": "Atelier 00-debut', b'"title": "Autre', "les titres des ateliers"),
    ],
)
def test_what_was_changed_on_the_page_is_said(at_hand, capsys, old, new, said):
    page, file = at_hand
    assert old in page.read_bytes()
    page.write_bytes(page.read_bytes().replace(old, new))
    code, told = check(page, file, capsys)
    assert code == 1 and said in told and "n'est pas, telle quelle" in told


def test_a_forged_page_is_told_by_the_progress_file(labs, at_hand, story, capsys):
    page, file = at_hand
    page.write_text(render(made(labs, [e for e in story if e.kind is not Kind.HINT])), encoding="utf-8")
    code, told = check(page, file, capsys)
    assert code == 1 and told.count("✔") == 2
    assert "indices : 0" in told and "indices : 1" in told
    page.write_text(render(made(labs[:1], story)), encoding="utf-8")
    assert "absent sur la page" in check(page, file, capsys)[1]
    moved = [
        e if e.at != NOW - 790 else Event(e.exercise, e.kind, e.at + 1, verdict=e.verdict) for e in story
    ]
    page.write_text(render(made(labs, moved)), encoding="utf-8")
    assert "le détail des essais diffère" in check(page, file, capsys)[1]


def test_the_page_of_an_unfinished_course_is_refused(labs, at_hand, story, capsys, tmp_path):
    page, _ = at_hand
    other = tmp_path / "autre.sqlite"
    journal = Journal(other)
    for event in story[:6]:
        journal._append(event)
    journal.close()
    page.write_text(render(made(labs, story[:6])), encoding="utf-8")
    code, told = check(page, other, capsys)
    assert code == 1 and "n'est pas terminé" in told


def test_files_that_are_something_else_are_refused_and_left_alone(at_hand, capsys, tmp_path):
    page, file = at_hand
    (tmp_path / "image.html").write_bytes(b"\x89PNG\xff" * 100)
    (tmp_path / "grand.html").write_bytes(b" " * 600_000)
    for wrong in ("image.html", "grand.html", "absent.html", "donnees"):
        code, told = check(tmp_path / wrong, file, capsys)
        assert code == 1 and "Erreur" in told and "Traceback" not in told, wrong
    (tmp_path / "texte.sqlite").write_text("rien de tel")
    for wrong in ("texte.sqlite", "absent.sqlite"):
        code, told = check(page, tmp_path / wrong, capsys)
        assert code == 1 and "Erreur" in told, wrong
    assert (tmp_path / "texte.sqlite").read_text() == "rien de tel"


def test_the_title_carries_no_markup(labs, story):
    title = re.search("<title>(.*)</title>", render(made(labs, story, name="<i>x"))).group(1)
    assert title == "Attestation – &lt;i&gt;x"
