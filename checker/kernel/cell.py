"""Runs one bash cell: events of the shell on one side, outputs, prompts and the stop button on the other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from checker.kernel.output import CellOutput
from checker.kernel.prompts import EOF_TEXTS, Prompts
from checker.kernel.shell import Event, Finished, FullScreen, Omitted, Output, Shell, Waiting
from checker.kernel.stop_button import SHOWN_AFTER_S, StopButton
from checker.messages import kernel as say


class Cell:
    """One run of one cell.

    Args:
        shell: where it runs.
        output: where it shows.
        prompts: how to ask, None when nobody can type.
        interrupt: what the stop button does.
    """

    def __init__(
        self, shell: Shell, output: CellOutput, prompts: Prompts | None, interrupt: Callable[[], None]
    ) -> None:
        self._shell = shell
        self._output = output
        self._prompts = prompts
        self._interrupt = interrupt
        self._asking: asyncio.Task[None] | None = None
        self._stop: StopButton | None = None
        self._started = time.monotonic()

    async def run(self, code: str) -> Finished:
        """Run to the end.

        Raises:
            ShellLostError: the agent died meanwhile.
        """
        events = self._shell.run(code, stdin=self._prompts is not None)
        following: asyncio.Future[Any] = asyncio.ensure_future(anext(events))
        try:
            while True:
                await asyncio.wait({following}, timeout=self._patience())
                if following.done():
                    event: Event = following.result()
                    if isinstance(event, Finished):
                        break
                    self._handle(event)
                    following = asyncio.ensure_future(anext(events))
                if self._output.due_s is not None and self._output.due_s <= 0.005:
                    self._output.flush()
                self._offer_stop()
            await self._finish_prompt()
            if event.new_shell:
                self._output.note(say.NEW_SHELL)
            return event
        finally:
            following.cancel()
            if self._stop:
                self._stop.close()

    def _patience(self) -> float | None:
        """How long to wait for the next event, in seconds."""
        waits = [self._output.due_s]
        if self._prompts and not self._stop:
            waits.append(max(0.0, self._started + SHOWN_AFTER_S - time.monotonic()))
        return min((w for w in waits if w is not None), default=None)

    def _handle(self, event: Event) -> None:
        if isinstance(event, Output):
            self._output.feed(event.data)
        elif isinstance(event, Omitted):
            self._output.omit(event.count)
        elif isinstance(event, FullScreen):
            self._output.forget_screen()
            self._output.note(say.full_screen(event.program))
        elif isinstance(event, Waiting) and self._prompts and not self._asking:
            prompt = self._output.prompt()
            self._asking = asyncio.ensure_future(self._ask(self._prompts, prompt, event.password))

    async def _ask(self, prompts: Prompts, prompt: str, password: bool) -> None:
        answer = await prompts.ask(prompt, password=password)
        self._asking = None
        if answer is None:
            self._output.answered(prompt)
        elif answer in EOF_TEXTS:
            self._output.answered(prompt)
            self._shell.end_input()
        else:
            self._output.answered(prompt if password else prompt + answer)
            self._shell.answer(answer)

    async def _finish_prompt(self) -> None:
        """A box that is still open cannot be closed from here: the person has to."""
        if self._asking:
            self._output.note(say.PRESS_ENTER)
            self._output.flush()
            await asyncio.wait({self._asking})

    def _offer_stop(self) -> None:
        if self._prompts and not self._stop and time.monotonic() - self._started >= SHOWN_AFTER_S:
            self._output.flush()
            self._stop = StopButton(self._interrupt)
            self._output.show_stop(self._stop.bundle)
