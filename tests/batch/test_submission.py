"""A submission is read as data that nobody trusts."""

from __future__ import annotations

import json
import os

import pytest

from checker.batch.submission import MAX_ANSWER, MAX_BYTES, read_submission
from checker.cli.main import main
from checker.course.lab import read_labs
from checker.errors import SubmissionError

FIRST = "02-registre-prive/01-demarrer-un-registre"


def read(path):
    return read_submission(path, read_labs())


def test_the_answers_are_found_by_exercise(copy):
    copy.answer("01", "docker ps")
    submission = read(copy.save())
    assert submission.lab == "02-registre-prive"
    assert submission.answer(FIRST) == ("docker ps",)


def test_an_untouched_copy_answers_nothing_and_calls_for_no_remark(copy):
    submission = read(copy.save())
    assert not any(submission.answers.values())
    assert submission.remarks == ()


def test_a_source_may_be_a_list_of_lines(copy):
    copy.cell("01")["source"] = ["docker ps\n", "docker images"]
    assert read(copy.save()).answer(FIRST) == ("docker ps\ndocker images",)


def test_a_missing_answer_cell_is_told(copy):
    copy.content["cells"].remove(copy.cell("03"))
    (remark,) = read(copy.save()).remarks
    assert "03-tirer-depuis-le-registre" in remark
    assert "manque" in remark


def test_a_split_answer_is_one_answer_in_its_order(copy):
    copy.answer("01", "echo un")
    second = {**copy.cell("01"), "source": "echo deux", "id": "coupee"}
    copy.content["cells"].append(second)
    submission = read(copy.save())
    assert submission.answer(FIRST) == ("echo un", "echo deux")
    assert "2 cellules de réponse" in submission.remarks[0]


@pytest.mark.parametrize("source", ["%solution", "  \n%verifier\n", "# à moi\n%redemarrer"])
def test_a_command_of_ours_is_an_empty_answer(copy, source):
    copy.answer("01", source)
    submission = read(copy.save())
    assert submission.answer(FIRST) == ()
    assert "%" in submission.remarks[0]


def test_an_endless_answer_is_an_empty_answer(copy):
    copy.answer("01", "echo " + "x" * MAX_ANSWER)
    submission = read(copy.save())
    assert submission.answer(FIRST) == ()
    assert "dépasse" in submission.remarks[0]


def test_cells_that_the_learner_added_are_ignored_and_counted(copy):
    copy.content["cells"].append({"cell_type": "code", "source": "rm -rf ~", "metadata": {}})
    submission = read(copy.save())
    assert not any("rm -rf" in source for sources in submission.answers.values() for source in sources)
    assert submission.remarks[0].startswith("1 cellule")


def test_an_exercise_that_does_not_exist_is_told(copy):
    copy.content["cells"].append(
        {
            "cell_type": "code",
            "source": "x",
            "metadata": {"checker": {"exercise": "02-registre-prive/99-rien"}},
        }
    )
    assert "99-rien" in read(copy.save()).remarks[0]


def test_lone_surrogates_do_not_stop_the_reading(copy):
    copy.answer("01", "echo \ud800")
    assert read(copy.save()).answer(FIRST)


def write(tmp_path, content):
    path = tmp_path / "copie.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def cells_of(*exercises):
    return {
        "nbformat": 4,
        "cells": [
            {"cell_type": "code", "source": "", "metadata": {"checker": {"exercise": exercise}}}
            for exercise in exercises
        ],
    }


UNREADABLE = {
    "broken json": (b'{"cells": [', "n'est pas un carnet"),
    "not utf-8": (b"\xff\xfe\x00", "n'est pas un carnet"),
    "deeply nested": (b"[" * 200_000, "n'est pas un carnet"),
    "huge number": (b'{"nbformat": ' + b"9" * 100_000 + b"}", "n'est pas un carnet"),
    "a list": (b"[]", "pas un carnet Jupyter"),
    "no cells": ({"nbformat": 4}, "pas un carnet Jupyter"),
    "old format": ({"nbformat": 3, "cells": []}, "pas un carnet Jupyter"),
    "cells of another kind": ({"nbformat": 4, "cells": [1, None, "x"]}, "aucune cellule de réponse"),
    "odd metadata": (
        {"nbformat": 4, "cells": [{"cell_type": "code", "metadata": {"checker": ["x"]}, "source": 3}]},
        "aucune cellule de réponse",
    ),
    "another course": (cells_of("99-ailleurs/01-x"), "« 99-ailleurs »"),
    "outside the course": (cells_of("../../etc/passwd"), "« .. »"),
    "too big": (b" " * (MAX_BYTES + 1), "dépasse"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_no_submission_is_refused_in_french(tmp_path, case):
    content, words = UNREADABLE[case]
    with pytest.raises(SubmissionError) as refused:
        read(write(tmp_path, content))
    assert words in refused.value.what.replace("\u202f", " ")
    assert refused.value.do


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "copie.ipynb")
    with pytest.raises(SubmissionError, match="fichier ordinaire"):
        read(tmp_path / "copie.ipynb")


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    with pytest.raises(SubmissionError, match="fichier ordinaire"):
        read(tmp_path)
    with pytest.raises(SubmissionError, match="n'existe pas"):
        read(tmp_path / "absent.ipynb")


def test_the_command_line_refuses_without_a_traceback(tmp_path, capsys):
    assert main(["grade", str(write(tmp_path, b"{"))]) == 1
    told = capsys.readouterr().err
    assert "n'est pas un carnet" in told
    assert "Traceback" not in told
