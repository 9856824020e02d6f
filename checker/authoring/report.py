"""The proof of the course as a page: what was played of each exercise, and whether it went as declared."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.finding import Tally, Verification
from checker.messages import authoring as say


def as_markdown(found: Verification) -> str:
    """A table in Markdown, a row per exercise, then what an author must mend."""
    lines = [f"# {say.TITLE_REPORT}", "", _row(say.REPORT_COLUMNS), _row(["---"] * len(say.REPORT_COLUMNS))]
    lines += [_exercise_row(id_, found.tally(id_)) for id_ in found.exercises]
    lines += [_row([say.TOTAL, "", *_counts(found.tally())]), "", found.summary]
    faults = list(_faults(found))
    if faults:
        lines += ["", f"## {say.COLUMN_WHAT}", "", *(f"- {fault}" for fault in faults)]
    return "\n".join(lines) + "\n"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _exercise_row(exercise: str, tally: Tally) -> str:
    lab, _, name = exercise.partition("/")
    return _row([lab, name, *_counts(tally)])


def _counts(tally: Tally) -> list[str]:
    """As declared out of played, for each kind, and the answer to « all as declared? »."""
    counts = [say.as_declared(good, total) if total else say.NOTHING for good, total in tally.values()]
    verdict = say.YES if all(good == total for good, total in tally.values()) else say.NO
    return [*counts, verdict if any(total for _, total in tally.values()) else say.NOTHING]


def _faults(found: Verification) -> Iterator[str]:
    yield from (f"`{finding.where}` : {finding.what}" for finding in found.findings)
    for played in found.played:
        name = played.answer or say.AS_SHIPPED
        yield from (f"`{played.exercise}`, {name} : {reason}" for reason in played.reasons)
