"""Real failures of files and databases, told in French."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from checker.messages.reasons import why


def failure(call, *arguments):
    """What a call that must fail raises."""
    try:
        call(*arguments)
    except (OSError, sqlite3.Error) as exc:
        return exc
    raise AssertionError("it did not fail")


def full_disk():
    Path("/dev/full").write_bytes(b"x")


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda folder: (folder / "absent").read_text(), "n'existe pas"),
        (lambda folder: folder.read_text(), "dossier"),
        (lambda folder: folder.mkdir(), "existe déjà"),
        (lambda folder: (folder / ("x" * 300)).touch(), "trop long"),
        (lambda _: full_disk(), "plus de place"),
        (lambda folder: folder.parent.rmdir(), "n'est pas vide"),
    ],
)
def test_a_file(tmp_path, call, told):
    assert told in why(failure(call, tmp_path))


def execute(path, text, uri=""):
    with contextlib.closing(sqlite3.connect(f"file:{path}{uri}", uri=True, timeout=0)) as database:
        database.execute(text)


def test_a_database(tmp_path):
    path = tmp_path / "base.sqlite"
    execute(path, "CREATE TABLE a (b)")
    assert "lecture seule" in why(failure(execute, path, "INSERT INTO a VALUES (1)", "?mode=ro"))
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "un autre programme" in why(failure(execute, path, "INSERT INTO a VALUES (1)"))
    assert "ne s'ouvre pas" in why(failure(execute, tmp_path / "absent" / "base", "SELECT 1"))
    (tmp_path / "texte").write_text("Ceci n'est pas une base de données." * 100)
    assert "base SQLite" in why(failure(execute, tmp_path / "texte", "SELECT * FROM a"))
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    assert "abîmé" in why(failure(execute, path, "SELECT * FROM a"))


def test_what_is_rare_keeps_the_words_of_the_system():
    assert why(OSError(71, "Protocol error")) == "Protocol error"
    assert why(OSError("no number")) == "no number"
    assert why(sqlite3.OperationalError("no such table: a")) == "no such table: a"
    assert why(ValueError("words")) == "words"
