"""The learner's desk: which exercises are open in this kernel, how they are prepared and judged."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from checker.course.exercise import Exercise
from checker.course.verdict import Verdict
from checker.errors import LabError, SandboxError
from checker.grading.grader import Grader
from checker.kernel.attempts import Attempts, AttemptsStore, SessionAttempts
from checker.messages import panel as say

if TYPE_CHECKING:
    from checker.kernel.panel import Panel

SETUP_TIMEOUT_S = 180.0
VERDICT_TIMEOUT_S = 60.0
T = TypeVar("T")


class Context(Protocol):
    """What the exercise commands need of the kernel (see `checker.kernel.context`)."""

    @property
    def interactive(self) -> bool:
        """False when nobody can click (nbclient)."""

    @property
    def memo(self) -> dict[str, Any]:
        """Whatever must last as long as the kernel."""

    def sandbox(self) -> Any:
        """The sandbox, once it is ready."""

    def require(self, containers: Sequence[str]) -> None:
        """See that the sandbox has these containers."""

    def display(self, shown: Any) -> None:
        """Show a widget in the cell's output."""

    def print(self, text: str) -> None:
        """Write text in the cell's output."""

    def background(self, function: Callable[..., Any], *args: Any) -> None:
        """Run in a thread, from a click."""

    def soon(self, function: Callable[..., Any], *args: Any) -> None:
        """Run on the kernel's event loop."""


class Desk:
    """What one kernel knows of the learner's exercises."""

    def __init__(
        self, context: Context, *, grader: Grader | None = None, store: AttemptsStore | None = None
    ) -> None:
        self.context = context
        self.current: Exercise | None = None
        """The exercise shown last."""
        self.panels: dict[str, Panel] = {}
        self._grader = grader or Grader()
        self._attempts = store or SessionAttempts()
        self._prepared: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    @classmethod
    def of(cls, context: Context) -> Desk:
        """The kernel's desk, set up when first asked for."""
        desk = context.memo.get("desk")
        if desk is None:
            desk = context.memo["desk"] = cls(context)
        assert isinstance(desk, Desk)
        return desk

    def attempts(self, exercise: Exercise) -> Attempts:
        """What was tried on this exercise so far."""
        with self._lock:
            return self._attempts.of(exercise)

    def open_hint(self, exercise: Exercise) -> Attempts:
        """Open the proposed hint, if a failed attempt has earned it."""
        with self._lock:
            return self._attempts.change(exercise, Attempts.opening_hint)

    def prepare(self, exercise: Exercise) -> None:
        """Wait for the sandbox and run the exercise's setup.sh there, once per machine.

        Raises:
            SandboxError: there is no sandbox.
            LabError: setup.sh failed.
        """
        sandbox = self.context.sandbox()
        self._grader.prepare(sandbox.run_id)
        # A machine that was replaced is blank: what prepares an exercise must run there again.
        key = (sandbox.machine.container, exercise.id)
        if exercise.setup is None or key in self._prepared:
            return
        script = exercise.setup.read_text(encoding="utf-8")
        result = sandbox.machine.run(script, timeout_s=SETUP_TIMEOUT_S)
        if result.timed_out:
            raise SandboxError(say.setup_timed_out(exercise.title), do=say.RETRY_OR_RESTART)
        if result.exit_code != 0:
            raise LabError(say.setup_failed(exercise.title, result.output), do=say.RETRY_OR_RESTART)
        self._prepared.add(key)

    def verify(self, exercise: Exercise) -> Verdict:
        """Judge what the learner reached and remember it.

        Raises:
            SandboxError: there is no sandbox.
        """
        sandbox = self.context.sandbox()
        verdict = self._grader.grade(sandbox.run_id, exercise.id, timeout_s=VERDICT_TIMEOUT_S)
        with self._lock:
            self._attempts.change(exercise, lambda before: before.after(verdict))
        return verdict

    def on_loop(self, function: Callable[[], T]) -> T:
        """Run on the kernel's event loop and wait: widgets are made and changed there only."""
        done: Future[T] = Future()

        def run() -> None:
            try:
                done.set_result(function())
            except BaseException as exc:  # handed over to the thread that waits
                done.set_exception(exc)

        self.context.soon(run)
        return done.result()
