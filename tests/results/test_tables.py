"""The tables say the grades to spreadsheets and platforms, and no learner makes them compute anything."""

from __future__ import annotations

import csv
import io

import pytest

from checker.results.tables import canvas_csv, cell, moodle_gradebook, moodle_worksheet, notes_csv


def rows(content: bytes, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))


def row_of(table: list[list[str]], word: str, column: int = 0) -> list[str]:
    return next(row for row in table if word in row[column])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n@", " =", "＝", "\ufeff="])
def test_no_cell_begins_as_a_formula(start):
    made = cell(f"{start}1+1", 100)
    assert made[0] not in "=+-@\t\r\n＝ "


def test_no_cell_of_any_table_begins_as_a_formula(group):
    marks = group.marks()
    tables = [
        rows(notes_csv(marks), ";"),
        rows(moodle_gradebook(marks)),
        rows(canvas_csv(marks)),
        rows(moodle_worksheet(marks, marks.labs[0])),
    ]
    for table in tables:
        assert len({len(row) for row in table}) == 1
        assert not [value for row in table for value in row if value.startswith(("=", "+", "-", "@", "\t"))]


def test_a_french_spreadsheet_opens_the_notes_with_a_double_click(group):
    content = notes_csv(group.marks())
    assert content.startswith(b"\xef\xbb\xbf")
    table = rows(content, ";")
    assert table[0] == [
        "Apprenant",
        "Numéro",
        "Atelier",
        "Points",
        "Sur",
        "Exercices non évalués",
        "Copie",
        "Remarques",
    ]
    assert row_of(table, "Alice")[:6] == ["Alice Étoile", "12345", "Prise en main", "8,5", "9", "0"]
    assert row_of(table, "Bruno")[3:6] == ["5", "6", "1"]


def test_who_has_no_grade_has_an_empty_cell_and_no_zero(group):
    marks = group.marks()
    assert row_of(rows(notes_csv(marks), ";"), "Zo")[3:6] == ["", "", "3"]
    assert row_of(rows(moodle_gradebook(marks)), "Zo")[1] == ""
    assert row_of(rows(canvas_csv(marks)), "Zo")[5] == ""


def test_moodle_gets_a_worksheet_by_participant_number(group):
    marks = group.marks()
    table = rows(moodle_worksheet(marks, marks.labs[0]))
    assert table[0] == [
        "Identifiant",
        "Nom complet",
        "Note",
        "Note maximale",
        "Dernière modification (note)",
        "Feedback par commentaires",
    ]
    alice = row_of(table, "12345")
    assert alice[:5] == ["Participant 12345", "Alice Étoile", "8.5", "9", ""]
    assert "Retard" in alice[5]
    assert len(table) == 3
    assert moodle_worksheet(marks, marks.labs[1]) is None


def test_a_partial_grade_is_not_sent_to_a_platform(group):
    marks = group.marks()
    assert row_of(rows(moodle_worksheet(marks, marks.labs[0])), "666")[2] == ""
    assert row_of(rows(canvas_csv(marks)), "Bruno")[5] == ""
    assert row_of(rows(moodle_gradebook(marks)), "Bruno")[1] == ""


def test_the_comment_for_moodle_is_harmless_html_and_bounded(group):
    marks = group.marks()
    comment = row_of(rows(moodle_worksheet(marks, marks.labs[0])), "666")[5]
    assert "<" not in comment.replace("<br>", "")
    assert "&lt;img src=x" in comment
    assert len(comment) <= 6000


def test_canvas_finds_the_assignment_its_points_and_the_learner(group):
    table = rows(canvas_csv(group.marks()))
    assert table[0][:6] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Prise en main"]
    assert table[1][0].strip() == "Points Possible"
    assert table[1][5] == "9"
    assert row_of(table, "Alice")[:6] == ["Alice Étoile", "", "", "Alice Étoile", "", "8.5"]


def test_no_learner_of_canvas_changes_the_points_of_the_assignments(make_class):
    group = make_class()
    group.hand_in("x Points Possible")
    assert len([row for row in rows(canvas_csv(group.marks())) if "Points Possible" in row[0]]) == 1
