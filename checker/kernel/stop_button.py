"""The « Arrêter » button of a cell that lasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checker.messages import kernel as say

SHOWN_AFTER_S = 2.0


class StopButton:
    """Shown below the running cell's output; a click interrupts it."""

    def __init__(self, interrupt: Callable[[], None]) -> None:
        import ipywidgets

        self._button = ipywidgets.Button(description=say.STOP, icon="stop", tooltip=say.STOP_TOOLTIP)
        self._interrupt = interrupt
        self._button.on_click(self._clicked)

    @property
    def bundle(self) -> dict[str, Any]:
        """What a front end displays."""
        return dict(self._button._repr_mimebundle_())

    def close(self) -> None:
        """Take it away."""
        self._button.close()

    def _clicked(self, _: Any) -> None:
        # Still enabled: a second click insists.
        self._button.description = say.STOPPING
        self._interrupt()
