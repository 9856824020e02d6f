"""The process that judges: JSON lines in, JSON lines out, criteria run by pytest in this process.

Run as `python -I -m checker.grading.worker`. It is a process of its own so that a criterion that
hangs can be killed, and warm so that a verdict does not pay for Python's and pytest's imports.
"""

from __future__ import annotations

import gc
import json
import os
import queue
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from checker.errors import CheckerError, SandboxError
from checker.grading.plugin import CriteriaPlugin
from checker.grading.world import World
from checker.messages import grading as say

Attach = Callable[[str], World]

_NOT_NEEDED = (
    "assertion",
    "cacheprovider",
    "capture",
    "debugging",
    "doctest",
    "faulthandler",
    "freeze_support",
    "junitxml",
    "legacypath",
    "logging",
    "monkeypatch",
    "pastebin",
    "recwarn",
    "reports",
    "setuponly",
    "setupplan",
    "skipping",
    "stepwise",
    "subtests",
    "terminal",
    "threadexception",
    "tmpdir",
    "unittest",
    "unraisableexception",
    "warnings",
)


class Worlds:
    """The sandbox this worker is attached to; a lost one is forgotten, so that a retry reattaches."""

    def __init__(self, attach: Attach) -> None:
        self._attach = attach
        self._attached: dict[str, World] = {}

    def fresh(self, run_id: str) -> World:
        """A world with nothing read yet, over a kept attachment."""
        if run_id not in self._attached:
            # One at a time: those before it are gone, or soon.
            self._attached = {run_id: self._attach(run_id)}
        kept = self._attached[run_id]
        return World(kept.machine, kept.hub_source, kept.second)

    def forget(self, run_id: str) -> None:
        """Attach anew next time."""
        self._attached.pop(run_id, None)


def judge(
    folder: Path, declared: list[str], world: World, values: Mapping[str, str] | None = None
) -> CriteriaPlugin:
    """Run one criteria.py with pytest and return the plugin that holds the judgements."""
    plugin = CriteriaPlugin(declared, world, values or {})
    module = folder / "criteria.py"
    # Nothing of the folder or the environment may configure pytest: only criteria.py is run.
    # --confcutdir keeps pytest from listing the folders above.
    options = ["--import-mode=importlib", "--noconftest", "-c", os.devnull]
    options += [f"--rootdir={folder}", f"--confcutdir={folder}"]
    options += [f"-pno:{name}" for name in _NOT_NEEDED]
    try:
        status = pytest.main([*options, str(module)], plugins=[plugin])
    finally:
        _unload(module)
    if status in (pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR) and not plugin.fault:
        plugin.fault = say.internal("pytest", str(status))
    return plugin


def _unload(module: Path) -> None:
    """Forget criteria.py: an edited one must be read again, and no state may pass to the next learner."""
    for name, loaded in list(sys.modules.items()):
        if getattr(loaded, "__file__", None) == str(module):
            del sys.modules[name]


def answer(request: dict[str, Any], worlds: Worlds) -> dict[str, Any]:
    """The reply to one request; no exception of a criterion or of the sandbox leaves it."""
    run_id, reply = request["run_id"], {"request": request["request"], "fault": "", "judgements": {}}
    try:
        world = worlds.fresh(run_id)
        if "folder" in request:
            plugin = judge(Path(request["folder"]), request["criteria"], world, request["values"])
            reply["fault"] = plugin.fault
            reply["judgements"] = {id_: asdict(j) for id_, j in plugin.judgements.items()}
    except CheckerError as exc:
        reply["fault"] = exc.what
    except Exception as exc:  # the worker must outlive any bug of ours; the grader says « non évalué »
        reply["fault"] = say.internal(type(exc).__name__, str(exc))
    if reply["fault"] or any(j["outcome"] == "error" for j in reply["judgements"].values()):
        worlds.forget(run_id)
    return reply


def serve(attach: Attach) -> None:
    """Answer requests until standard input ends."""
    _isolate()
    # The garbage of a verdict is looked for among what it made, not among all that was imported.
    gc.freeze()
    requests, replies = _private_pipes()
    todo: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, todo), daemon=True).start()
    worlds = Worlds(attach)
    while True:
        reply = answer(todo.get(), worlds)
        replies.write(json.dumps(reply).encode() + b"\n")
        replies.flush()


def _isolate() -> None:
    """Let nothing around configure pytest, and leave no trace in the course's folders."""
    sys.dont_write_bytecode = True
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for variable in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        os.environ.pop(variable, None)


def _listen(requests: BinaryIO, todo: queue.SimpleQueue[dict[str, Any]]) -> None:
    """Queue the requests; the end of them ends the process, even while a criterion hangs."""
    for line in requests:
        todo.put(json.loads(line))
    os._exit(0)


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to ourselves: what a criterion prints or reads must not meet our messages."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return requests, replies


def attach_sandbox(run_id: str) -> World:
    """Attach to a running sandbox.

    Raises:
        SandboxError: there is no such sandbox any more.
    """
    from checker.sandbox.sandbox import Sandbox

    sandbox = Sandbox.attach(run_id)
    if not sandbox.is_alive():
        raise SandboxError(say.SANDBOX_LOST, do=say.RESTART_SANDBOX)
    sandbox.machine.expect_questions()
    return World(sandbox.machine, sandbox.hub, sandbox.machines.get("machine2"))


if __name__ == "__main__":
    serve(attach_sandbox)
