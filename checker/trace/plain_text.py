"""An account as text: the same steps and sentences, for notebooks that nobody can click in."""

from __future__ import annotations

from collections.abc import Sequence

from checker.messages import trace as say
from checker.trace.account import Account


def as_text(account: Account, others: Sequence[str] = ()) -> str:
    """Write heading, steps and notes, one step in two or three lines."""
    labels = dict(account.participants)
    lines = [account.heading, say.outcome(account.is_success, account.moment), ""]
    for rank, step in enumerate(account.steps, start=1):
        lines.append(f"{rank:>2}. {step.sentence}")
        request = say.arrow(labels[step.source], labels[step.target], step.request, step.answer or say.CUT)
        lines.append(f"    {request}")
        lines += [f"    {quote}" for quote in step.quotes]
    lines += [f"    {note}" for note in account.notes]
    if others:
        lines += ["", f"{say.OTHERS}\u202f:", *(f"  {other}" for other in others)]
    return "\n".join(lines) + "\n"
