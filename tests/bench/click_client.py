"""A front end without a browser: runs cells, and clicks on « Vérifier » as JupyterLab would."""

from __future__ import annotations

import os
import time
from typing import Any, Self

from jupyter_client.manager import KernelManager

from checker.kernel.kernelspec import KERNEL_NAME

TIMEOUT_S = 60.0


class KernelClient:
    """The course's kernel on an existing sandbox, with one exercise's panel open.

    Args:
        run_id: the sandbox.
        exercise_id: the exercise that is shown.
    """

    def __init__(self, run_id: str, exercise_id: str) -> None:
        self._manager = KernelManager(kernel_name=KERNEL_NAME)
        self._manager.start_kernel(env=os.environ | {"REGISTRES_SANDBOX": run_id})
        self._client = self._manager.client()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=TIMEOUT_S)
        self.models: dict[str, dict[str, Any]] = {}
        self.execute(":")
        self.execute(f"%exercice {exercise_id}", allow_stdin=True)
        self._verify = next(
            id_ for id_, model in self.models.items() if model.get("description") == "Vérifier"
        )

    def execute(self, code: str, *, allow_stdin: bool = False) -> None:
        """Run a cell and wait until the kernel is idle again."""
        request = self._client.execute(code, store_history=False, allow_stdin=allow_stdin)
        while True:
            message = self._client.get_iopub_msg(timeout=TIMEOUT_S)
            self._note(message)
            if (
                message["msg_type"] == "status"
                and message["content"]["execution_state"] == "idle"
                and message["parent_header"].get("msg_id") == request
            ):
                return

    def click_verify(self) -> None:
        """Click on « Vérifier » and wait until the panel has shown the verdict: the button answers again."""
        content = {"comm_id": self._verify, "data": {"method": "custom", "content": {"event": "click"}}}
        self._client.shell_channel.send(self._client.session.msg("comm_msg", content))
        deadline, was_disabled = time.monotonic() + TIMEOUT_S, False
        while time.monotonic() < deadline:
            self._note(self._client.get_iopub_msg(timeout=TIMEOUT_S))
            disabled = self.models[self._verify].get("disabled", False)
            if was_disabled and not disabled:
                return
            was_disabled = was_disabled or disabled
        raise TimeoutError("no verdict")

    def _note(self, message: dict[str, Any]) -> None:
        """Keep the state of every widget."""
        content = message["content"]
        if message["msg_type"] == "comm_open":
            self.models[content["comm_id"]] = dict(content["data"].get("state", {}))
        elif message["msg_type"] == "comm_msg" and content["data"].get("method") == "update":
            self.models.setdefault(content["comm_id"], {}).update(content["data"]["state"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)
