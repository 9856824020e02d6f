"""The results in their folder: whole or as they were, equal for equal marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.results.write import ResultsError, write


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_every_file_is_there_and_every_link_leads_to_one(group, tmp_path):
    out = tmp_path / "notes"
    overview = write(out, group.marks())
    names = set(tree(out))
    assert {"classe.html", "notes.csv", "notes.xlsx", "notes.json", "moodle.csv", "canvas.csv"} <= names
    assert {"junit.xml", "moodle/00-prise-en-main.csv"} <= names
    assert "rapports/alice-etoile/01-docker-hub.html" in names
    assert not [name for name in names if name.endswith(".part")]
    assert overview == out / "classe.html"
    for page in out.rglob("*.html"):
        links = page.read_text(encoding="utf-8").split('href="')[1:]
        for target in (link.partition('"')[0] for link in links):
            assert target.startswith("#") or (page.parent / target).is_file(), target


def test_nothing_is_written_outside_the_folder(group, tmp_path):
    group.hand_in("../../x")
    write(tmp_path / "a" / "b", group.marks())
    assert {p.name for p in tmp_path.iterdir()} == {"a"}
    assert {p.name for p in (tmp_path / "a").iterdir()} == {"b"}


def test_equal_marks_make_equal_files(group, tmp_path):
    write(tmp_path / "a", group.marks())
    write(tmp_path / "b", group.marks())
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_an_interrupted_writing_leaves_the_former_file(group, tmp_path, monkeypatch):
    out = tmp_path / "notes"
    write(out, group.marks())
    before = (out / "notes.json").read_bytes()
    group.grade(group.hand_in("Nouveau"), 0)
    written = Path.write_bytes

    def stops(path: Path, content: bytes) -> int:
        if "notes.json" in path.name:
            written(path, content[:10])
            raise KeyboardInterrupt
        return written(path, content)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "write_bytes", stops)
        write(out, group.marks())
    assert (out / "notes.json").read_bytes() == before
    write(out, group.marks())
    assert b"Nouveau" in (out / "notes.json").read_bytes()
    assert not list(out.rglob("*.part"))


def test_what_cannot_be_written_is_told_in_french(group, tmp_path):
    (tmp_path / "notes.csv").mkdir()
    with pytest.raises(ResultsError, match=r"notes\.csv.*ne peut pas être écrit"):
        write(tmp_path, group.marks())


def test_a_report_that_nobody_has_any_more_goes_and_a_person_s_file_stays(group, tmp_path):
    write(tmp_path, group.marks())
    stale = tmp_path / "rapports/parti/00-prise-en-main.html"
    stale.parent.mkdir()
    stale.write_text("x")
    mine = tmp_path / "rapports/bruno/annotations.odt"
    mine.write_text("x")
    write(tmp_path, group.marks())
    assert not stale.parent.exists()
    assert mine.exists()
