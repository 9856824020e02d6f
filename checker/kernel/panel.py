"""The panel of one exercise: an ipywidgets view, without any grading logic."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from checker.course.exercise import Exercise
from checker.course.verdict import Verdict
from checker.errors import CheckerError
from checker.grading.report import as_html
from checker.kernel.desk import Desk
from checker.kernel.restart import Restart
from checker.messages import panel as say
from checker.messages import progress as progress_say
from checker.messages import variants
from checker.progress.attempts import Attempts

STYLE = """<style>
.registres-panneau { border: 1px solid var(--jp-border-color1, #bdbdbd); border-radius: 4px;
  padding: 0.6em 1em; margin: 0.3em 0; color: var(--jp-ui-font-color1, inherit); }
.registres-panneau .jupyter-button:focus-visible:enabled { outline: 3px solid var(--jp-brand-color1, #1976d2);
  outline-offset: 2px; }
.registres-panneau .widget-html-content { line-height: 1.5; white-space: normal; }
</style>"""


class Panel:
    """Title, points, criteria, « Vérifier », « Indice », « Solution », « Recommencer », verdict.

    Everything here runs on the kernel's event loop, except `_verify`, which runs in a thread so that
    a click is answered while a cell runs.
    """

    def __init__(self, desk: Desk, exercise: Exercise) -> None:
        self.exercise = exercise
        self._desk = desk
        self._busy = False
        self._title = widgets.HTML()
        self._status = widgets.HTML()
        self._verify_button = widgets.Button(
            description=say.VERIFY, icon="check", button_style="primary", tooltip=say.VERIFY_TOOLTIP
        )
        self._hint_button = widgets.Button(description=say.HINT, icon="lightbulb-o")
        self._solution_button = widgets.Button(
            description=say.SOLUTION, icon="key", tooltip=say.SOLUTION_TOOLTIP
        )
        self._restart = Restart(desk, self)
        self._hints = widgets.HTML()
        self._solution = widgets.HTML()
        self._verdict = widgets.HTML()
        self._verify_button.on_click(lambda _: self._start())
        self._hint_button.on_click(lambda _: self._open_hint())
        self._solution_button.on_click(lambda _: self._open_solution())
        buttons = widgets.HBox(
            [self._verify_button, self._hint_button, self._solution_button, self._restart.button],
            layout={"flex_flow": "row wrap"},
        )
        parts = [self._title, buttons, self._restart.widget, self._status]
        self.widget = widgets.VBox([*parts, self._verdict, self._hints, self._solution])
        self.widget.add_class("registres-panneau")
        self._title.value = f"{STYLE}{_heading(exercise)}"
        self.refresh()

    def refresh(self) -> None:
        """Show what is known now."""
        attempts = self._desk.attempts(self.exercise)
        self._busy = False
        self._verify_button.disabled = self._restart.button.disabled = False
        current = attempts.current
        missed = current is not None and not current.is_evaluated
        self._verify_button.description = say.RETRY if missed else say.VERIFY
        self._verdict.value = as_html(current) if current else _pending(self.exercise)
        self._show_hints(attempts)
        self._show_solution(attempts)
        facts = [say.attempts(attempts.count) if attempts.last else say.NOT_CHECKED]
        if attempts.last and not current:
            facts.append(variants.OTHER_VALUES)
        if attempts.lasted_s is not None:
            facts.append(say.lasted(progress_say.lasted(attempts.lasted_s)))
        self.tell(" ".join([*facts, self._desk.journal.trouble]).strip())

    def announce(self, text: str) -> None:
        """Say what is going on; no button answers meanwhile."""
        self._busy = True
        for button in (self._verify_button, self._hint_button, self._solution_button, self._restart.button):
            button.disabled = True
        self.tell(text)

    def fail(self, text: str) -> None:
        """Say that our own machinery failed: no attempt is counted, and one may try again."""
        self.refresh()
        self._verify_button.description = say.RETRY
        self.tell(text)

    @property
    def is_busy(self) -> bool:
        """Whether something of this panel's is under way."""
        return self._busy

    def tell(self, text: str) -> None:
        """Say something; the buttons stay as they are."""
        self._status.value = f'<div role="status">{escape(text)}</div>'

    def _start(self) -> None:
        if self._busy:
            return
        if self._desk.is_rebuilding:
            self.tell(say.REBUILDING)
            return
        self.announce(say.CHECKING)
        self._desk.context.background(self._verify)

    def _verify(self) -> None:
        soon = self._desk.context.soon
        try:
            self._desk.verify(self.exercise)
        except CheckerError as exc:
            soon(self.fail, str(exc))
        except Exception as exc:  # a bug of ours must not leave the panel busy for ever
            soon(self.fail, f"{say.broken(type(exc).__name__)} {say.RETRY_OR_RESTART}")
        else:
            soon(self.refresh)

    def _open_hint(self) -> None:
        if not self._busy:
            self._show_hints(self._desk.open_hint(self.exercise))

    def _open_solution(self) -> None:
        if not self._busy:
            self._show_solution(self._desk.open_solution(self.exercise))

    def _show_solution(self, attempts: Attempts) -> None:
        # A course handed out without its solutions has no button for them.
        self._solution_button.layout.display = None if self.exercise.right else "none"
        self._solution_button.disabled = not attempts.may_see_solution or attempts.saw_solution
        script = self.exercise.reference.strip() if attempts.saw_solution else ""
        if not script:
            self._solution.value = ""
            return
        self._solution.value = (
            f'<div role="status"><p><strong>{escape(say.SOLUTION_TITLE)}\u202f:</strong></p>'
            f'<pre tabindex="0" style="overflow-x: auto; padding: 0.5em; '
            f'background: var(--jp-layout-color2, transparent)">{escape(script)}</pre></div>'
        )

    def _show_hints(self, attempts: Attempts) -> None:
        self._hint_button.disabled = not attempts.may_open_hint
        self._hint_button.tooltip = _hint_state(attempts)
        specs = {c.id: c for c in self.exercise.criteria}
        paragraphs = [
            f"<p><strong>{escape(say.hint(rank, specs[id_].text))}</strong> {escape(specs[id_].hint)}</p>"
            for rank, id_ in enumerate(attempts.opened, start=1)
        ]
        state = f'<p style="color: var(--jp-ui-font-color1, inherit)">{escape(_hint_state(attempts))}</p>'
        solved = attempts.current is not None and attempts.current.is_solved
        self._hints.value = f'<div role="status">{"".join(paragraphs)}{"" if solved else state}</div>'


def _hint_state(attempts: Attempts) -> str:
    if attempts.may_open_hint:
        return say.HINT_READY
    if attempts.failed == 0:
        return say.HINT_NONE_YET
    return say.HINT_NO_MORE if attempts.next_hint is None else say.HINT_NEXT_LATER


def _heading(exercise: Exercise) -> str:
    title = escape(say.title(exercise.title, exercise.max_score))
    more = f"<div>{escape(say.hidden_points(exercise.hidden_points))}</div>" if exercise.hidden_points else ""
    return f'<div role="heading" aria-level="3"><strong>{title}</strong></div>{more}{_values(exercise)}'


def _values(exercise: Exercise) -> str:
    """The values that this learner was given, to be copied from here."""
    if not exercise.values:
        return ""
    items = "".join(
        f"<li>{escape(value.label)}\u202f: <code>{escape(value.text)}</code></li>"
        for value in exercise.values
    )
    ask = "" if exercise.variant else f"<p>{escape(variants.TYPE_IT)}</p>"
    return f"<div>{escape(variants.heading(exercise.variant))}\u202f:<ul>{items}</ul>{ask}</div>"


def _pending(exercise: Exercise) -> str:
    lines = say.pending([(c.text, c.points) for c in exercise.criteria])
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<p>{escape(say.WILL_CHECK)}\u202f:</p><ul>{items}</ul>"


def show_verdict(desk: Desk, verdict: Verdict) -> None:
    """Bring an open panel up to date after a verdict that was asked for elsewhere."""
    panel = desk.panels.get(verdict.exercise)
    if panel is not None:
        desk.context.soon(panel.refresh)
