"""The variant of the person at this computer: given by whoever runs the course, else kept as typed once."""

from __future__ import annotations

import os
from pathlib import Path

from checker.course.variant import read_variant
from checker.course.whole_file import write_whole
from checker.errors import CheckerError, LabError
from checker.messages import variants as say
from checker.messages.reasons import why
from checker.sandbox.places import data_folder

VARIABLE = "REGISTRES_VARIANT"
"""Of the kernel's environment: a classroom's server, or a grading, gives the code; nothing is typed."""
NAME = "variante"
MOST_BYTES = 100


def own_variant(*, with_kept: bool = True) -> str:
    """The code in use here; empty without one.

    Args:
        with_kept: whether what was typed counts where the environment gives nothing.

    Raises:
        CheckerError: the environment gives something else than a code, or the file cannot be used.
    """
    return given_variant() or (_kept() if with_kept else "")


def given_variant() -> str:
    """What the environment gives; empty when it gives none.

    Raises:
        CheckerError: it gives something else than a code.
    """
    try:
        return read_variant(os.environ.get(VARIABLE, ""))
    except LabError as exc:
        raise CheckerError(exc.what, do=say.tell_instructor(VARIABLE)) from exc


def _kept() -> str:
    try:
        with _path().open("rb") as file:
            return read_variant(file.read(MOST_BYTES).decode("utf-8", "replace"))
    except FileNotFoundError:
        return ""
    except OSError as exc:
        raise CheckerError(say.unreadable(_path(), why(exc)), do=say.MEND_FILE) from exc
    except LabError as exc:
        raise CheckerError(say.spoilt(_path()), do=say.TYPE_AGAIN) from exc


def keep_variant(variant: str) -> None:
    """Keep a code for the next kernels; an empty one is forgotten.

    Raises:
        CheckerError: the file cannot be written.
    """
    path = _path()
    try:
        write_whole(path, f"{variant}\n".encode())
    except OSError as exc:
        raise CheckerError(say.unreadable(path, why(exc)), do=say.MEND_FILE) from exc


def _path() -> Path:
    return data_folder() / NAME
