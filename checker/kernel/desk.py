"""The learner's desk: which exercises are open in this kernel, how they are prepared and judged."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from checker.course.exercise import Exercise
from checker.course.lab import Lab, read_lab
from checker.course.verdict import Verdict
from checker.errors import LabError, SandboxError
from checker.grading.grader import Grader
from checker.messages import panel as say
from checker.progress.attempts import Attempts
from checker.progress.journal import Journal, ProgressError, open_journal
from checker.progress.own_variant import own_variant

if TYPE_CHECKING:
    from checker.kernel.panel import Panel

SETUP_TIMEOUT_S = 180.0
SOLUTION_TIMEOUT_S = 180.0
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

    @property
    def is_running(self) -> bool:
        """Whether a cell runs."""

    @property
    def settled(self) -> Any:
        """An event: cells wait while it is not set."""

    @property
    def keeps_progress(self) -> bool:
        """False when what is tried here is not the learner's own."""

    def sandbox(self) -> Any:
        """The sandbox, once it is ready."""

    def renew(self, containers: Sequence[str]) -> None:
        """Replace the sandbox by a fresh one."""

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
        self, context: Context, *, grader: Grader | None = None, journal: Journal | None = None
    ) -> None:
        self.context = context
        self.journal = journal or Journal(None)
        self.current: Exercise | None = None
        """The exercise shown last."""
        self.panels: dict[str, Panel] = {}
        self._grader = grader or Grader()
        self._prepared: set[tuple[str, str, str]] = set()
        self._lock = threading.Lock()

    @classmethod
    def of(cls, context: Context) -> Desk:
        """The kernel's desk, set up when first asked for."""
        desk = context.memo.get("desk")
        if desk is None:
            desk = context.memo["desk"] = cls(context, journal=_journal(context))
        assert isinstance(desk, Desk)
        return desk

    @property
    def is_rebuilding(self) -> bool:
        """Whether the sandbox is being brought back to an earlier state."""
        return not self.context.settled.is_set()

    @property
    def variant(self) -> str:
        """Whose values the exercises have; read each time: another kernel may have taken another one.

        Raises:
            CheckerError: the one that is kept cannot be read.
        """
        return own_variant(with_kept=self.context.keeps_progress)

    def attempts(self, exercise: Exercise) -> Attempts:
        """What was tried on this exercise so far."""
        return self.journal.attempts(exercise)

    def open_hint(self, exercise: Exercise) -> Attempts:
        """Open the proposed hint, if a failed attempt has earned it."""
        with self._lock:
            attempts = self.attempts(exercise)
            if attempts.next_hint is not None and attempts.may_open_hint:
                self.journal.opened_hint(exercise, attempts.next_hint.id)
        return self.attempts(exercise)

    def open_solution(self, exercise: Exercise) -> Attempts:
        """Open the solution, if failed attempts or a success have earned it."""
        if self.attempts(exercise).may_see_solution:
            self.journal.saw_solution(exercise)
        return self.attempts(exercise)

    def prepare(self, exercise: Exercise) -> None:
        """Wait for the sandbox and run the exercise's setup.sh there, once per machine.

        Raises:
            SandboxError: there is no sandbox.
            LabError: setup.sh failed.
        """
        sandbox = self.context.sandbox()
        if self.context.interactive:  # else nobody is there to click, and the first verdict may take its time
            self._grader.prepare(sandbox.run_id)
        # A machine that was replaced is blank: what prepares an exercise must run there again.
        key = (sandbox.machine.container, exercise.id, exercise.variant)
        if exercise.setup is None or key in self._prepared:
            return
        script = exercise.script(exercise.setup)
        result = sandbox.machine.run(script, timeout_s=SETUP_TIMEOUT_S)
        if result.timed_out:
            raise SandboxError(say.setup_timed_out(exercise.title), do=say.RETRY_OR_RESTART)
        if result.exit_code != 0:
            raise LabError(say.setup_failed(exercise.title, result.output), do=say.RESTART_HERE)
        self._prepared.add(key)

    def verify(self, exercise: Exercise) -> Verdict:
        """Judge what the learner reached and remember it.

        Raises:
            SandboxError: there is no sandbox.
        """
        verdict = self._judge(exercise)
        self.journal.judged(exercise, verdict)
        return verdict

    def check_rebuild(self, exercise: Exercise) -> None:
        """See that the exercises before this one can be done again; the sandbox stays as it is.

        Raises:
            LabError: the course was handed out without the solution of one of them.
        """
        for earlier in _before(read_lab(exercise.folder.parent, self.variant), exercise):
            if not earlier.reference:
                raise LabError(say.no_reference(earlier.title), do=say.REDO_YOURSELF)

    def rebuild(self, exercise: Exercise, report: Callable[[int, int, str], None]) -> None:
        """Bring a fresh sandbox to the state before an exercise: reference solutions redo those before it.

        Args:
            exercise: where the learner starts again.
            report: told before each step how many are done, how many there are, and what this one is.

        Raises:
            SandboxError: no sandbox, or a reference solution did not do what it should.
            LabError: a setup.sh failed, or `check_rebuild` refuses.
        """
        self.check_rebuild(exercise)
        lab = read_lab(exercise.folder.parent, self.variant)
        before = _before(lab, exercise)
        total = len(before) + 2
        report(0, total, say.FRESH_SANDBOX)
        self.context.renew(lab.containers)
        for number, earlier in enumerate(before, start=1):
            report(number, total, say.replaying(earlier.title))
            self.prepare(earlier)
            self._solve(earlier)
        report(total - 1, total, say.PREPARING)
        self.prepare(exercise)

    def _solve(self, exercise: Exercise) -> None:
        result = self.context.sandbox().machine.run(exercise.reference, timeout_s=SOLUTION_TIMEOUT_S)
        # Judging also waits for what the solution has started.
        if result.timed_out or not self._judge(exercise).is_solved:
            raise SandboxError(say.replay_failed(exercise.title), do=say.RETRY_OR_RESTART)

    def _judge(self, exercise: Exercise) -> Verdict:
        sandbox = self.context.sandbox()
        return self._grader.grade(
            sandbox.run_id, exercise.id, variant=exercise.variant, timeout_s=VERDICT_TIMEOUT_S
        )

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


def _before(lab: Lab, exercise: Exercise) -> list[Exercise]:
    names = [each.id for each in lab.exercises]
    return list(lab.exercises[: names.index(exercise.id)])


def _journal(context: Context) -> Journal:
    """Open the learner's progress file; without it, the work goes on."""
    if not context.keeps_progress:
        return Journal(None)
    try:
        return open_journal()
    except ProgressError as exc:
        context.print(str(exc))
        return Journal(None)
