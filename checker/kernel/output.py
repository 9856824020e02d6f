"""What one cell shows in the notebook: live text, progress bars, prompts, bounded."""

from __future__ import annotations

import time
import uuid
from typing import Any, Protocol

from checker.kernel.terminal import Terminal
from checker.messages import kernel as say

# Live text is sent that often, a recomposed screen that often; a prompt is held back that long.
FLUSH_S, SCREEN_S, HOLD_S = 0.04, 0.25, 0.3
# Beyond this size, recomposing the whole text must be rarer.
LARGE, LARGE_S = 50_000, 1.0
NOTE_STYLE, RESET = "\x1b[36m", "\x1b[0m"


class Publisher(Protocol):
    """Sends messages to the front ends, as outputs of the running cell."""

    def publish(self, kind: str, content: dict[str, Any]) -> None:
        """Send one."""


class CellOutput:
    """The output of one bash cell.

    Args:
        publisher: where messages go.
        interactive: a person looks and may type.
    """

    def __init__(self, publisher: Publisher, *, interactive: bool) -> None:
        self._publisher = publisher
        self._interactive = interactive
        self._terminal = Terminal()
        self._omitted = 0
        self._flushed = self._fed = 0.0
        self._display_id = ""
        self._rewrite = False
        self._stop_bundle: dict[str, Any] | None = None

    def feed(self, data: bytes) -> None:
        """Take what the terminal received."""
        self._terminal.feed(data)
        self._fed = time.monotonic()

    def omit(self, count: int) -> None:
        """Say that so many bytes are missing here."""
        self.note(say.omitted(count))

    def note(self, text: str) -> None:
        """Say something of ours, on a line of its own."""
        start = "" if self._terminal.at_line_start else "\n"
        self._terminal.write(f"{start}{NOTE_STYLE}{text}{RESET}\n")

    def prompt(self) -> str:
        """Flush, and give the unfinished last line: the front end shows it beside the input box.

        A question that the front end shows already stays where it is. Taking it back would be a race: the
        box travels on another socket, and an output that is cleared takes its box along.
        """
        self.flush()
        return self._terminal.take_line()

    def answered(self, text: str) -> None:
        """Remember what the front end already shows in place of the input box."""
        self._terminal.write(text + "\n", shown=True)

    def forget_screen(self) -> None:
        """Drop what a full-screen program drew."""
        if self._terminal.forget_screen():
            self._rewrite = True
            self._rewind()

    def show_stop(self, bundle: dict[str, Any]) -> None:
        """Show the stop button, below the text."""
        self._stop_bundle = bundle
        self._rewrite = True
        self._publisher.publish("display_data", {"data": bundle, "metadata": {}})

    @property
    def due_s(self) -> float | None:
        """When `flush` has to be called next; None: nothing waits."""
        if not (self._terminal.has_fresh or self._screen_is_due()):
            return None
        period = FLUSH_S
        if self._terminal.screen:
            period = LARGE_S if len(self._shown) > LARGE else SCREEN_S
        return max(0.0, self._flushed + period - time.monotonic()) or 0.005

    def flush(self) -> None:
        """Send what is new."""
        self._flushed = time.monotonic()
        if self._terminal.screen:
            self._flush_screen()
            return
        hold = self._interactive and self._flushed - self._fed < HOLD_S
        text = self._terminal.take(hold_line=hold)
        if text:
            self._stream(text)

    def finish(self) -> None:
        """Send the end, and leave one plain text behind, without buttons or temporary screens."""
        self._terminal.feed(b"", final=True)
        if self._terminal.omitted:
            self._terminal.omitted, count = 0, self._terminal.omitted
            self._omitted += count
        if not (self._rewrite or self._terminal.screen):
            if text := self._terminal.take():
                self._stream(text)
        else:
            text = self._terminal.text()
            self._publisher.publish("clear_output", {"wait": bool(text)})
            if text:
                self._stream(text if text.endswith("\n") else text + "\n")
        if self._omitted:
            self._stream(f"\n{NOTE_STYLE}{say.omitted(self._omitted)}{RESET}\n")

    _shown = ""

    def _screen_is_due(self) -> bool:
        return bool(self._terminal.screen) and self._fed > self._flushed

    def _flush_screen(self) -> None:
        if not self._interactive:
            return  # nobody looks: the last state is enough
        text = self._terminal.text()
        if text == self._shown:
            return
        self._shown = text
        content: dict[str, Any] = {"data": {"text/plain": text}, "metadata": {}}
        if self._display_id:
            content["transient"] = {"display_id": self._display_id}
            self._publisher.publish("update_display_data", content)
            return
        self._display_id = uuid.uuid4().hex
        content["transient"] = {"display_id": self._display_id}
        self._publisher.publish("clear_output", {"wait": True})
        self._publisher.publish("display_data", content)
        self._show_stop_again()

    def _rewind(self) -> None:
        """Show again, from the start, what remains."""
        if self._terminal.screen or not self._interactive:
            return
        text = self._terminal.text()
        self._publisher.publish("clear_output", {"wait": bool(text)})
        if text:
            self._stream(text)
        self._show_stop_again()

    def _show_stop_again(self) -> None:
        if self._stop_bundle:
            self._publisher.publish("display_data", {"data": self._stop_bundle, "metadata": {}})

    def _stream(self, text: str) -> None:
        self._publisher.publish("stream", {"name": "stdout", "text": text})
