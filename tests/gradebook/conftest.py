"""Grade books in SQLite and in a real PostgreSQL of Debian's."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.gradebook.book import GradeBook


def programs() -> Path:
    """Where PostgreSQL's programs are: Debian keeps them out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    assert initdb, "PostgreSQL is not installed: checker prepare --tests"
    return Path(initdb).parent


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL that listens on a socket of its own, by nobody but this test run."""
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        root = Path(folder)
        account: dict[str, object] = {}
        if os.getuid() == 0:  # PostgreSQL refuses root
            user = pwd.getpwnam("postgres")
            os.chown(root, user.pw_uid, user.pw_gid)
            account = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

        def run(program: str, *arguments: str) -> None:
            command = [str(programs() / program), *arguments]
            subprocess.run(command, check=True, cwd=root, stdout=subprocess.DEVNULL, timeout=60, **account)  # type: ignore[call-overload]

        data = str(root / "data")
        run("initdb", "--no-sync", "-A", "trust", "-U", "notes", "-E", "UTF8", "--locale", "C", data)
        options = f"-c listen_addresses='' -k {root} -c fsync=off"
        run("pg_ctl", "-w", "-D", data, "-l", str(root / "log"), "-o", options, "start")
        try:
            yield f"postgresql+psycopg://notes@/postgres?host={root}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "-D", data, "stop")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'notes.sqlite'}"
        return
    import sqlalchemy

    server = request.getfixturevalue("postgresql")
    engine = sqlalchemy.create_engine(server, isolation_level="AUTOCOMMIT")
    name = f"test_{os.urandom(4).hex()}"
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text(f"CREATE DATABASE {name}"))
    yield server.replace("/postgres?", f"/{name}?")
    engine.dispose()


@pytest.fixture
def book(url: str) -> Iterator[GradeBook]:
    with contextlib.closing(GradeBook(url)) as opened:
        yield opened


@pytest.fixture
def submit(book: GradeBook):
    """Hands a submission in, in a run of its own unless one is given; its number."""

    def submit(learner: str = "alice", *, text: str = "docker ps", run: int | None = None) -> int:
        return book.register(
            run or book.begin_run(),
            learner=learner,
            handle="",
            lab="02-lab",
            source=f"{learner}.ipynb",
            digest=text,
            answers={"02-lab/01-a": [text]},
            remarks=[],
        )

    return submit
