"""`checker lab new`: what it makes is proved as it is made; what it cannot make leaves nothing behind."""

from __future__ import annotations

import pytest

from checker.authoring.new_lab import SKELETON, new_lab
from checker.authoring.verify import verify
from checker.cli.main import main
from checker.course.lab import find_lab, read_labs
from checker.course.notebook import read_notebook
from checker.errors import LabError
from checker.messages import new_lab as say

NAME = "07-mon-atelier"
TITLE = 'Un "titre" d\'atelier \\ à moi'


@pytest.fixture
def course(tmp_path, monkeypatch):
    (tmp_path / "labs").mkdir()
    monkeypatch.setenv("REGISTRES_COURSE", str(tmp_path))
    return tmp_path


def everything(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.timeout(300)
def test_what_is_made_is_proved_whole_and_its_notebook_runs(course, capsys, play_notebook):
    assert main(["lab", "new", NAME]) == 0
    assert f"checker verify {NAME}" in capsys.readouterr().out
    found = verify(course, NAME, jobs=3)
    assert [f.what for f in found.findings] == []
    assert [f"{p.answer}: {p.reasons}" for p in found.played if p.reasons] == []
    assert len(found.played) == 1 + 2 + 3
    notebook, verdict = play_notebook(find_lab(NAME, course))
    assert verdict.is_solved
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert [output for output in outputs if output.output_type == "error"] == []
    for cell in notebook.cells:
        for words in cell.metadata.get("checker", {}).get("quotes", ()):
            assert any(words in output.get("text", "") for output in outputs)


def test_it_bears_its_name_and_its_title(course):
    made = new_lab(course, NAME, TITLE)
    (lab,) = read_labs(course)
    assert (lab.id, lab.title, lab.notebook) == (NAME, TITLE, made.notebook)
    assert read_notebook(made.notebook).cells[0].source.startswith(f"# {TITLE}\n")
    written = "".join(path.read_text(encoding="utf-8") for path in course.rglob("*") if path.is_file())
    assert "modele" not in written.lower()
    assert "Modèle" not in written
    assert sorted(path.name for path in course.iterdir()) == ["labs", "notebooks"]


def test_without_a_title_its_name_is_one(course):
    new_lab(course, NAME)
    assert read_labs(course)[0].title == "Mon atelier"


@pytest.mark.parametrize(
    "name", ["7-court", "07_mon", "07-Mon", "07-é", "mon-atelier", "../07-a", "07-a/b", "", "07-"]
)
def test_a_bad_name_is_refused(course, name):
    with pytest.raises(LabError) as told:
        new_lab(course, name)
    assert told.value.do == say.NAME_IT
    assert everything(course) == ["labs"]


@pytest.mark.parametrize("taken", [f"labs/{NAME}/x", f"notebooks/{NAME}.ipynb"])
def test_what_is_there_is_never_touched(course, taken):
    path = course / taken
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mien")
    before = everything(course)
    with pytest.raises(LabError, match="existe déjà"):
        new_lab(course, NAME)
    assert path.read_text() == "mien"
    assert everything(course) == before


@pytest.mark.parametrize("taken", ["labs/07-autre/lab.toml", "notebooks/07-autre.ipynb"])
def test_a_number_serves_once(course, taken):
    path = course / taken
    path.parent.mkdir(parents=True)
    path.write_text('title = "x"')
    with pytest.raises(LabError, match="07-autre") as told:
        new_lab(course, NAME)
    assert "00 est libre" in told.value.do


def test_nothing_stays_when_the_disk_refuses(course, monkeypatch):
    (course / "notebooks").write_text("un fichier à la place du dossier")
    with pytest.raises(LabError, match="ne peut pas être écrit"):
        new_lab(course, NAME)
    assert everything(course) == ["labs", "notebooks"]


def test_a_place_without_a_course_is_told(tmp_path):
    with pytest.raises(LabError, match="Il n'y a pas de dossier"):
        new_lab(tmp_path, NAME)


def test_the_skeleton_is_itself_a_sound_course():
    assert [f.what for f in verify(SKELETON, shape_only=True).findings] == []
