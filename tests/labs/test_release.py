"""`checker release`: what learners receive works, and holds nothing of what was taken out."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

from checker.authoring.release import release
from checker.authoring.verify import verify
from checker.batch.handin import make_handin
from checker.batch.submission import read_submission
from checker.cli.main import main
from checker.course.digest import lab_digest
from checker.course.edition import MARK
from checker.course.lab import find_exercise, read_labs
from checker.course.notebook import answered_exercise, commands
from checker.course.verdict import Outcome
from checker.errors import LabError
from checker.grading.grader import Grader

ROOT = Path(__file__).resolve().parents[2]
LAB = "00-prise-en-main"
EXERCISE = f"{LAB}/01-premier-verdict"
HIDDEN_BLOCK = """
# Zyxw : ce que l'enseignant est seul à voir.
[[criteria]]
id = "longueur"
points = 2
hidden = true
text = "Le fichier zyxw est assez long."
hint = "Comptez les zyxw."
"""
HIDDEN_CODE = """

ZYXW = 3


def zyxw(text):
    return len(text) >= ZYXW


# Zyxw: only the full course has it.
@criterion("longueur", needs="contenu")
def check_length(files):
    if not zyxw(files(FILE).text):
        raise Failure(expected="zyxw", observed="zyxw", advice="zyxw")
"""
HIDDEN_WRONG = (
    "# fails: longueur\n# says: zyxw\nmkdir ~/carnet && printf Bonjour > ~/carnet/bonjour.txt # zyxw\n"
)


@pytest.fixture
def course(tmp_path):
    """A full course of one lab, with a hidden criterion, that an instructor has used."""
    root = tmp_path / "complet"
    shutil.copytree(ROOT / "labs" / LAB, root / "labs" / LAB)
    (root / "notebooks").mkdir()
    for name in (f"{LAB}.ipynb", "accueil.ipynb", "glossaire.md"):
        shutil.copy(ROOT / "notebooks" / name, root / "notebooks")
    folder = root / "labs" / EXERCISE
    with (folder / "exercise.toml").open("a", encoding="utf-8") as file:
        file.write(HIDDEN_BLOCK)
    with (folder / "criteria.py").open("a", encoding="utf-8") as file:
        file.write(HIDDEN_CODE)
    (folder / "wrong/court.sh").write_text(HIDDEN_WRONG, encoding="utf-8")
    for stray in (
        "notes-zyxw.md",
        f"labs/{LAB}/zyxw.txt",
        f"labs/{EXERCISE}/zyxw.md",
        "notebooks/zyxw.ipynb",
    ):
        (root / stray).write_text("zyxw", encoding="utf-8")
    return root


@pytest.fixture
def released(course, tmp_path):
    release(course, tmp_path / "remise")
    return tmp_path / "remise"


def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_nothing_of_what_was_taken_out_remains(course, released):
    everything = contents(released)
    assert [
        name for name, content in everything.items() if b"zyxw" in content.lower() or "zyxw" in name
    ] == []
    told = commands(b"\n".join(everything.values()).decode("utf-8", "replace"))
    answers = [path for kind in ("right", "wrong") for path in (course / "labs").rglob(f"{kind}/*.sh")]
    assert len(answers) > 10
    assert [path.name for path in answers if commands(path.read_text(encoding="utf-8")) in told] == []
    assert not [
        name for name in everything if {"right", "wrong", "tests", ".git", ".ci"} & set(Path(name).parts)
    ]


def test_what_learners_receive_is_sound_and_judges(course, released, sandbox):
    assert verify(released, shape_only=True).problems == 0
    cut = find_exercise(EXERCISE, released)
    full = find_exercise(EXERCISE, course)
    assert cut.hidden_points == 2
    assert [c.id for c in full.criteria] == [*(c.id for c in cut.criteria), "longueur"]
    assert (cut.right, cut.wrong, cut.reference) == ((), (), "")
    with Grader() as grader:
        sandbox.machine.run(full.reference, timeout_s=30)
        try:
            solved = grader.grade(sandbox.run_id, EXERCISE, root=released)
            whole = grader.grade(sandbox.run_id, EXERCISE, root=course)
            sandbox.machine.run("rm ~/carnet/bonjour.txt", timeout_s=30)
            missed = grader.grade(sandbox.run_id, EXERCISE, root=released)
        finally:
            sandbox.machine.run("rm -rf ~/carnet", timeout_s=30)
    assert solved.is_solved
    assert solved.max_score == 3
    # With the full course the hidden criterion is judged like the others.
    assert whole.is_solved
    assert whole.max_score == 5
    assert [c.outcome for c in missed.criteria] == [Outcome.PASSED, Outcome.FAILED, Outcome.SKIPPED]


def test_what_needs_no_cut_is_handed_out_byte_for_byte(course, released):
    before, after = contents(course), contents(released)
    same = [f"labs/{LAB}/quiz.toml", f"labs/{LAB}/02-une-page/criteria.py", f"notebooks/{LAB}.ipynb"]
    assert [name for name in same if before[name] != after[name]] == []
    original = (ROOT / "labs" / EXERCISE / "criteria.py").read_bytes()
    assert after[f"labs/{EXERCISE}/criteria.py"] == original
    data = tomllib.loads(after[f"labs/{EXERCISE}/exercise.toml"].decode())
    assert data.pop("hidden_points") == 2
    assert data == tomllib.loads((ROOT / "labs" / EXERCISE / "exercise.toml").read_text(encoding="utf-8"))


def test_a_notebook_made_with_it_is_graded_by_the_full_course(course, released, tmp_path):
    notebook = json.loads((released / f"notebooks/{LAB}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if answered_exercise(cell) is not None:
            cell["source"] = ["mkdir ~/carnet\n"]
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["x"]}]
    copy = tmp_path / "copie.ipynb"
    copy.write_text(json.dumps(notebook), encoding="utf-8")
    handin = make_handin(copy, read_labs(released))
    copy.write_text(handin.content, encoding="utf-8")
    full = read_labs(course)
    assert lab_digest(full[0]) != lab_digest(read_labs(released)[0])
    received = read_submission(copy, full)
    assert received.remarks == ()
    assert received.answers == handin.submission.answers


def test_an_instructors_own_run_is_cleaned_away(course, tmp_path):
    path = course / f"notebooks/{LAB}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["widgets"] = {"state": "zyxw"}
    cell = next(c for c in notebook["cells"] if c["cell_type"] == "code")
    cell["execution_count"] = 3
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["zyxw"]}]
    cell["metadata"]["execution"] = {"iopub.status.busy": "zyxw"}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    release(course, tmp_path / "remise")
    original = (ROOT / f"notebooks/{LAB}.ipynb").read_text(encoding="utf-8")
    assert (tmp_path / f"remise/notebooks/{LAB}.ipynb").read_text(encoding="utf-8") == original


def test_an_answer_in_a_notebook_is_never_handed_out(course, tmp_path):
    path = course / f"notebooks/{LAB}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    next(c for c in notebook["cells"] if answered_exercise(c))["source"] = ["mkdir ~/carnet"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(LabError, match="contient autre chose que des commentaires"):
        release(course, tmp_path / "remise")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["complet"]


def test_an_archive_holds_the_same(course, released, tmp_path):
    archive = tmp_path / "remise.zip"
    for _ in range(2):  # an archive of ours is replaced
        release(course, archive)
    with zipfile.ZipFile(archive) as found:
        packed = {i.filename: found.read(i) for i in found.infolist() if not i.is_dir()}
    assert packed == {f"remise/{name}": content for name, content in contents(released).items()}


def test_an_earlier_release_is_replaced_and_nothing_else(course, released, tmp_path):
    (released / ".venv").mkdir()
    (released / ".venv/python").write_text("x")
    release(course, released)
    assert not (released / ".venv").exists()
    mine = {
        "un fichier": tmp_path / "fichier",
        "une archive": tmp_path / "mienne.zip",
        "un dossier": tmp_path / "dossier",
        "une édition où l'on a travaillé": released,
    }
    mine["un fichier"].write_text("x")
    with zipfile.ZipFile(mine["une archive"], "w") as archive:
        archive.writestr("x", "x")
    mine["un dossier"].mkdir()
    (mine["un dossier"] / "x").write_text("x")
    (released / "notebooks/accueil.ipynb").write_text("mon travail")
    before = contents(tmp_path)
    for path in mine.values():
        with pytest.raises(LabError) as told:
            release(course, path)
        assert str(path) in told.value.what
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    "place", ["complet/labs/remise", "complet/checker/x.zip", "complet", ".", "absent/remise"]
)
def test_a_place_that_cannot_be_is_refused(course, tmp_path, place):
    before = contents(tmp_path)
    with pytest.raises(LabError):
        release(course, (tmp_path / place).resolve())
    assert contents(tmp_path) == before


def test_the_commands_that_need_answers_say_so(released, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("REGISTRES_COURSE", str(released))
    for command in (
        ["verify"],
        ["grade", "x.ipynb"],
        ["site", str(tmp_path / "site")],
        ["lab", "new", "07-a"],
        ["release", str(tmp_path / "autre")],
    ):
        assert main(command) == 1
        assert "apprenants" in capsys.readouterr().err
    assert main(["verify", "--shape"]) == 0


def test_the_course_as_it_is_can_be_handed_out_and_no_file_is_forgotten(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("REGISTRES_COURSE", str(ROOT))
    assert main(["release", str(tmp_path / "remise")]) == 0
    assert "sans les réponses" in capsys.readouterr().out
    listed = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    tracked = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    found = set(contents(tmp_path / "remise"))
    left = {name for name in tracked if name and (ROOT / name).is_file() and name not in found}
    kept_back = {
        name
        for name in left
        if name.startswith(("tests/", ".ci/", ".github/", "checker/authoring/skeleton/"))
    }
    kept_back |= {
        name for name in left if name.startswith("labs/") and Path(name).parent.name in ("right", "wrong")
    }
    assert left - kept_back == set()
    added = found - set(tracked)
    assert {name for name in added if not name.startswith("checker/")} == {MARK}
