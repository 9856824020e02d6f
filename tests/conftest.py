"""What the suites share: one sandbox for those that leave it as it was, and a look behind at the end."""

import atexit
import gc
import os
from collections.abc import Iterator

import pytest

from checker.errors import EngineUnavailableError


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """Turn a skipped test into a failed one where everything must run: in continuous integration."""
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome, report.longrepr = "failed", f"skipped, which CI does not accept: {report.longrepr}"
    return report


def pytest_unconfigure() -> None:
    """Let this process collect its garbage, whatever commands it ran: a library tells what would be left."""
    atexit.unregister(gc.freeze)


@pytest.fixture(scope="session", autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail when something of this session is still on the engine after its last test."""
    yield
    from checker.sandbox import engine
    from checker.sandbox.inventory import list_runs
    from checker.sandbox.sweep import sweep

    try:
        client = engine.connect()
    except EngineUnavailableError:
        return
    # What tests that kill an owner have left is the sweep's business: it must be able to do it.
    sweep(client)
    left = [
        run for run in list_runs(client) if run.owner and run.owner.pid == os.getpid() and run.is_owner_alive
    ]
    assert not left, f"still on the engine: {[(run.run_id, run.roles) for run in left]}"


@pytest.fixture(scope="session", autouse=True)
def progress_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests try out of the progress file of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGISTRES_DATA", str(tmp_path_factory.mktemp("donnees")))
        yield


@pytest.fixture(scope="session")
def course_images() -> None:
    """See that the images are there; make them if they are not."""
    from checker.sandbox.images import ensure_images

    ensure_images()


@pytest.fixture(scope="session")
def sandbox(course_images: None) -> Iterator["object"]:
    """A sandbox for the whole session: leave it as you found it, or start your own."""
    from checker.sandbox.sandbox import Sandbox

    with Sandbox.start() as started:
        yield started
