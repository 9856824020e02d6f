"""The proof of the course as a table: `checker verify --report`."""

from __future__ import annotations

import pytest

from checker.authoring.finding import Finding, Kind, Played, Verification
from checker.authoring.report import as_markdown
from checker.cli.main import main

THIN = "\u202f"
FIRST, SECOND = "01-jouet/01-premier", "01-jouet/02-second"
GOOD = (
    Played(FIRST, Kind.SHIPPED, "", (), 1.0),
    Played(FIRST, Kind.RIGHT, "01-echo.sh", (), 1.0),
    Played(FIRST, Kind.RIGHT, "02-printf.sh", (), 1.0),
    Played(FIRST, Kind.WRONG, "vide.sh", (), 1.0),
)


def rows(text):
    return [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]


def test_a_row_per_exercise_says_what_was_played():
    table = rows(as_markdown(Verification((FIRST,), (), GOOD, 4.0)))
    assert table[0][:2] == ["Atelier", "Exercice"]
    assert table[2] == ["01-jouet", "01-premier", "1/1", "2/2", "1/1", "—", "oui"]
    assert table[3][2:] == ["1/1", "2/2", "1/1", "—", "oui"]


def test_what_departs_from_its_author_s_words_is_counted_and_told():
    bad = Played(SECOND, Kind.WRONG, "vide.sh", ("« plein » réussit",), 1.0)
    finding = Finding("labs/01-jouet", "un fichier | de trop")
    text = as_markdown(Verification((FIRST, SECOND), (finding,), (*GOOD, bad), 5.0))
    table = rows(text)
    assert table[3] == ["01-jouet", "02-second", "—", "—", "0/1", "—", "**non**"]
    assert table[4][2:] == ["1/1", "2/2", "1/2", "—", "**non**"]
    assert f"2 exercice(s){THIN}; 2 bonnes et 2 mauvaises réponses jouées" in text
    assert f"- `labs/01-jouet`{THIN}: un fichier | de trop" in text
    assert f"- `{SECOND}`, vide.sh{THIN}: « plein » réussit" in text


def test_without_an_engine_nothing_is_claimed(toy, capsys, monkeypatch):
    monkeypatch.setenv("REGISTRES_COURSE", str(toy.root))
    assert main(["verify", "--shape", "--report"]) == 0
    table = rows(capsys.readouterr().out)
    assert table[2] == ["01-jouet", "01-premier", "—", "—", "—", "—", "—"]


@pytest.mark.parametrize("order", [["--json", "--report"], ["--report", "--json"]])
def test_one_format_at_a_time(toy, capsys, monkeypatch, order):
    monkeypatch.setenv("REGISTRES_COURSE", str(toy.root))
    assert main(["verify", "--shape", *order]) == 2
    assert "pas les deux" in capsys.readouterr().err
