"""The widgets with which a question is answered, one class per kind; all of them work with the keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import ipywidgets as widgets

from checker.course.inline import as_html, as_plain, is_code
from checker.messages import quiz as say

LONGEST = 200
"""Characters kept of a typed answer."""
SETTLE_S = 0.2


class AnswerInput(Protocol):
    """What takes the learner's answer."""

    widget: Any
    missing: str
    """What is said when there is no answer yet."""

    @property
    def given(self) -> tuple[str, ...]:
        """The answer as it stands; empty when there is none."""

    def show(self, given: Sequence[str]) -> bool:
        """Show an earlier answer; False when it is none that can be given here now."""


class SingleInput:
    """One choice among several."""

    missing = say.CHOOSE

    def __init__(self, choices: Sequence[str]) -> None:
        self._choices = tuple(choices)
        self.widget = widgets.RadioButtons(options=[as_plain(c) for c in choices], index=None)
        _mark_code(self.widget, choices)

    @property
    def given(self) -> tuple[str, ...]:
        """The choice."""
        return () if self.widget.index is None else (self._choices[self.widget.index],)

    def show(self, given: Sequence[str]) -> bool:
        """Choose what was chosen."""
        if len(given) != 1 or given[0] not in self._choices:
            return False
        self.widget.index = self._choices.index(given[0])
        return True


class MultipleInput:
    """Boxes to tick."""

    missing = say.TICK

    def __init__(self, choices: Sequence[str]) -> None:
        self._boxes = {
            choice: widgets.Checkbox(description=as_plain(choice), indent=False) for choice in choices
        }
        self.widget = widgets.VBox(list(self._boxes.values()))
        _mark_code(self.widget, choices)

    @property
    def given(self) -> tuple[str, ...]:
        """The boxes that are ticked."""
        return tuple(choice for choice, box in self._boxes.items() if box.value)

    def show(self, given: Sequence[str]) -> bool:
        """Tick what was ticked."""
        if not set(given) <= set(self._boxes):
            return False
        for choice, box in self._boxes.items():
            box.value = choice in given
        return True


class OrderInput:
    """Steps, each with two buttons that move it; the focus follows the step that moves.

    Args:
        steps: in the order to begin with.
    """

    missing = ""

    def __init__(self, steps: Sequence[str]) -> None:
        self._steps = list(steps)
        self._moved = widgets.HTML()
        self._texts = [widgets.HTML() for _ in steps]
        self._ups = [widgets.Button(description=say.UP, icon="arrow-up") for _ in steps]
        self._downs = [widgets.Button(description=say.DOWN, icon="arrow-down") for _ in steps]
        for place in range(len(steps)):
            self._ups[place].on_click(self._mover(place, -1))
            self._downs[place].on_click(self._mover(place, 1))
        self._ups[0].disabled = self._downs[-1].disabled = True
        rows = [widgets.HBox(row) for row in zip(self._texts, self._ups, self._downs, strict=True)]
        self.widget = widgets.VBox([*rows, self._moved])
        self.widget.add_class("registres-etapes")
        self._fill()

    @property
    def given(self) -> tuple[str, ...]:
        """The steps as they stand."""
        return tuple(self._steps)

    def show(self, given: Sequence[str]) -> bool:
        """Put the steps as they were put."""
        if sorted(given) != sorted(self._steps):
            return False
        self._steps = list(given)
        self._fill()
        return True

    def _mover(self, place: int, by: int) -> Callable[[Any], None]:
        return lambda _: self._move(place, place + by)

    def _move(self, place: int, to: int) -> None:
        steps = self._steps
        steps[place], steps[to] = steps[to], steps[place]
        self._fill()
        # The same button of the step, in its new place; at an end, that one no longer serves.
        buttons = (self._ups, self._downs) if to < place else (self._downs, self._ups)
        next(button[to] for button in buttons if not button[to].disabled).focus()
        moved = as_html(say.moved(steps[to], to + 1, len(steps)))
        self._moved.value = f'<div role="status">{moved}</div>'

    def _fill(self) -> None:
        for place, step in enumerate(self._steps):
            self._texts[place].value = as_html(say.question(place + 1, step))
            self._ups[place].tooltip = say.move_up(as_plain(step))
            self._downs[place].tooltip = say.move_down(as_plain(step))


class FillInput:
    """A line to type in; Enter answers.

    Args:
        submit: answers.
    """

    missing = say.TYPE

    def __init__(self, submit: Callable[[], None]) -> None:
        # Sent when the line is left or Enter pressed: sent with each key, the last ones come after a click.
        self.widget = widgets.Text(description=say.TYPED, continuous_update=False)
        self._submit = submit
        self.widget.on_msg(lambda _, content, __: self._message(content))

    def _message(self, content: dict[str, Any]) -> None:
        if content.get("event") == "submit":
            # The browser tells of the key first, and of the text just after.
            asyncio.get_running_loop().call_later(SETTLE_S, self._submit)

    @property
    def given(self) -> tuple[str, ...]:
        """What is typed."""
        typed = self.widget.value.strip()[:LONGEST]
        return (typed,) if typed else ()

    def show(self, given: Sequence[str]) -> bool:
        """Put back what was typed."""
        self.widget.value = " ".join(given)
        return True


def _mark_code(widget: Any, choices: Sequence[str]) -> None:
    if all(map(is_code, choices)):
        widget.add_class("registres-code")
