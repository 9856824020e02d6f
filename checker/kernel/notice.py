"""« Le bac à sable démarre… » in the cell that waits for it, with the seconds that pass."""

from __future__ import annotations

import asyncio
import time
from types import TracebackType
from typing import Any

from checker.kernel.output import Publisher
from checker.kernel.session import SandboxSession
from checker.messages import kernel as say

# A start that is nearly over needs no word.
SILENT_S = 0.3


class StartNotice:
    """Shown while the sandbox starts, gone when it is ready."""

    def __init__(self, publisher: Publisher, session: SandboxSession) -> None:
        self._publisher = publisher
        self._session = session
        self._shown = False
        self._task: asyncio.Task[None] | None = None

    def __enter__(self) -> StartNotice:
        if not self._session.is_ready:
            self._task = asyncio.ensure_future(self._tell())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task:
            self._task.cancel()
        if self._shown:
            self._publisher.publish("clear_output", {"wait": False})

    async def _tell(self) -> None:
        started = time.monotonic()
        await asyncio.sleep(SILENT_S)
        while True:
            seconds = int(time.monotonic() - started)
            content: dict[str, Any] = {
                "data": {"text/plain": say.starting_for(seconds, self._session.ahead)},
                "metadata": {},
                "transient": {"display_id": f"bac-a-sable-{id(self):x}"},
            }
            self._publisher.publish("update_display_data" if self._shown else "display_data", content)
            self._shown = True
            await asyncio.sleep(1)
