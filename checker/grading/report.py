"""A verdict for people: plain French text, or escaped HTML that suits JupyterLab's light and dark themes."""

from __future__ import annotations

import textwrap
from html import escape

from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.messages import report as say

WIDTH = 96

_COLOURS = {
    Outcome.PASSED: "var(--jp-success-color0, #1b5e20)",
    Outcome.FAILED: "var(--jp-error-color0, #b71c1c)",
    Outcome.SKIPPED: "var(--jp-ui-font-color1, #616161)",
    Outcome.ERROR: "var(--jp-warn-color0, #e65100)",
}


def as_text(verdict: Verdict, *, title: str = "") -> str:
    """The verdict as lines for a terminal or a cell's output, without any colour."""
    lines = [f"{title}\n" if title else "", _headline(verdict)]
    if not verdict.is_evaluated:
        lines.append(say.NOT_EVALUATED)
    for result in verdict.criteria:
        lines += ["", *_criterion_lines(result)]
    return "\n".join(lines).strip() + "\n"


def as_html(verdict: Verdict) -> str:
    """The verdict as HTML; every text is escaped, since it may quote what a learner's container said."""
    items = "".join(_criterion_html(result) for result in verdict.criteria)
    apology = "" if verdict.is_evaluated else f"<p>{escape(say.NOT_EVALUATED)}</p>"
    return (
        '<div role="status" style="color: var(--jp-ui-font-color1, inherit); line-height: 1.5">'
        f"<p><strong>{escape(_headline(verdict))}</strong></p>{apology}"
        f'<ul style="list-style: none; margin: 0; padding: 0">{items}</ul></div>'
    )


def _headline(verdict: Verdict) -> str:
    if not verdict.is_evaluated:
        return say.NOT_GRADED
    told = say.solved if verdict.is_solved else say.unsolved
    return told(verdict.score, verdict.max_score)


def _details(result: CriterionResult) -> list[tuple[str, str]]:
    """Label and text of each line under a criterion."""
    if result.outcome is Outcome.FAILED:
        return [
            (say.EXPECTED, result.expected),
            (say.OBSERVED, result.observed),
            (say.ADVICE, result.advice),
        ]
    return [] if result.outcome is Outcome.PASSED else [(say.REASON, result.observed)]


def _criterion_lines(result: CriterionResult) -> list[str]:
    head = f"{say.SYMBOLS[result.outcome]} {say.WORDS[result.outcome]:<10} {result.text} "
    lines = [head + f"({say.points(result.points)})"]
    for label, text in _details(result):
        lines += _hanging(f"    {label:<9} ", text)
    return lines


def _hanging(label: str, text: str) -> list[str]:
    """The text wrapped to the right of its label; its own line breaks are kept (logs, lists)."""
    margin, folded = " " * len(label), []
    for line in text.splitlines():
        wrapped = textwrap.wrap(line, WIDTH - len(label), break_on_hyphens=False, break_long_words=False)
        folded += wrapped or [""]
    return [(margin if rank else label) + line for rank, line in enumerate(folded)]


def _criterion_html(result: CriterionResult) -> str:
    colour = _COLOURS[result.outcome]
    details = "".join(
        f'<div><span style="font-weight: 600">{escape(label)}\u202f:</span> '
        f'<span style="white-space: pre-wrap; overflow-wrap: anywhere">{escape(text)}</span></div>'
        for label, text in _details(result)
    )
    return (
        f'<li data-outcome="{result.outcome}" style="margin: 0.4em 0; padding: 0.3em 0.7em; '
        f'border-left: 4px solid {colour}; background: var(--jp-layout-color2, transparent)">'
        f'<div><span aria-hidden="true" style="color: {colour}; font-weight: 700">'
        f"{say.SYMBOLS[result.outcome]}</span> <strong>{say.WORDS[result.outcome]}</strong> "
        f'{escape(result.text)} <span style="color: var(--jp-ui-font-color1, inherit)">'
        f"({escape(say.points(result.points))})</span></div>{details}</li>"
    )
