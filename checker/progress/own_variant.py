"""The variant of the person at this computer: given by whoever runs the course, else kept as typed once."""

from __future__ import annotations

import os
from pathlib import Path

from checker.course.variant import read_variant
from checker.errors import CheckerError
from checker.messages import variants as say
from checker.sandbox.places import data_folder

VARIABLE = "REGISTRES_VARIANT"
"""Of the kernel's environment: a classroom's server, or a grading, gives the code; nothing is typed."""
NAME = "variante"
MOST_BYTES = 100


def given_variant() -> str:
    """What the environment gives; empty when it gives none.

    Raises:
        LabError: it gives something else than a code.
    """
    return read_variant(os.environ.get(VARIABLE, ""))


def kept_variant() -> str:
    """What was typed; empty when nothing was.

    Raises:
        CheckerError: the file cannot be read.
        LabError: it holds something else than a code.
    """
    try:
        with _path().open("rb") as file:
            return read_variant(file.read(MOST_BYTES).decode("utf-8", "replace"))
    except FileNotFoundError:
        return ""
    except OSError as exc:
        raise CheckerError(say.unreadable(_path(), str(exc.strerror)), do=say.MEND_FILE) from exc


def keep_variant(variant: str) -> None:
    """Keep a code for the next kernels; an empty one is forgotten.

    Raises:
        CheckerError: the file cannot be written.
    """
    path = _path()
    try:
        # Another kernel may read it now: it finds the old file or the new one, never half of it.
        fresh = path.with_name(f".{NAME}-{os.getpid()}")
        fresh.write_text(f"{variant}\n", encoding="utf-8")
        fresh.replace(path)
    except OSError as exc:
        raise CheckerError(say.unreadable(path, str(exc.strerror)), do=say.MEND_FILE) from exc


def _path() -> Path:
    return data_folder() / NAME
