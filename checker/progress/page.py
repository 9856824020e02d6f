"""A learner's progress for people: plain French text, or escaped HTML that suits light and dark themes."""

from __future__ import annotations

from html import escape

from checker.messages import progress as say
from checker.messages import report
from checker.progress.attempts import Attempts
from checker.progress.overview import LabProgress, Overview, State

_STATES = {State.DONE: say.DONE, State.STARTED: say.STARTED, State.NOT_STARTED: say.NOT_STARTED}
_SYMBOLS = {State.DONE: "✔", State.STARTED: "…", State.NOT_STARTED: "○"}
"""Read together with the word: nothing is said by a sign alone."""
_LINE = (
    "padding: 0.25em 0.8em; text-align: left; vertical-align: top; "
    "border-bottom: 1px solid var(--jp-border-color2, #e0e0e0)"
)


def as_text(overview: Overview) -> str:
    """The progress as lines for a terminal or a cell's output."""
    rows = [_cells(lab) for lab in overview.labs]
    rows.append([say.TOTAL, *_total(overview)])
    widths = [max(map(len, column)) for column in zip(say.COLUMNS, *rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    head = "  ".join(cell.ljust(width) for cell, width in zip(say.COLUMNS, widths, strict=True))
    return "\n".join(line.rstrip() for line in [say.TITLE, "", head, *lines, "", advice(overview)]) + "\n"


def as_html(overview: Overview) -> str:
    """The progress as HTML; a lab's line unfolds into its exercises."""
    head = "".join(f'<th scope="col" style="{_LINE}">{escape(name)}</th>' for name in say.COLUMNS)
    body = "".join(_row(lab) for lab in overview.labs)
    foot = f'<th scope="row" style="{_LINE}">{escape(say.TOTAL)}</th>' + "".join(
        f'<td style="{_LINE}">{escape(cell)}</td>' for cell in _total(overview)
    )
    return (
        '<div class="registres-progression" '
        'style="color: var(--jp-ui-font-color1, inherit); overflow-x: auto">'
        f'<div role="heading" aria-level="3"><strong>{escape(say.TITLE)}</strong></div>'
        f'<table style="border-collapse: collapse; margin: 0.5em 0"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody><tfoot><tr>{foot}</tr></tfoot></table><p>{advice_link(overview)}</p></div>"
    )


def _row(progress: LabProgress) -> str:
    title, solved, quiz, score, state = (escape(cell) for cell in _cells(progress))
    link = f'<a href="{escape(progress.lab.notebook.name)}">{title}</a>'
    items = "".join(f"<li>{escape(_exercise(attempts))}</li>" for attempts in progress.attempts)
    bar = (
        f'<progress value="{progress.solved}" max="{len(progress.attempts)}" style="width: 6em" '
        f'aria-label="{escape(say.COLUMNS[1])}"></progress>'
    )
    return (
        f'<tr><th scope="row" style="{_LINE}; font-weight: normal">{link}'
        f"<details><summary>{escape(say.DETAILS)}</summary><ul>{items}</ul></details></th>"
        f'<td style="{_LINE}">{bar} {solved}</td><td style="{_LINE}">{quiz}</td>'
        f'<td style="{_LINE}">{score}</td><td style="{_LINE}">{state}</td></tr>'
    )


def _cells(progress: LabProgress) -> list[str]:
    return [
        progress.lab.title,
        say.out_of(progress.solved, len(progress.attempts)),
        _quiz(progress),
        _score(progress),
        f"{_SYMBOLS[progress.state]} {_STATES[progress.state]}",
    ]


def _total(overview: Overview) -> list[str]:
    return [say.out_of(overview.solved, overview.exercises), _quiz(overview), _score(overview), ""]


def _quiz(progress: LabProgress | Overview) -> str:
    return say.out_of(progress.answered, progress.questions) if progress.questions else say.NO_QUIZ


def _score(progress: LabProgress | Overview) -> str:
    return say.score(progress.score, progress.max_score)


def _exercise(attempts: Attempts) -> str:
    """One exercise in one line: what became of it, and with how much help."""
    facts = [f"{attempts.exercise.title}\u202f: {_outcome(attempts)}"]
    if attempts.count:
        facts.append(say.score(attempts.best, attempts.exercise.max_score))
        facts.append(say.attempts(attempts.count))
    if attempts.opened:
        facts.append(say.hints(len(attempts.opened)))
    if attempts.saw_solution:
        facts.append(say.WITH_SOLUTION)
    if attempts.lasted_s is not None:
        facts.append(say.lasted(attempts.lasted_s))
    return ", ".join(facts)


def _outcome(attempts: Attempts) -> str:
    if attempts.solved is not None:
        return f"{report.SYMBOLS['passed']} {say.SOLVED} {say.on(attempts.solved)}"
    if attempts.count:
        return f"{report.SYMBOLS['failed']} {say.TRIED}"
    return say.NOT_STARTED if attempts.began is None else say.OPENED


def advice(overview: Overview) -> str:
    """Where to go on, in a sentence."""
    if overview.next is None:
        return say.FINISHED
    lab, attempts = overview.next
    return say.go_on(lab.title, attempts.exercise.title)


def advice_link(overview: Overview) -> str:
    """The same as HTML, with a link to the notebook."""
    text = escape(advice(overview))
    return text if overview.next is None else f'<a href="{escape(overview.next[0].notebook.name)}">{text}</a>'
