"""`checker grade` of a class, as an instructor runs it: killed, interrupted, on a cluster, and run again."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from checker.course.lab import read_labs
from checker.course.notebook import answered_exercise
from checker.sandbox import engine, labels
from checker.sandbox.inventory import list_runs
from checker.sandbox.labels import Owner
from checker.sandbox.sweep import sweep

pytestmark = pytest.mark.timeout(600)
LAB = "00-prise-en-main"
SCORES = {"alice": 9.0, "bob": 8.0, "carole": 6.0}


@pytest.fixture(scope="module")
def copies(tmp_path_factory) -> Path:
    """A class of three: all right, one wrong, one unanswered; and a file that is no notebook."""
    lab = next(lab for lab in read_labs() if lab.id == LAB)
    folder = tmp_path_factory.mktemp("classe") / "copies"
    for learner in SCORES:
        content = json.loads(lab.notebook.read_text(encoding="utf-8"))
        for cell in content["cells"]:
            exercise = next((e for e in lab.exercises if e.id == answered_exercise(cell)), None)
            if exercise is None:
                continue
            number = exercise.folder.name[:2]
            path = exercise.wrong[0].path if (learner, number) == ("bob", "02") else exercise.right[0]
            if (learner, number) != ("carole", "01"):
                cell["source"] = exercise.script(path)
        (folder / learner).mkdir(parents=True)
        (folder / learner / f"{LAB}.ipynb").write_text(json.dumps(content), encoding="utf-8")
    (folder / "damien.ipynb").write_text("bonjour")
    return folder


def start(copies: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "checker", "grade", str(copies), "--out", str(out), *options]
    # A session of its own: its kernels and workers must end without being told to.
    return subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True, stdin=subprocess.DEVNULL
    )


def finish(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    with process.stderr:
        said = process.stderr.read()
    assert process.wait(timeout=400) == 0, said
    return said


def judged(out: Path) -> list[tuple[str, str]]:
    """Learner and exercise of each verdict that is kept, so far."""
    path = out / "notes.sqlite"
    if not path.exists():
        return []
    query = "SELECT learner, exercise FROM grades JOIN submissions ON submissions.id = submission"
    with closing(sqlite3.connect(path, timeout=10)) as database:
        try:
            return database.execute(query).fetchall()
        except sqlite3.OperationalError:  # the tables are being made
            return []


def wait_for_verdicts(process: subprocess.Popen[str], out: Path, count: int) -> None:
    end = time.monotonic() + 200
    while len(judged(out)) < count:
        assert process.poll() is None
        assert time.monotonic() < end, "no verdict"
        time.sleep(0.05)


def scores(out: Path) -> dict[str, float]:
    query = """SELECT learner, SUM(score) FROM grades JOIN submissions ON submissions.id = submission
               WHERE adopted GROUP BY learner"""
    with closing(sqlite3.connect(out / "notes.sqlite")) as database:
        return dict(database.execute(query).fetchall())


def written(out: Path) -> dict[str, float | None]:
    """The grades as the results have them."""
    document = json.loads((out / "notes.json").read_text(encoding="utf-8"))
    return {each["learner"]: each["score"] for each in document["learners"]}


def left_of(process: subprocess.Popen[str]) -> list[str]:
    with closing(engine.connect()) as client:
        return [run.run_id for run in list_runs(client) if run.owner and run.owner.pid == process.pid]


def test_killed_twice_and_run_again_every_grade_is_there_once(copies, tmp_path):
    for count in (1, 4):
        process = start(copies, tmp_path, "-j", "2")
        wait_for_verdicts(process, tmp_path, count)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stderr.close()
    said = finish(start(copies, tmp_path, "-j", "2"))
    assert "rien n'est refait" in said
    # A verdict that was not written yet when the kill came is given again: once, too.
    assert set(Counter(judged(tmp_path)).values()) == {1}
    assert scores(tmp_path) == written(tmp_path) == SCORES
    sweep()
    assert left_of(process) == []


def test_interrupted_it_ends_in_order_and_goes_on(copies, tmp_path):
    process = start(copies, tmp_path, "-j", "2")
    wait_for_verdicts(process, tmp_path, 1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert left_of(process) == []
    assert (tmp_path / "classe.html").exists()
    assert set(written(tmp_path)) == set(SCORES)
    finish(start(copies, tmp_path, "-j", "2"))
    assert scores(tmp_path) == written(tmp_path) == SCORES


def started_between(since: float, until: float) -> list[str]:
    """The containers of sandboxes that were made in that time."""
    with closing(engine.connect()) as client:
        wanted = {"type": "container", "event": "create", "label": labels.RUN}
        events = client.api.events(since=since, until=until, filters=wanted, decode=True)
        return [event["Actor"]["Attributes"]["name"] for event in events]


def test_nothing_is_started_for_a_class_that_is_graded_already(copies, tmp_path):
    before = time.time()
    finish(start(copies, tmp_path))
    after = time.time()
    assert started_between(before, after)
    said = finish(start(copies, tmp_path))
    assert "0 à noter" in said
    assert started_between(after, time.time()) == []


def test_a_new_class_whose_book_cannot_be_made_leaves_nothing(copies, tmp_path):
    """The first sandbox starts before the book is opened."""
    (tmp_path / "notes.sqlite").symlink_to("/nulle/part/notes.sqlite")
    process = start(copies, tmp_path)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1, said
    assert "Traceback" not in said
    assert left_of(process) == []


def test_a_new_class_is_interrupted_while_its_first_sandbox_starts(copies, tmp_path):
    process = start(copies, tmp_path)
    end = time.monotonic() + 60
    while not left_of(process):
        assert process.poll() is None
        assert time.monotonic() < end, "no sandbox starts"
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert left_of(process) == []


def test_a_sandbox_that_dies_while_it_waits_for_its_copy_costs_no_point(copies, tmp_path):
    process = start(copies, tmp_path, "-j", "1")
    waits = {"label": f"{labels.ROLE}=machine", "status": "paused"}
    end = time.monotonic() + 100
    with closing(engine.connect()) as client:
        while True:
            found = client.api.containers(filters=waits)
            mine = [c["Id"] for c in found if Owner.parse(c["Labels"][labels.OWNER]).pid == process.pid]
            if mine:
                break
            assert process.poll() is None
            assert time.monotonic() < end, "the next copy's sandbox is not prepared"
            time.sleep(0.05)
        client.api.kill(mine[0])
    finish(process)
    assert set(Counter(judged(tmp_path)).values()) == {1}
    assert scores(tmp_path) == written(tmp_path) == SCORES
    assert left_of(process) == []


def test_a_submission_that_takes_too_long_is_ours_to_answer_for(copies, tmp_path):
    """The limit of a whole submission is for our machinery: it leaves no grade, above all no zero."""
    content = json.loads((copies / "alice" / f"{LAB}.ipynb").read_text(encoding="utf-8"))
    first = next(cell for cell in content["cells"] if answered_exercise(cell))
    first["source"] = "sleep 1000"
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "alice.ipynb").write_text(json.dumps(content), encoding="utf-8")
    out = tmp_path / "notes"
    process = start(tmp_path / "copies", out, "--deadline", "15", "--timeout", "300")
    _, said = process.communicate(timeout=200)
    assert process.returncode == 3, said
    assert "de notre fait" in said
    assert judged(out) == []
    assert written(out) == {"alice": None}
    assert left_of(process) == []


@pytest.fixture
def cluster(tmp_path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler and two workers, each a process; the scheduler's address, and the workers."""
    dask = Path(sys.executable).with_name("dask")
    facts = tmp_path / "scheduler.json"
    log = (tmp_path / "dask.log").open("wb")

    def run(*arguments: str) -> subprocess.Popen[bytes]:
        command = [str(dask), *arguments, "--no-dashboard"]
        return subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    processes = [
        run("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(facts)),
        *(run("worker", "--scheduler-file", str(facts), "--nthreads", "1", "--no-nanny") for _ in range(2)),
    ]
    try:
        end = time.monotonic() + 60
        while not (facts.exists() and (tmp_path / "dask.log").read_text().count("Registered to") == 2):
            assert time.monotonic() < end, (tmp_path / "dask.log").read_text()
            time.sleep(0.2)
        yield json.loads(facts.read_text())["address"], processes[1:]
    finally:
        for process in processes:
            process.kill()  # what a worker leaves on its engine is the sweep's business
            process.wait()
        log.close()


def test_a_worker_of_a_cluster_is_killed_and_every_grade_is_there_once(copies, tmp_path, cluster):
    address, (first, _) = cluster
    out = tmp_path / "notes"
    process = start(copies, out, "--scheduler", address)
    wait_for_verdicts(process, out, 2)
    first.kill()
    finish(process)
    assert set(Counter(judged(out)).values()) == {1}
    assert scores(out) == SCORES
    sweep()
    assert left_of(first) == []


def test_a_cluster_stops_working_for_a_command_that_was_killed(copies, tmp_path, cluster):
    address, workers = cluster
    process = start(copies, tmp_path / "notes", "--scheduler", address)
    wait_for_verdicts(process, tmp_path / "notes", 1)
    process.kill()
    process.wait()
    process.stderr.close()
    end = time.monotonic() + 90
    while any(left_of(worker) for worker in workers):
        assert time.monotonic() < end, "the workers still grade for nobody"
        time.sleep(0.5)


def test_a_scheduler_that_is_not_there_is_told(copies, tmp_path):
    process = start(copies, tmp_path, "--scheduler", "tcp://127.0.0.1:9")
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "Aucun ordonnanceur Dask" in said
    assert "Traceback" not in said
