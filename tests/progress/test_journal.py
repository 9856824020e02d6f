"""The progress file: what was written is there, whatever happens to who wrote it."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checker.progress import journal as module
from checker.progress.attempts import Kind
from checker.progress.journal import Journal, ProgressError, open_journal

WRITER = """
import sys
from pathlib import Path
from types import SimpleNamespace
from checker.progress.journal import Journal
journal = Journal(Path(sys.argv[1]))
exercise = SimpleNamespace(id="00-debut/01-a")
for number in range(int(sys.argv[2])):
    journal.opened_hint(exercise, f"{sys.argv[3]}-{number}")
    print(number, flush=True)
assert not journal.trouble, journal.trouble
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "progression.sqlite"


def writer(path, count, name):
    command = [sys.executable, "-I", "-c", WRITER, str(path), str(count), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_all_is_there_in_the_next_kernel(path, exercise, verdict):
    first = Journal(path)
    first.shown(exercise)
    first.judged(exercise, verdict(exercise, "pf"))
    first.opened_hint(exercise, "deux")
    first.judged(exercise, verdict(exercise, "pp"))
    first.saw_solution(exercise)
    before = first.attempts(exercise)
    first.close()
    after = Journal(path).attempts(exercise)
    assert after == before
    assert (after.count, after.failed, after.opened, after.saw_solution) == (2, 1, ("deux",), True)
    assert after.last.is_solved
    assert abs(after.solved - time.time()) < 60


def test_the_file_is_the_persons_own(monkeypatch, tmp_path, exercise):
    monkeypatch.setenv("REGISTRES_DATA", str(tmp_path / "chez-moi"))
    open_journal().shown(exercise)
    assert open_journal().attempts(exercise).began is not None
    assert (tmp_path / "chez-moi").stat().st_mode & 0o777 == 0o700


def test_without_a_file_it_ends_with_its_object(exercise):
    Journal(None).shown(exercise)
    assert Journal(None).events() == []


def test_a_killed_process_loses_nothing_that_it_had_written(path, exercise):
    with writer(path, 100_000, "tue") as process:
        said = [process.stdout.readline() for _ in range(50)]
        os.kill(process.pid, signal.SIGKILL)
        # Not `communicate`, which forgets what `readline` has read ahead.
        said += process.stdout.read().splitlines()
    last = int(said[-1])
    opened = Journal(path).attempts(exercise).opened
    # What was said to be written is; the one under way may be, whole.
    assert opened[: last + 1] == tuple(f"tue-{number}" for number in range(last + 1))
    assert len(opened) <= last + 2


def test_several_processes_write_at_once(path, exercise):
    processes = [writer(path, 60, name) for name in ("a", "b", "c")]
    for process in processes:
        errors = process.communicate(timeout=60)[1]
        assert process.returncode == 0, errors
    opened = Journal(path).attempts(exercise).opened
    for name in ("a", "b", "c"):
        mine = [hint for hint in opened if hint.startswith(name)]
        assert mine == [f"{name}-{number}" for number in range(60)]


def test_several_kernels_make_the_file_at_once(tmp_path, exercise):
    for attempt in range(20):
        path = tmp_path / f"{attempt}.sqlite"
        together = threading.Barrier(8)

        def start(path=path, together=together):
            together.wait()
            with contextlib.closing(Journal(path)) as journal:
                journal.opened_hint(exercise, str(threading.get_ident()))
                return journal.trouble

        with ThreadPoolExecutor(8) as pool:
            assert [future.result() for future in [pool.submit(start) for _ in range(8)]] == [""] * 8
        assert len(Journal(path).events()) == 8


def test_a_file_that_is_no_database_is_said_and_left_as_it_is(path):
    path.write_text("ceci n'est pas une base de données, et de loin\n" * 50)
    before = path.read_bytes()
    with pytest.raises(ProgressError, match=r"progression\.sqlite") as refused:
        Journal(path)
    assert "Renommez ce fichier" in refused.value.do
    assert path.read_bytes() == before


def test_a_file_of_a_later_version_is_left_as_it_is(path, exercise):
    Journal(path).close()
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA user_version={module.VERSION + 1}")
    database.close()
    with pytest.raises(ProgressError, match="plus récente"):
        Journal(path)


def test_a_folder_in_the_files_place_is_said(path):
    path.mkdir()
    with pytest.raises(ProgressError):
        Journal(path)


def test_what_cannot_be_written_is_kept_and_written_later(path, exercise, verdict, monkeypatch):
    monkeypatch.setattr(module, "WAIT_S", 0.2)
    journal = Journal(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    journal.judged(exercise, verdict(exercise, "pf"))
    assert "n'a pas pu être écrite (un autre programme l'emploie)" in journal.trouble
    assert journal.attempts(exercise).count == 1
    other.execute("ROLLBACK")
    other.close()
    journal.judged(exercise, verdict(exercise, "pp"))
    assert journal.trouble == ""
    assert journal.attempts(exercise).count == 2
    assert Journal(path).attempts(exercise).count == 2


@pytest.mark.parametrize("away", [Path.unlink, lambda path: path.rename(path.with_suffix(".ancien"))])
def test_a_file_that_is_taken_away_is_made_again(path, exercise, verdict, away):
    journal = Journal(path)
    journal.judged(exercise, verdict(exercise, "pf"))
    away(path)
    journal.judged(exercise, verdict(exercise, "pp"))
    assert journal.trouble == ""
    assert journal.attempts(exercise).count == 1
    assert Journal(path).attempts(exercise).last.is_solved


def test_a_file_of_a_later_version_that_comes_meanwhile_is_left_as_it_is(path, exercise):
    journal = Journal(path)
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA user_version={module.VERSION + 1}")
    journal.shown(exercise)
    assert "plus récente" in journal.trouble
    assert journal.attempts(exercise).began is not None


def test_lines_that_cannot_be_read_take_nothing_else_away(path, exercise, verdict):
    journal = Journal(path)
    journal.judged(exercise, verdict(exercise, "pf"))
    with sqlite3.connect(path) as database:
        add = "INSERT INTO events (at, exercise, kind, criterion, verdict) VALUES (?, ?, ?, ?, ?)"
        database.execute(add, (1.0, exercise.id, "inconnu", "", ""))
        database.execute(add, (1.0, exercise.id, "verdict", "", "{"))
        database.execute(add, (1.0, exercise.id, "verdict", "", '{"version": 99}'))
        database.execute(add, ("hier", exercise.id, "shown", "", ""))
    database.close()
    assert [event.kind for event in journal.events()] == [Kind.VERDICT]
