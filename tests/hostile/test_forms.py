"""What a class hands in may be made to harm: each thing is a line for its author, and the others are read."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import re
import stat
import struct
import time
import tracemalloc
import unicodedata
import zipfile
from pathlib import Path

import pytest

from checker.batch import archive
from checker.batch.intake import collect
from checker.batch.submission import MAX_BYTES, MAX_CELLS, read_notebook_file
from checker.cli.main import main
from checker.course.notebook import answered_exercise
from checker.errors import SubmissionError

LAB = "00-prise-en-main"
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def zipped(files: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return buffer.getvalue()


def entry(name: str, *, mode: int = 0o100644) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, mode << 16
    return info


def encrypted(files: dict[str, bytes]) -> bytes:
    """An archive that says that its files are encrypted, in both places where that is written."""
    content = bytearray(zipped(files))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(signature)
        while start >= 0:
            content[start + offset] |= 1
            start = content.find(signature, start + 4)
    return bytes(content)


def lying(name: str, content: bytes) -> bytes:
    """An archive that says that its only file holds ten bytes, and holds many more."""
    made = bytearray(zipped({name: content}))
    size = struct.pack("<I", len(content))
    assert made.count(size) == 2
    return bytes(made).replace(size, struct.pack("<I", 10))


def linked(name: str, target: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(entry(name, mode=0o120777), target)
    return buffer.getvalue()


def crowd(count: int) -> bytes:
    return zipped({f"{number}.txt": b"" for number in range(count)}, method=zipfile.ZIP_STORED)


def marked(*exercises: str) -> bytes:
    cells = [{"cell_type": "code", "source": "", "metadata": {"checker": {"exercise": e}}} for e in exercises]
    return json.dumps({"nbformat": 4, "cells": cells}).encode()


BOMB = b" " * (MAX_BYTES + 1)
FILES = {
    "broken json": ("x.ipynb", b'{"cells": [', "n'est pas du JSON"),
    "nothing": ("x.ipynb", b"", "n'est pas du JSON"),
    "binary": ("x.ipynb", bytes(range(256)) * 40, "n'est pas du JSON"),
    "deeply nested": ("x.ipynb", b'{"cells":' * 100_000, "n'est pas du JSON"),
    "nested as deeply as is read": (
        "x.ipynb",
        b'{"nbformat":4,"cells":[{"cell_type":"code","metadata":' + b"[" * 900 + b"]" * 900 + b"}]}",
        "aucune cellule de réponse",
    ),
    "not a number": ("x.ipynb", b'{"nbformat": NaN, "cells": []}', "pas un carnet Jupyter"),
    "infinite": ("x.ipynb", b'{"nbformat": 1e999, "cells": []}', "pas un carnet Jupyter"),
    "endless number": ("x.ipynb", b'{"nbformat": ' + b"4" * 50_000 + b"}", "n'est pas du JSON"),
    "no cells": ("x.ipynb", b'{"nbformat": 4, "cells": {"a": 1}}', "pas un carnet Jupyter"),
    "cells of any kind": (
        "x.ipynb",
        b'{"nbformat": 4, "cells": [null, 1, [], {"cell_type": ["code"]}, '
        b'{"cell_type": "code", "metadata": 3}]}',
        "aucune cellule de réponse",
    ),
    "another course": ("x.ipynb", marked("99-ailleurs/01-x"), "« 99-ailleurs »"),
    "outside the course": ("x.ipynb", marked("../../../etc/passwd"), "« .. »"),
    "a lab that writes to the terminal": ("x.ipynb", marked("\x1b]0;pris\x07\u202e/x"), "« �]0;pris�� »"),
    "several labs": ("x.ipynb", marked(f"{LAB}/01-premier-verdict", "03-tls/01-x"), "mélange plusieurs"),
    "huge": ("x.ipynb", BOMB, "dépasse 20 Mo"),
    "another kind of file": ("devoir.pdf", b"%PDF-1.7", "Rien de ce qui a été rendu"),
    "a name that is only a suffix": (".ipynb", b"{}", "Rien de ce qui a été rendu"),
    "no archive": ("x.zip", b"PK\x03\x04 et puis rien", "n'est pas une archive"),
    "an empty archive": ("x.zip", zipped({}), "Rien de ce qui a été rendu"),
    "an archive of other things": ("x.zip", zipped({"x.docx": b""}), "Rien de ce qui a été rendu"),
    "zip bomb": ("x.zip", zipped({"x.ipynb": BOMB}), "dépasse 20 Mo"),
    "zip bomb that lies": ("x.zip", lying("x.ipynb", BOMB), "est abîmée"),
    "zip slip": ("x.zip", zipped({"../../../../tmp/sortie.ipynb": b"{}"}), "un chemin qui en sort"),
    "zip slip by backslashes": ("x.zip", zipped({"..\\..\\sortie.ipynb": b"{}"}), "un chemin qui en sort"),
    "an absolute path": ("x.zip", zipped({"/etc/cron.d/sortie.ipynb": b"{}"}), "un chemin qui en sort"),
    "a drive": ("x.zip", zipped({"C:\\sortie.ipynb": b"{}"}), "un chemin qui en sort"),
    "a link in an archive": ("x.zip", linked("x.ipynb", "/etc/passwd"), "un lien"),
    "encrypted": ("x.zip", encrypted({"x.ipynb": b"{}"}), "mot de passe"),
    "a method without a limit": (
        "x.zip",
        zipped({"x.ipynb": b"{}"}, method=zipfile.ZIP_BZIP2),
        "façon inhabituelle",
    ),
    "a method that asks for memory": (
        "x.zip",
        zipped({"x.ipynb": b"{}"}, method=zipfile.ZIP_LZMA),
        "façon inhabituelle",
    ),
    "an archive in an archive": (
        "x.zip",
        zipped({"y.zip": zipped({"x.ipynb": b"{}"})}),
        "en contient une autre",
    ),
    "too many files": ("x.zip", crowd(archive.MAX_MEMBERS + 1), "plus de 20000 fichiers"),
    "too deep": ("x.zip", zipped({"a/" * 5_000 + "x.ipynb": b"{}"}), "trop loin"),
}


def handed_in(folder: Path, learner: str, name: str, content: bytes) -> None:
    (folder / learner).mkdir(parents=True, exist_ok=True)
    (folder / learner / name).write_bytes(content)


def by_learner(copies) -> dict[str, list]:
    found: dict[str, list] = {}
    for copy in copies:
        found.setdefault(copy.learner, []).append(copy)
    return found


@pytest.fixture(scope="module")
def hostile_class(tmp_path_factory, notebook) -> Path:
    """A folder for each kind of file, and two learners who did as they were told."""
    folder = tmp_path_factory.mktemp("classe") / "copies"
    handed_in(folder, "alice", "00-prise-en-main.ipynb", notebook())
    handed_in(folder, "zoé", "rendu.zip", zipped({"dossier/carnet.ipynb": notebook({"01": "true"})}))
    for learner, (name, content, _) in FILES.items():
        handed_in(folder, learner, name, content)
    (folder / "feuille.csv").write_bytes(b"")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "._alice.ipynb").write_bytes(b"\0")
    handed_in(folder, "alice/.ipynb_checkpoints", "00-prise-en-main-checkpoint.ipynb", b"{}")
    return folder


def packed(folder: Path) -> Path:
    """The same class as one archive."""
    target = folder.parent / "copies.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for path in sorted(folder.rglob("*")):
            made.write(path, path.relative_to(folder.parent))
    return target


@pytest.fixture(scope="module", params=["folder", "archive"])
def read(request, hostile_class, labs) -> dict[str, list]:
    given = hostile_class if request.param == "folder" else packed(hostile_class)
    return by_learner(collect(given, labs))


@pytest.mark.parametrize("learner", FILES)
def test_each_has_one_line_that_says_why(read, learner):
    (copy,) = read[learner]
    assert copy.submission is None
    assert FILES[learner][2] in copy.problem.replace("\u202f", " ")


def test_the_others_are_read_and_nobody_else_is_named(read):
    assert set(read) == {"alice", "zoé", *FILES}
    for learner in ("alice", "zoé"):
        (copy,) = read[learner]
        assert copy.submission.lab == LAB


def test_nothing_was_written_anywhere(read, hostile_class):
    assert list(hostile_class.parent.rglob("*sortie*")) == []
    assert not Path("/tmp/sortie.ipynb").exists()


def make_device(path: Path) -> None:
    """A file without an end; who may not make one hands in a link to it."""
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))
    except PermissionError:
        path.symlink_to("/dev/zero")


SPECIAL = {
    "pipe": lambda path: os.mkfifo(path),
    "device": make_device,
    "link to a secret": lambda path: path.symlink_to("/etc/shadow"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("kind", SPECIAL)
@pytest.mark.parametrize("name", ["x.ipynb", "x.zip"])
def test_what_is_no_file_is_neither_waited_for_nor_followed(tmp_path, labs, notebook, kind, name):
    handed_in(tmp_path, "alice", "x.ipynb", notebook())
    (tmp_path / "bob").mkdir()
    SPECIAL[kind](tmp_path / "bob" / name)
    began = time.monotonic()
    read = by_learner(collect(tmp_path, labs))
    assert time.monotonic() - began < 5
    assert read["alice"][0].submission
    assert [copy.submission for copy in read["bob"]] == [None]


def test_a_file_that_becomes_a_link_meanwhile_is_not_followed(tmp_path, notebook):
    """The folder may be one where learners write while it is read."""
    handed_in(tmp_path, "alice", "x.ipynb", notebook())
    (tmp_path / "carole").mkdir()
    (tmp_path / "carole" / "x.ipynb").symlink_to(tmp_path / "alice" / "x.ipynb")
    with pytest.raises(SubmissionError, match="ne peut pas être lu"):
        read_notebook_file(tmp_path / "carole" / "x.ipynb", "x.ipynb", follow=False)


NAMES = [
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "<script>alert(1)</script>",
    "[bold red]{{7*7}}${7*7}%s%n",
    "évil\u202egnp.eil",
    "a\u2066b\u2069c\u200e",
    "\x1b]0;pris\x07\x1b[31m",
    "deux\nlignes\rcachées",
    "nul\u200bl\u00adart",
    "x" * 250,
    "\U0001f600" * 60,
    "..",
    "-rf",
    "~root",
    "%00",
    "CON",
    "'; DROP TABLE grades;--",
]


def test_names_are_shown_as_they_are_and_deceive_nobody(tmp_path, labs, notebook):
    legal = [name for name in NAMES if "/" not in name and name != ".." and len(name.encode()) < 256]
    for name in legal:
        handed_in(tmp_path, name, "x.ipynb", notebook())
    raw = os.fsencode(tmp_path) + b"/caf\xe9 \xff\x80"
    Path(os.fsdecode(raw)).mkdir()
    os.mkfifo(raw + b"/\xe9.ipynb")
    copies = collect(tmp_path, labs)
    assert len({copy.learner for copy in copies}) == len(copies) == len(legal) + 1
    for copy in copies:
        for text in (copy.learner, copy.source, copy.problem):
            assert not INVISIBLE & {unicodedata.category(c) for c in text}, ascii(text)
        assert len(copy.learner) <= 100
    learners = {copy.learner for copy in copies}
    assert {"=cmd|' /C calc'!A0", "<script>alert(1)<", "-rf", "~root"} & learners
    assert any(learner.startswith("café ÿ�") for learner in learners)


def test_names_that_look_alike_stay_apart(tmp_path, labs, notebook):
    for name in ("alice", "alice\u200b", "alice\u202e", "alice\u202d", "y" * 120 + "a", "y" * 120 + "b"):
        handed_in(tmp_path, name, "x.ipynb", notebook())
    copies = collect(tmp_path, labs)
    assert len({copy.learner for copy in copies}) == len(copies) == 6
    assert all(copy.submission for copy in copies)


def test_an_archive_cannot_speak_for_somebody_else(tmp_path, labs, notebook):
    handed_in(tmp_path, "alice", "x.ipynb", notebook())
    theirs = {"alice/x.ipynb": notebook({"01": "exit"}), "../alice/x.ipynb": notebook({"01": "exit"})}
    handed_in(tmp_path, "bob", "alice.zip", zipped(theirs))
    read = by_learner(collect(tmp_path, labs))
    assert set(read) == {"alice", "bob"}
    assert read["alice"][0].submission


@pytest.mark.parametrize("form", ["folder", "archive"])
def test_two_copies_of_one_learner(tmp_path, labs, notebook, form):
    folder = tmp_path / "copies"
    handed_in(folder, "alice", "x.ipynb", notebook())
    handed_in(folder, "bob", "premier.ipynb", notebook())
    handed_in(folder, "bob", "second.ipynb", notebook({"01": "true"}))
    handed_in(folder, "carole", "premier.ipynb", notebook())
    handed_in(folder, "carole", "copie de premier.ipynb", notebook())
    read = by_learner(collect(folder if form == "folder" else packed(folder), labs))
    assert len(read["alice"]) == len(read["carole"]) == 1
    assert read["carole"][0].submission
    assert [copy.submission for copy in read["bob"]] == [None, None]
    assert all(
        "« bob/second.ipynb »" in c.problem.replace("\u202f", " ").replace("copies/", "") for c in read["bob"]
    )


def test_moodle_s_archive(tmp_path, labs, notebook):
    """Folders and files, two people of one name, an archive, and somebody who handed in a picture."""
    target = tmp_path / "INFO3-Registres-12.zip"
    target.write_bytes(
        zipped(
            {
                "Jean Martin_11_assignsubmission_file_/00-prise-en-main.ipynb": notebook(),
                "Jean Martin_12_assignsubmission_file_/00-prise-en-main.ipynb": notebook({"01": "true"}),
                "Léa Petit_13_assignsubmission_file_rendu.zip": zipped({"x.ipynb": notebook()}),
                "Léa Petit_13_assignsubmission_onlinetext.html": b"<p>Bonjour</p>",
                "Noé Roy_14_assignsubmission_file_photo.png": b"",
            }
        )
    )
    copies = collect(target, labs)
    assert [(c.learner, c.handle, bool(c.submission)) for c in copies] == [
        ("Jean Martin (11)", "11", True),
        ("Jean Martin (12)", "12", True),
        ("Léa Petit", "13", True),
        ("Noé Roy", "14", False),
    ]


def test_nbgrader_s_exchange(tmp_path, labs, notebook):
    for folder in ("source/00-prise-en-main", "autograded/alice/00-prise-en-main"):
        handed_in(tmp_path, folder, "x.ipynb", b"{}")
    handed_in(tmp_path, "submitted/alice/00-prise-en-main", "00-prise-en-main.ipynb", notebook())
    handed_in(tmp_path, "submitted/alice/00-prise-en-main", "timestamp.txt", b"2026-01-01")
    (copy,) = collect(tmp_path, labs)
    assert (copy.learner, bool(copy.submission)) == ("alice", True)


def test_names_in_archives_of_macos_are_utf8(tmp_path, labs, notebook):
    content = bytearray(zipped({"Zoé/x.ipynb": notebook(), "Noé/x.ipynb": notebook()}))
    for signature, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        for found in re.finditer(re.escape(signature), bytes(content)):
            content[found.start() + offset] &= ~0x08
    (tmp_path / "copies.zip").write_bytes(content)
    assert [copy.learner for copy in collect(tmp_path / "copies.zip", labs)] == ["Noé", "Zoé"]


def test_one_archive_gives_a_bounded_amount(tmp_path, labs):
    """Each of its files is small enough; all together they would keep the machine busy."""
    handed_in(tmp_path, "bob", "x.zip", zipped({f"{n:03}.ipynb": b" " * MAX_BYTES for n in range(8)}))
    said = [copy.problem for copy in collect(tmp_path, labs)]
    assert len(said) == 6
    assert sum("100 Mo" in line for line in said) == 1


def test_a_heap_of_notebooks_is_one_line(tmp_path, labs, notebook):
    handed_in(tmp_path, "alice", "x.ipynb", notebook())
    handed_in(tmp_path, "bob", "x.zip", zipped({f"{n}.ipynb": b"{}" for n in range(10_000)}))
    read = by_learner(collect(tmp_path, labs))
    assert read["alice"][0].submission
    (copy,) = read["bob"]
    assert "10000 carnets" in copy.problem


def test_the_list_of_an_archive_does_not_fill_the_memory(tmp_path, labs, notebook):
    """Half a million entries that all mean the same bytes."""
    content = zipped({"x.ipynb": b"{}"}, method=zipfile.ZIP_STORED)
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    many = content[start:end] * 500_000
    tail = bytearray(content[end:])
    tail[12:16] = struct.pack("<I", len(many))
    handed_in(tmp_path, "alice", "x.ipynb", notebook())
    handed_in(tmp_path, "bob", "x.zip", content[:start] + many + tail)
    del many
    tracemalloc.start()
    try:
        read = by_learner(collect(tmp_path, labs))
        assert tracemalloc.get_traced_memory()[1] < 80_000_000
    finally:
        tracemalloc.stop()
    assert "abîmée" in read["bob"][0].problem
    assert read["alice"][0].submission


def test_a_damaged_archive_is_never_more_than_a_line():
    """Thousands of archives with a few bytes changed, or an end that is missing."""
    whole = zipped({"a/x.ipynb": b"{}" * 100, "é.zip": zipped({"y.ipynb": b"{}"})})
    chance = random.Random(5)
    for _ in range(5000):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.choice((0, 1, 0x7F, 0x80, 0xFF))
        end = chance.choice((len(content), chance.randrange(len(content))))
        for found in archive.learners_archive(io.BytesIO(content[:end]), ("bob.zip",)):
            with contextlib.suppress(SubmissionError):
                found.read()


def test_a_copy_of_thousands_of_cells_is_bounded(tmp_path, labs, notebook):
    content = json.loads(notebook())
    first = next(cell for cell in content["cells"] if answered_exercise(cell))
    content["cells"] += [{**first, "source": f"echo {n}"} for n in range(5_000)]
    strange = json.loads(marked(*(f"{LAB}/\u202e{n}" for n in range(1_000))))
    content["cells"] += strange["cells"]
    handed_in(tmp_path, "bob", "x.ipynb", json.dumps(content).encode())
    (copy,) = collect(tmp_path, labs)
    assert copy.submission
    assert max(map(len, copy.submission.answers.values())) == MAX_CELLS
    assert len(copy.submission.remarks) < 12
    assert not INVISIBLE & {unicodedata.category(c) for c in "".join(copy.submission.remarks)}


def test_the_command_line_reads_such_a_class_without_a_traceback(tmp_path, capsys):
    for learner, (name, content, _) in FILES.items():
        handed_in(tmp_path / "copies", learner, name, content)
    raw = os.fsencode(tmp_path / "copies") + b"/\xff\x1b[31m.ipynb"
    Path(os.fsdecode(raw)).write_bytes(b"{")
    assert main(["grade", str(tmp_path / "copies"), "--out", str(tmp_path / "notes")]) == 0
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert "\x1b[31m" not in told
    assert "sans note" in told


def test_a_class_that_is_no_archive_is_refused(tmp_path, capsys):
    (tmp_path / "copies.zip").write_bytes(b"PK")
    assert main(["grade", str(tmp_path / "copies.zip")]) == 1
    assert "abîmée" in capsys.readouterr().err
