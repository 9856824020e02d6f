"""A learner's notebook made ready to hand in: form checked, secrets taken out, sealed with a fingerprint."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker import __version__
from checker.batch.credentials import Scrubber, map_strings, strings_of
from checker.batch.submission import SEAL, Submission, parse_submission, read_notebook_file, seal_of
from checker.course.lab import Lab
from checker.errors import SubmissionError
from checker.messages import handin as say
from checker.messages.reasons import why


@dataclass(frozen=True)
class Handin:
    """What will be handed in."""

    submission: Submission
    content: str
    """The notebook's new text."""
    secrets: int
    """Different secrets that were taken out."""
    missing: tuple[str, ...]
    """Titles of the exercises without an answer."""


def make_handin(path: Path, labs: tuple[Lab, ...], variant: str = "") -> Handin:
    """Make a notebook ready; the file itself is left as it is.

    Args:
        path: the notebook.
        labs: the labs of the course.
        variant: whose values it was worked on with; noted where the lab has some.

    Raises:
        SubmissionError: it could not be graded as it is.
    """
    raw = read_notebook_file(path)
    lab = next(lab for lab in labs if lab.id == parse_submission(raw, path.name, labs).lab)
    notebook: dict[str, Any] = json.loads(raw.decode("utf-8-sig"))
    scrubber = Scrubber(_public_texts(each.seen_with(variant) for each in labs))
    # A notebook keeps a text as a list of lines: a secret is looked for in the whole of it.
    notebook = _joined(notebook)
    for text in strings_of(notebook):
        scrubber.look_at(text)
    cleaned = map_strings(notebook, scrubber.clean)
    assert isinstance(cleaned, dict)
    metadata = cleaned.get("metadata")
    cleaned["metadata"] = metadata if isinstance(metadata, dict) else {}
    cleaned["metadata"].pop(SEAL, None)
    unsealed = json.dumps(cleaned, ensure_ascii=False).encode()
    submission = parse_submission(unsealed, path.name, labs)
    mark = {"version": __version__, "seal": seal_of(submission)}
    cleaned["metadata"][SEAL] = mark | ({"variant": variant} if lab.has_values and variant else {})
    content = json.dumps(cleaned, ensure_ascii=False, indent=1) + "\n"
    missing = tuple(e.title for e in lab.exercises if not submission.answer(e.id))
    return Handin(submission, content, scrubber.count, missing)


def write_handin(handin: Handin, path: Path) -> None:
    """Write what will be handed in.

    Raises:
        SubmissionError: the file cannot be written.
    """
    try:
        path.write_text(handin.content, encoding="utf-8")
    except OSError as exc:
        raise SubmissionError(say.unwritable(path, why(exc)), do=say.CHOOSE_OTHER) from exc


def _joined(value: Any) -> Any:
    """Lists of lines, as notebooks keep long texts, made one text."""
    if isinstance(value, dict):
        return {key: _joined(each) for key, each in value.items()}
    if isinstance(value, list):
        whole = value and all(isinstance(each, str) for each in value)
        lines = whole and all(each.endswith("\n") for each in value[:-1])
        return "".join(value) if lines else [_joined(each) for each in value]
    return value


def _public_texts(labs: Iterable[Lab]) -> Iterator[str]:
    """All that the course gives: an account of one lab serves in the others."""
    for lab in labs:
        yield lab.notebook.read_text(encoding="utf-8")
        for exercise in lab.exercises:
            for path in (exercise.folder / "exercise.toml", exercise.setup, *exercise.right):
                if path is not None:
                    yield exercise.script(path)
