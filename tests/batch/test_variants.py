"""A class in which each learner has values of their own: the list, and whose copy is judged by which."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace

import pytest

from checker.batch import variant_list
from checker.batch.assignment import assign
from checker.batch.handin import make_handin, write_handin
from checker.batch.intake import Copy
from checker.batch.run import plan
from checker.batch.submission import read_submission
from checker.batch.variant_list import VariantList, read_names, read_variants, write_variants
from checker.cli.main import main
from checker.course.lab import read_labs
from checker.course.variant import new_variant
from checker.errors import SubmissionError
from checker.gradebook.book import GradeBook
from checker.progress.own_variant import VARIABLE

LABS = read_labs()
WITH_VALUES = [lab for lab in LABS if lab.has_values]
NAMES = ["Zoé Martin", "=cmd()", "O'Neil; Ève", "אבי"]


@pytest.fixture
def listed():
    return VariantList({}).with_learners(NAMES, LABS)


@pytest.fixture
def handed_in(copy):
    """A copy of the lab with values, as `collect` of the class gives it."""
    copy.answer_all()

    def hand_in(learner: str, handle: str = "") -> Copy:
        submission = read_submission(copy.save(), LABS)
        return Copy(learner, handle, f"{learner}.ipynb", submission, "")

    return hand_in


def test_a_list_is_read_as_it_was_written(listed, tmp_path):
    path = tmp_path / "variantes.csv"
    write_variants(listed, path)
    assert read_variants(path) == listed
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0] == ["apprenant", "variante"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert list(tmp_path.iterdir()) == [path]


def test_newcomers_are_added_and_no_code_changes(listed):
    more = listed.with_learners(["zoe  martin", "Nadia"], LABS)
    assert list(more.codes) == [*NAMES, "Nadia"]
    assert {name: more.codes[name] for name in NAMES} == listed.codes


def test_no_two_learners_have_the_same_values(monkeypatch):
    crowd = VariantList({}).with_learners([f"Apprenant {n}" for n in range(60)], LABS)
    assert list(crowd.alike(LABS)) == []
    assert len(set(crowd.codes.values())) == 60
    # With one code for two there is nothing to be done but to say so.
    monkeypatch.setattr(variant_list, "new_variant", lambda: "même-code")
    twins = VariantList({}).with_learners(["Un", "Deux"], LABS)
    assert [found[:2] for found in twins.alike(LABS)] == [("Un", "Deux")] * len(
        [e for lab in LABS for e in lab.exercises if e.values]
    )


BAD_LISTS = {
    "nom;code\n": "pas une liste de variantes",
    "": "pas une liste de variantes",
    "apprenant;variante\nZoé;K7QP-3M2X\n": "Ligne 2",
    "apprenant;variante\nZoé;{0}\nzoe;{1}\n": "« zoe » y est deux fois",
    "apprenant;variante\nZoé;{0}\n\nAli;{0}\n": "Ligne 4",
    "apprenant;variante\nZoé\n": "le nom ou la variante manque",
    "apprenant;variante\n;{0}\n": "le nom ou la variante manque",
}


@pytest.mark.parametrize("text", BAD_LISTS)
def test_a_list_that_is_wrong_is_refused_with_its_line(text, tmp_path):
    path = tmp_path / "variantes.csv"
    path.write_text(text.format(new_variant(), new_variant()), encoding="utf-8")
    with pytest.raises(SubmissionError) as told:
        read_variants(path)
    assert BAD_LISTS[text] in str(told.value).replace("\u202f", " ")


def test_names_are_read_one_per_line(tmp_path):
    path = tmp_path / "noms.txt"
    path.write_text("\ufeffZoé Martin\r\n\n  Ali\tBen \nzoe martin\n", encoding="utf-8")
    assert read_names(path) == ["Zoé Martin", "Ali Ben"]
    path.write_text("\n \n", encoding="utf-8")
    with pytest.raises(SubmissionError, match="aucun nom"):
        read_names(path)
    path.write_bytes(b"Zo\xe9\n")
    with pytest.raises(SubmissionError, match="UTF-8"):
        read_names(path)


@pytest.mark.parametrize("mark", [",", "\t"])
def test_a_list_that_another_countrys_spreadsheet_wrote_again_is_read(listed, tmp_path, mark):
    path = tmp_path / "variantes.csv"
    write_variants(listed, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=mark).writerows(rows)
    assert read_variants(path) == listed


def test_a_list_in_the_spreadsheets_own_encoding_is_refused_with_what_to_do(listed, tmp_path):
    path = tmp_path / "variantes.csv"
    path.write_bytes("apprenant;variante\r\nZoé;AAAA\r\n".encode("cp1252"))
    with pytest.raises(SubmissionError, match="UTF-8") as refused:
        read_variants(path)
    assert "CSV UTF-8" in refused.value.do


def test_a_list_given_in_the_place_of_names_adds_nobody(listed, tmp_path, capsys):
    path = tmp_path / "variantes.csv"
    write_variants(listed, path)
    before = path.read_bytes()
    assert main(["variants", str(path), "--out", str(path)]) == 1
    assert "une liste de variantes, pas une liste de noms" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_each_copy_gets_its_author_s_variant_and_another_digest(handed_in, listed):
    (plain,) = assign([handed_in("Zoé Martin")], LABS, None)
    (mine,) = assign([handed_in("zoé martin")], LABS, listed)
    (other,) = assign([handed_in("=cmd()")], LABS, listed)
    assert mine.submission.variant == listed.codes["Zoé Martin"]
    assert len({each.submission.digest for each in (plain, mine, other)}) == 3


def test_a_learner_is_known_by_the_platform_s_number_too(handed_in):
    listed = VariantList({"12345": new_variant()})
    (copy,) = assign([handed_in("Zoé Martin", "12345")], LABS, listed)
    assert copy.submission.variant == listed.codes["12345"]


def test_who_is_not_listed_is_refused_and_the_others_are_not(handed_in, listed):
    stranger, known = assign([handed_in("Inconnu"), handed_in("Zoé Martin")], LABS, listed)
    assert stranger.submission is None
    assert "« Inconnu » n'est pas dans la liste" in stranger.problem.replace("\u202f", " ")
    assert known.submission.variant


def test_a_lab_without_values_asks_for_no_list(handed_in):
    submission = replace(handed_in("Inconnu").submission, lab="00-prise-en-main")
    (copy,) = assign([Copy("Inconnu", "", "x.ipynb", submission, "")], LABS, VariantList({}))
    assert copy.submission is submission


def test_what_a_copy_says_of_itself_is_compared_and_never_believed(copy, listed, tmp_path):
    copy.answer_all()
    target = tmp_path / "remise.ipynb"
    others = listed.codes["=cmd()"]
    write_handin(make_handin(copy.save(), LABS, others), target)
    submission = read_submission(target, LABS)
    assert submission.remarks == ()
    handed_in = Copy("Zoé Martin", "", "remise.ipynb", submission, "")
    (judged,) = assign([handed_in], LABS, listed)
    assert judged.submission.variant == listed.codes["Zoé Martin"]
    (remark,) = judged.submission.remarks
    assert others in remark
    # Forgetting the list must cost nobody points.
    (forgotten,) = assign([handed_in], LABS, None)
    assert forgotten.submission is None
    assert others in forgotten.problem
    assert main(["grade", str(target)]) == 1


@pytest.mark.parametrize("said", [3, None, "<script>", "x" * 10_000, ["a"]])
def test_a_variant_that_is_none_is_not_heard(copy, tmp_path, said):
    copy.answer_all()
    path = copy.save()
    write_handin(make_handin(path, LABS), path)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["metadata"]["registres"]["variant"] = said
    path.write_text(json.dumps(content), encoding="utf-8")
    assert read_submission(path, LABS).claimed_variant == ""


def test_the_grade_book_keeps_the_variant_and_grades_anew_for_another_one(handed_in, listed, tmp_path):
    book = GradeBook(f"sqlite:///{tmp_path / 'notes.sqlite'}")
    plan(assign([handed_in("Zoé Martin")], LABS, listed), LABS, book)
    (entry,) = book.entries()
    assert entry.variant == listed.codes["Zoé Martin"]
    plan(assign([handed_in("Zoé Martin")], LABS, VariantList({"Zoé Martin": new_variant()})), LABS, book)
    (later,) = book.entries()
    assert later.id != entry.id
    book.close()


def test_the_command_writes_and_completes_a_list(tmp_path, capsys):
    names, out = tmp_path / "noms.txt", tmp_path / "liste.csv"
    names.write_text("Zoé\nAli\n", encoding="utf-8")
    assert main(["variants", str(names), "--out", str(out)]) == 0
    assert "2 codes ajoutés, 2 en tout" in capsys.readouterr().out
    before = read_variants(out)
    names.write_text("Zoé\nAli\nNadia\n", encoding="utf-8")
    assert main(["variants", str(names), "--out", str(out)]) == 0
    assert "1 code ajouté, 3 en tout" in capsys.readouterr().out
    assert {name: read_variants(out).codes[name] for name in before.codes} == before.codes
    assert main(["variants", str(tmp_path / "absent.txt"), "--out", str(out)]) == 1
    assert main(["variants", str(names), "--out", str(tmp_path / "non" / "liste.csv")]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_collecting_says_whose_values_they_are(copy, tmp_path, monkeypatch, capsys):
    copy.answer_all()
    monkeypatch.setenv("REGISTRES_DATA", str(tmp_path / "donnees"))
    assert main(["collect", str(copy.save()), "--out", str(tmp_path / "a.ipynb")]) == 0
    assert "valeurs de tout le monde" in capsys.readouterr().out
    code = new_variant()
    monkeypatch.setenv(VARIABLE, code)
    assert main(["collect", str(copy.path), "--out", str(tmp_path / "b.ipynb")]) == 0
    assert f"votre variante, {code}" in capsys.readouterr().out
    assert read_submission(tmp_path / "b.ipynb", LABS).claimed_variant == code


def test_options_that_do_not_go_together_are_refused(copy, tmp_path, capsys):
    copy.save()
    assert main(["grade", str(tmp_path), "--variant", new_variant()]) == 2
    assert main(["grade", str(copy.path), "--variants", "liste.csv"]) == 2
    assert main(["grade", str(copy.path), "--variant", "zzz"]) == 1
    assert "n'est pas une variante" in capsys.readouterr().err.replace("\u202f", " ")


def values_of(code: str) -> list[str]:
    seen = (lab.seen_with(code) for lab in WITH_VALUES)
    return [value.text for lab in seen for exercise in lab.exercises for value in exercise.values]


@pytest.mark.timeout(600)
def test_a_neighbour_s_answer_earns_its_copier_nothing(copy, tmp_path):
    """The whole way: two codes, one answer handed in twice, a class graded with its list."""
    codes = {"Alice": new_variant(), "Bob": new_variant()}
    while set(values_of(codes["Alice"])) & set(values_of(codes["Bob"])):
        codes["Bob"] = new_variant()
    listed = VariantList(codes)
    alice = next(lab for lab in LABS if lab.id == copy.lab.id).seen_with(codes["Alice"])
    (varied,) = (e for e in alice.exercises if e.values)
    for exercise in alice.exercises:
        copy.answer(exercise.folder.name[:2], exercise.reference)
    copies = tmp_path / "copies"
    copies.mkdir()
    for learner in listed.codes:
        shutil.copy(copy.save(), copies / f"{learner}.ipynb")
    write_variants(listed, tmp_path / "variantes.csv")
    out = tmp_path / "notes"
    command = [
        "grade",
        str(copies),
        "--out",
        str(out),
        "--variants",
        str(tmp_path / "variantes.csv"),
        "-j",
        "2",
    ]
    assert main(command) == 0
    document = json.loads((out / "notes.json").read_text(encoding="utf-8"))
    marks = {
        (each["learner"], exercise["id"]): exercise
        for each in document["learners"]
        for exercise in each["exercises"]
    }
    lost = {
        key: [c for c in exercise["grade"]["verdict"]["criteria"] if c["outcome"] != "passed"]
        for key, exercise in marks.items()
        if exercise["score"] != exercise["max_score"]
    }
    assert list(lost) == [("Bob", varied.id)], lost
    assert marks["Bob", varied.id]["score"] == 0
    assert marks["Bob", varied.id]["values"] != marks["Alice", varied.id]["values"]
    (report,) = (out / "rapports" / "alice").glob("*.html")
    page = report.read_text(encoding="utf-8")
    mine = [value.text for value in varied.values]
    assert all(f"<code>{text}</code>" in page for text in mine)
    assert codes["Alice"] in page
