"""A submission: a notebook that nobody trusts, read as text; only its answer cells count."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from checker.batch.names import shown
from checker.course.lab import Lab
from checker.course.notebook import answered_exercise, commands, is_command_cell, read_notebook
from checker.course.variant import read_variant
from checker.errors import LabError, SubmissionError
from checker.messages import batch as say
from checker.messages.reasons import why

MAX_BYTES = 20_000_000
"""A notebook with its outputs; the kernel bounds each cell's output to 2 MB."""
MAX_ANSWER = 50_000
"""Characters of one answer cell."""
MAX_CELLS = 20
"""Answer cells of one exercise."""
MAX_REMARKS = 5
"""Exercises that do not exist and are named."""
NOTEBOOK_FORMAT = 4
SEAL = "registres"
"""Key of a notebook's metadata under which `checker collect` puts its fingerprint."""


@dataclass(frozen=True)
class Submission:
    """The answers of one learner to one lab."""

    name: str
    """Of its file."""
    lab: str
    answers: Mapping[str, tuple[str, ...]]
    """Exercise id → the sources of its answer cells, in order; an unusable or blank answer has none."""
    remarks: tuple[str, ...]
    """What the instructor should know of the file, in French."""
    variant: str = ""
    """Whose values it is judged by, as the instructor's list says; empty: those of everybody."""
    claimed_variant: str = ""
    """What the file says of it; nobody's proof of anything."""

    def answer(self, exercise: str) -> tuple[str, ...]:
        """The cells to run for an exercise, none when nothing was answered."""
        return self.answers.get(exercise, ())

    @property
    def digest(self) -> str:
        """What tells this submission from another one: answers and variant, not the rest of the file."""
        told = json.dumps(
            [self.lab, sorted(self.answers.items()), *filter(None, [self.variant])], ensure_ascii=False
        )
        return hashlib.sha256(told.encode()).hexdigest()


def read_submission(path: Path, labs: tuple[Lab, ...]) -> Submission:
    """Read a submission against the labs of the course.

    Raises:
        SubmissionError: it is no notebook, or it belongs to no lab of the course, or to several.
    """
    return parse_submission(read_notebook_file(path), str(path), labs)


def parse_submission(content: bytes, name: str, labs: tuple[Lab, ...]) -> Submission:
    """Read the content of a file as `read_submission` does.

    Raises:
        SubmissionError: as there.
    """
    notebook = _notebook(content, name)
    cells = [c for c in notebook["cells"] if isinstance(c, dict) and c.get("cell_type") == "code"]
    raw: dict[str, list[str]] = {}
    for cell in cells:
        exercise = answered_exercise(cell)
        if exercise is not None:
            raw.setdefault(exercise, []).append(_source(cell))
    lab = _lab(name, raw, labs)
    known = [e.id for e in lab.exercises]
    answers: dict[str, tuple[str, ...]] = {}
    remarks = _unknown([id_ for id_ in raw if id_ not in known])
    for exercise in known:
        usable, found = _usable(exercise, raw.get(exercise, []))
        remarks += found
        answers[exercise] = usable
    extra = _count_extra(cells, lab)
    remarks += [say.extra_cells(extra)] if extra else []
    mark = _mark(notebook)
    claimed = _claimed_variant(mark) if lab.has_values else ""
    submission = Submission(name, lab.id, answers, tuple(remarks), claimed_variant=claimed)
    if mark and mark.get("seal") != seal_of(submission):
        return replace(submission, remarks=(*submission.remarks, say.CHANGED_SINCE))
    return submission


@contextmanager
def open_regular(path: Path, name: str, *, follow: bool = True) -> Iterator[IO[bytes]]:
    """Open a file that nobody trusts: a pipe or a device is refused instead of waited for.

    Args:
        path: where it is.
        name: what people call it.
        follow: whether it may be a link to the file.

    Raises:
        SubmissionError: it is no regular file, or cannot be read.
    """
    try:
        # O_NONBLOCK: a pipe without a writer would hang here.
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
        descriptor = os.open(path, flags)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise SubmissionError(say.not_a_file(name), do=say.CHOOSE_FILE)
            yield file
    except IsADirectoryError as exc:
        raise SubmissionError(say.not_a_file(name), do=say.CHOOSE_FILE) from exc
    except FileNotFoundError as exc:
        raise SubmissionError(say.no_such_file(name), do=say.CHOOSE_FILE) from exc
    except OSError as exc:
        raise SubmissionError(say.unreadable(name, why(exc)), do=say.CHOOSE_FILE) from exc


def read_notebook_file(path: Path, name: str = "", *, follow: bool = True) -> bytes:
    """The content of a notebook's file, which is opened as `open_regular` does.

    Raises:
        SubmissionError: it is no regular file, cannot be read, or is larger than MAX_BYTES.
    """
    name = name or str(path)
    with open_regular(path, name, follow=follow) as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise SubmissionError(say.too_big(name, MAX_BYTES), do=say.CLEAN_COPY)
    return content


def seal_of(submission: Submission) -> str:
    """A fingerprint: it says whether the answers are those that were made ready, not who wrote them."""
    return f"sha256:{submission.digest}"


def _mark(notebook: Mapping[str, Any]) -> Mapping[str, Any]:
    """What `checker collect` wrote into the notebook; empty when it did not."""
    metadata = notebook.get("metadata")
    mark = metadata.get(SEAL) if isinstance(metadata, dict) else None
    return mark if isinstance(mark, dict) else {}


def _claimed_variant(mark: Mapping[str, Any]) -> str:
    try:
        return read_variant(str(mark.get("variant", ""))[:20])
    except LabError:
        return ""


def _notebook(content: bytes, name: str) -> dict[str, Any]:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    # RecursionError: JSON nested a hundred thousand times; ValueError: bad JSON, bad UTF-8, endless integers.
    except (ValueError, RecursionError) as exc:
        raise SubmissionError(say.not_json(name), do=say.ASK_AGAIN) from exc
    if not isinstance(data, dict):
        data = {}
    if not isinstance(data.get("cells"), list) or data.get("nbformat") != NOTEBOOK_FORMAT:
        raise SubmissionError(say.not_notebook(name), do=say.ASK_AGAIN)
    return data


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    # Lone surrogates cannot travel to the kernel, nor NUL into a shell or a database.
    return source.encode("utf-8", "replace").decode().replace("\0", "") if isinstance(source, str) else ""


def _lab(name: str, raw: Mapping[str, object], labs: tuple[Lab, ...]) -> Lab:
    if not raw:
        raise SubmissionError(say.no_answer(name), do=say.CHOOSE_COPY)
    by_id = {lab.id: lab for lab in labs}
    named = sorted({exercise.partition("/")[0] for exercise in raw})
    known = [name for name in named if name in by_id]
    if not known:
        raise SubmissionError(say.unknown_lab(name, shown(named[0])), do=say.known_labs(by_id))
    if len(known) > 1:
        raise SubmissionError(say.several_labs(name, known), do=say.ONE_LAB)
    return by_id[known[0]]


def _unknown(exercises: list[str]) -> list[str]:
    """What must be said about exercises that the lab does not have."""
    remarks = [say.unknown_exercise(shown(exercise)) for exercise in exercises[:MAX_REMARKS]]
    more = len(exercises) - MAX_REMARKS
    return [*remarks, say.more_unknown(more)] if more > 0 else remarks


def _usable(exercise: str, sources: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """The sources that are run, and what must be said about the others."""
    if not sources:
        return (), [say.missing(exercise)]
    remarks = []
    usable = []
    if len(sources) > MAX_CELLS:
        remarks.append(say.too_many_cells(exercise, MAX_CELLS))
    for source in sources[:MAX_CELLS]:
        if len(source) > MAX_ANSWER:
            remarks.append(say.too_long(exercise, MAX_ANSWER))
        elif is_command_cell(source):
            remarks.append(say.only_command(exercise))
        elif commands(source):
            usable.append(source)
    if len(usable) > 1:
        # JupyterLab copies the metadata when a cell is split or pasted: the parts are one answer.
        remarks.append(say.repeated(exercise, len(usable)))
    return tuple(usable), remarks


def _count_extra(cells: Sequence[Mapping[str, Any]], lab: Lab) -> int:
    """Code cells that the learner added outside the answer cells, by their text."""
    trusted = set(_trusted_sources(lab))
    return sum(
        1
        for cell in cells
        if answered_exercise(cell) is None
        and commands(_source(cell))
        and _source(cell).strip() not in trusted
        and not is_command_cell(_source(cell))
    )


def _trusted_sources(lab: Lab) -> Iterator[str]:
    yield from (cell.source.strip() for cell in read_notebook(lab.notebook).cells if cell.cell_type == "code")
