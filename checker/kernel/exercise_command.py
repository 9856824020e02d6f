"""The commands `%exercice` and `%verifier`."""

from __future__ import annotations

from checker.course.exercise import Exercise
from checker.course.lab import find_exercise, read_containers
from checker.errors import CheckerError
from checker.grading.report import as_text
from checker.kernel.desk import Context, Desk
from checker.kernel.panel import Panel, show_verdict
from checker.messages import panel as say
from checker.messages import variants


def exercice(context: Context, args: list[str]) -> None:
    """Show an exercise's panel and bring the sandbox to the state it starts from.

    Raises:
        CheckerError: no such exercise, no sandbox, or its setup.sh failed.
    """
    desk = Desk.of(context)
    exercise = _named(desk, args)
    desk.current = exercise
    context.require(read_containers(exercise.folder.parent))
    if desk.attempts(exercise).began is None:
        desk.journal.shown(exercise)
    if not context.interactive:
        context.print(_as_lines(exercise))
        desk.prepare(exercise)
        return
    panel = desk.on_loop(lambda: _panel(desk, exercise))
    context.display(panel.widget)
    _prepare(desk, panel)


def verifier(context: Context, args: list[str]) -> None:
    """Judge an exercise, by default the one shown last, and write the verdict as text.

    Raises:
        CheckerError: no exercise to judge, or no sandbox.
    """
    desk = Desk.of(context)
    exercise = _named(desk, args) if args else desk.current
    if exercise is None:
        raise CheckerError(say.NO_EXERCISE_SHOWN, do=say.NAME_EXERCISE)
    desk.current = exercise
    verdict = desk.verify(exercise)
    context.print(as_text(verdict, title=say.title(exercise.title, exercise.max_score)))
    show_verdict(desk, verdict)


def _named(desk: Desk, args: list[str]) -> Exercise:
    if len(args) != 1:
        raise CheckerError(say.ONE_EXERCISE, do=say.NAME_EXERCISE)
    return find_exercise(args[0], variant=desk.variant)


def _panel(desk: Desk, exercise: Exercise) -> Panel:
    """The exercise's one panel: shown twice, both views tell the same."""
    known = desk.panels.get(exercise.id)
    if known is None or known.exercise.variant != exercise.variant:
        desk.panels[exercise.id] = Panel(desk, exercise)
    return desk.panels[exercise.id]


def _prepare(desk: Desk, panel: Panel) -> None:
    desk.context.soon(panel.announce, say.PREPARING if panel.exercise.setup else say.WAITING)
    try:
        desk.prepare(panel.exercise)
    except CheckerError as exc:
        desk.context.soon(panel.fail, str(exc))
        raise
    desk.context.soon(panel.refresh)


def _as_lines(exercise: Exercise) -> str:
    lines = [f"  - {line}" for line in say.pending([(c.text, c.points) for c in exercise.criteria])]
    if exercise.hidden_points:
        lines.append(say.hidden_points(exercise.hidden_points))
    if exercise.values:
        told = variants.values([(value.label, value.text) for value in exercise.values])
        lines.insert(0, f"{variants.heading(exercise.variant)}\u202f: {told}.")
    return "\n".join([say.title(exercise.title, exercise.max_score), *lines, ""])
