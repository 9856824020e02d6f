"""The workbook, read as Excel reads it: a zip of XML."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import pytest

from checker.results.workbook import notes_xlsx

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


class Book:
    """The sheets of a workbook, as rows of cells."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        strings = [
            "".join(text.itertext()) for text in self._read("xl/sharedStrings.xml").findall("m:si", NS)
        ]
        self.names = [s.get("name") for s in self._read("xl/workbook.xml").iterfind("m:sheets/m:sheet", NS)]
        self.roots = [self._read(f"xl/worksheets/sheet{n + 1}.xml") for n in range(len(self.names))]
        self.sheets = {
            name: [
                [self._value(cell, strings) for cell in row.iterfind("m:c", NS)]
                for row in root.iterfind("m:sheetData/m:row", NS)
            ]
            for name, root in zip(self.names, self.roots, strict=True)
        }

    def _read(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.archive.read(name))

    @staticmethod
    def _value(cell: ElementTree.Element, strings: list[str]) -> str | float:
        value = cell.findtext("m:v", namespaces=NS)
        return strings[int(value)] if cell.get("t") == "s" else float(value)


@pytest.fixture
def book(group):
    return Book(notes_xlsx(group.marks()))


def test_there_is_a_summary_a_sheet_per_lab_and_the_criteria(book, labs):
    assert book.names == ["Résumé", labs[0].id, labs[1].id, "Critères"]


def test_the_summary_has_numbers_for_whole_grades_only(book):
    rows = {row[0]: row[1:] for row in book.sheets["Résumé"]}
    assert rows["Sur"][0] == 9.0
    assert rows["Alice Étoile"][0] == 8.5
    assert rows["Bruno"] == ["5 / 6 points (1 exercice non évalué)"]
    assert next(rows[name] for name in rows if name.startswith("Zo")) == ["non évalué"]


def test_a_lab_has_the_points_of_each_exercise_and_the_reasons(book, labs):
    rows = {row[0]: row for row in book.sheets[labs[0].id]}
    assert rows["Bruno"][2:7] == [5.0, 6.0, 2.0, "non évalué", 3.0]
    assert "Énoncé ambigu <b>ici</b>" in rows["Bruno"][7]


def test_the_criteria_have_their_part_of_failures(book):
    first = book.sheets["Critères"][1]
    assert first[2] == "Le dossier ~/carnet existe sur votre poste."
    assert first[3:] == [3.0, 2.0, 0.0, pytest.approx(2 / 3)]


def test_nothing_is_a_formula_nor_a_link(book):
    for root in book.roots:
        assert root.find(".//m:f", NS) is None
        assert root.find(".//m:hyperlink", NS) is None
    assert any("=cmd|" in str(row[0]) for row in book.sheets["Résumé"])


def test_the_header_stays_in_sight(book):
    assert all(root.find(".//m:pane", NS).get("state") == "frozen" for root in book.roots)


def test_an_empty_class_makes_a_workbook(make_class):
    assert Book(notes_xlsx(make_class().marks())).names == ["Résumé", "Critères"]
