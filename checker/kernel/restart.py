"""« Recommencer »: a button that asks first, and a bar while the sandbox is rebuilt."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import ipywidgets as widgets

from checker.errors import CheckerError
from checker.kernel.desk import Desk
from checker.messages import panel as say

if TYPE_CHECKING:
    from checker.kernel.panel import Panel


class Restart:
    """Brings the sandbox back to the state before an exercise. Made and used on the event loop.

    Cells wait until it has ended, and it does not begin while one runs.
    """

    def __init__(self, desk: Desk, panel: Panel) -> None:
        self._desk = desk
        self._panel = panel
        self.button = widgets.Button(description=say.RESTART, icon="undo", tooltip=say.RESTART_TOOLTIP)
        confirm = widgets.Button(description=say.CONFIRM, button_style="warning")
        cancel = widgets.Button(description=say.CANCEL)
        question = widgets.HTML(f'<div role="alert">{escape(say.RESTART_WARNING)}</div>')
        self._question = widgets.VBox([question, widgets.HBox([confirm, cancel])])
        self._bar = widgets.IntProgress(tooltip=say.REBUILD_LABEL)
        self.widget = widgets.VBox([])
        self.button.on_click(lambda _: self._ask())
        cancel.on_click(lambda _: self._show())
        confirm.on_click(lambda _: self._start())

    def _ask(self) -> None:
        if self._panel.is_busy:
            return
        try:
            self._desk.check_rebuild(self._panel.exercise)
        except CheckerError as exc:
            self._panel.tell(str(exc))
        else:
            self._show(self._question)

    def _show(self, *shown: widgets.Widget) -> None:
        self.widget.children = shown

    def _start(self) -> None:
        self._show()
        if self._panel.is_busy:
            return
        context = self._desk.context
        if context.is_running or self._desk.is_rebuilding:
            self._panel.tell(say.WAIT_FOR_CELL if context.is_running else say.REBUILDING)
            return
        context.settled.clear()
        self._bar.value = 0
        self._show(self._bar)
        self._panel.announce(say.FRESH_SANDBOX)
        context.background(self._rebuild)

    def _rebuild(self) -> None:
        soon = self._desk.context.soon
        try:
            self._desk.rebuild(self._panel.exercise, lambda *step: soon(self._report, *step))
        except CheckerError as exc:
            soon(self._end, str(exc))
        except Exception as exc:  # a bug of ours must not leave the cells waiting for ever
            soon(self._end, f"{say.broken(type(exc).__name__)} {say.RETRY_OR_RESTART}")
        else:
            soon(self._end, say.REBUILT)

    def _report(self, done: int, total: int, what: str) -> None:
        self._bar.max, self._bar.value = total, done
        self._panel.announce(what)

    def _end(self, text: str) -> None:
        self._desk.context.settled.set()
        self._show()
        self._panel.refresh()
        self._panel.tell(text)
