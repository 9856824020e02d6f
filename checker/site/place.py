"""The folder of a site: written beside, swapped in at the end, and never in place of anything else."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from checker.errors import CheckerError
from checker.messages import site as say
from checker.messages.reasons import why

MARKER = ".registres-site"
"""An empty file that tells our sites from other folders."""


def require_place(target: Path) -> Path:
    """Where the site will be, once it is sure that nothing of somebody else's is there.

    Raises:
        CheckerError: something else is there, or there is no folder to put it in.
    """
    place = target.absolute().resolve()
    if not place.parent.is_dir():
        raise CheckerError(say.no_parent(place.parent), do=say.MAKE_PARENT)
    try:
        is_free = not place.exists() or (place.is_dir() and not any(place.iterdir()))
        is_ours = (place / MARKER).is_file()
    except OSError as exc:
        raise CheckerError(say.cannot_write(place, why(exc)), do=say.CHECK_FOLDER) from exc
    if not (is_free or is_ours):
        raise CheckerError(say.foreign_folder(place), do=say.CHOOSE_FOLDER)
    return place


@contextlib.contextmanager
def swapped_in(place: Path) -> Iterator[Path]:
    """A new folder to write in, which takes the place when all went well, and else disappears.

    Raises:
        CheckerError: it cannot be written, or the place was taken meanwhile.
    """
    try:
        with _beside(place) as fresh:
            yield fresh
            (fresh / MARKER).touch()
            require_place(place)
            _swap(fresh, place)
    except OSError as exc:
        raise CheckerError(say.cannot_write(place, why(exc)), do=say.CHECK_FOLDER) from exc


@contextlib.contextmanager
def _beside(place: Path) -> Iterator[Path]:
    workshop = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    fresh = workshop / "site"
    try:
        fresh.mkdir()  # with the rights of any new folder: a web server may have to read it
        yield fresh
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _swap(fresh: Path, place: Path) -> None:
    """Two renames: the old site is put back when the second one fails."""
    old = fresh.parent / "ancien"
    if place.exists():
        place.rename(old)
    try:
        fresh.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
