"""An account as HTML: a ladder of arrows, and next to each its sentence, in one ordered list."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from checker.messages import trace as say
from checker.trace.account import Account
from checker.trace.page_style import STYLE
from checker.trace.step import Step

SIGNS = {"fine": "✓", "asks": "?", "no": "○", "refused": "✗", "broken": "✗"}


def as_html(account: Account, others: Sequence[str] = ()) -> str:
    """Draw the dialogue; everything that comes from the learner's world is escaped."""
    ladder = _Ladder(account)
    steps = "".join(f"<li>{ladder.draw(step)}{ladder.sentence(step)}</li>" for step in account.steps)
    parts = [
        f'<div role="heading" aria-level="3" class="rt-title">{escape(account.heading)}</div>',
        f"<p>{escape(say.outcome(account.is_success, account.moment))}</p>",
    ]
    if steps:
        label = escape(say.diagram(account.heading, len(account.steps)), quote=True)
        parts += [ladder.head(), f'<ol class="rt-steps" role="list" aria-label="{label}">{steps}</ol>']
    parts += [f"<p>{escape(note)}</p>" for note in account.notes]
    if others:
        items = "".join(f"<li>{escape(other)}</li>" for other in others)
        parts.append(f"<details><summary>{escape(say.OTHERS)}</summary><ul>{items}</ul></details>")
    return f'{STYLE}<div class="registres-trace">{"".join(parts)}</div>'


class _Ladder:
    """The vertical lines, one per participant, and the arrows between them."""

    def __init__(self, account: Account) -> None:
        self._labels = dict(account.participants)
        names = list(self._labels)
        self._places = {name: 100 * (2 * rank + 1) / (2 * len(names)) for rank, name in enumerate(names)}
        self._lines = "".join(f'<i style="left:{place:.2f}%"></i>' for place in self._places.values())

    def head(self) -> str:
        """The names above the lines; the list below says them again, step by step."""
        names = "".join(f"<span>{escape(label)}</span>" for label in self._labels.values())
        return f'<div class="rt-head" aria-hidden="true"><div class="rt-names">{names}</div></div>'

    def draw(self, step: Step) -> str:
        """One request and its answer; the sentence next to it says all that the arrows say."""
        start, end = self._places[step.source], self._places[step.target]
        style = f"margin-left:{min(start, end):.2f}%;width:{abs(end - start):.2f}%"
        answer = f"{SIGNS[step.outcome]} {step.answer or say.CUT}"
        arrow = "rt-cut" if step.outcome == "broken" else "rt-there"
        back = "" if step.outcome == "broken" else " rt-back"
        return (
            f'<div class="rt-ladder" aria-hidden="true">{self._lines}'
            f'<div class="rt-arrow {arrow}" style="{style}"><span>{escape(step.short)}</span></div>'
            f'<div class="rt-arrow rt-{step.outcome}{back}" style="{style}">'
            f"<span>{escape(answer)}</span></div>"
            "</div>"
        )

    def request(self, step: Step) -> str:
        """The request in full."""
        said = say.arrow(
            self._labels[step.source], self._labels[step.target], step.request, step.answer or say.CUT
        )
        return f'<div class="rt-request">{escape(said)}</div>'

    def sentence(self, step: Step) -> str:
        """What happens, the request in full, and what the logs say of it."""
        quotes = "".join(f'<div class="rt-quote">{escape(quote)}</div>' for quote in step.quotes)
        return f'<div class="rt-sentence">{escape(step.sentence)}{self.request(step)}{quotes}</div>'
