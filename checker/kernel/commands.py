"""The `%` commands: a fixed table; the learner's text is never evaluated on this machine."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass

from checker.course.accents import without_accents
from checker.errors import CheckerError
from checker.kernel.context import KernelContext
from checker.messages import attestation as attestation_say
from checker.messages import explorer as explorer_say
from checker.messages import kernel as say
from checker.messages import panel as panel_say
from checker.messages import progress as progress_say
from checker.messages import quiz as quiz_say
from checker.messages import trace as trace_say
from checker.messages import transfer as transfer_say
from checker.messages import variants as variants_say


@dataclass(frozen=True)
class Command:
    """One command."""

    run: Callable[[KernelContext, list[str]], None]
    usage: str
    summary: str


@dataclass(frozen=True)
class Call:
    """One line of a command cell."""

    name: str
    command: Command
    arguments: list[str]


def _aide(context: KernelContext, arguments: list[str]) -> None:
    _refuse_arguments("aide", arguments)
    width = max(len(c.usage) for c in COMMANDS.values())
    lines = [f"  {c.usage:<{width}}  {c.summary}" for c in COMMANDS.values()]
    context.print("\n".join([say.HELP_INTRO, *lines]))


def _redemarrer(context: KernelContext, arguments: list[str]) -> None:
    _refuse_arguments("redemarrer", arguments)
    context.print(say.RESTARTING)
    context.wait_for(context.session.renew())
    context.print(say.RESTARTED)


# The modules below import widgets and grading: only when they are used.
def _exercice(context: KernelContext, arguments: list[str]) -> None:
    from checker.kernel.exercise_command import exercice

    exercice(context, arguments)


def _verifier(context: KernelContext, arguments: list[str]) -> None:
    from checker.kernel.exercise_command import verifier

    verifier(context, arguments)


def _editer(context: KernelContext, arguments: list[str]) -> None:
    from checker.kernel.editor import editer

    editer(context, arguments)


def _telecharger(context: KernelContext, arguments: list[str]) -> None:
    from checker.kernel.download import telecharger

    telecharger(context, arguments)


def _televerser(context: KernelContext, arguments: list[str]) -> None:
    from checker.kernel.upload import televerser

    televerser(context, arguments)


def _explorer(context: KernelContext, arguments: list[str]) -> None:
    from checker.kernel.explorer_command import explorer

    explorer(context, arguments)


def _progression(context: KernelContext, arguments: list[str]) -> None:
    from checker.kernel.progress_command import progression

    _refuse_arguments("progression", arguments)
    progression(context)


def _attestation(context: KernelContext, arguments: list[str]) -> None:
    from checker.kernel.attestation_command import attestation

    attestation(context, arguments)


def _quiz(context: KernelContext, arguments: list[str]) -> None:
    from checker.kernel.quiz_command import quiz

    quiz(context, arguments)


def _trace(context: KernelContext, arguments: list[str]) -> None:
    from checker.kernel.trace_command import trace

    trace(context, arguments)


def _variante(context: KernelContext, arguments: list[str]) -> None:
    from checker.kernel.variant_command import variante

    variante(context, arguments)


COMMANDS = {
    "aide": Command(_aide, say.HELP_USAGE, say.HELP_SUMMARY),
    "exercice": Command(_exercice, panel_say.SHOW_USAGE, panel_say.SHOW_HELP),
    "verifier": Command(_verifier, panel_say.VERIFY_USAGE, panel_say.VERIFY_HELP),
    "quiz": Command(_quiz, quiz_say.USAGE, quiz_say.HELP),
    "progression": Command(_progression, progress_say.USAGE, progress_say.HELP),
    "attestation": Command(_attestation, attestation_say.USAGE, attestation_say.HELP),
    "explorer": Command(_explorer, explorer_say.USAGE, explorer_say.HELP),
    "trace": Command(_trace, trace_say.USAGE, trace_say.HELP),
    "editer": Command(_editer, say.EDIT_USAGE, say.EDIT_SUMMARY),
    "telecharger": Command(_telecharger, transfer_say.DOWNLOAD_USAGE, transfer_say.DOWNLOAD_HELP),
    "televerser": Command(_televerser, transfer_say.UPLOAD_USAGE, transfer_say.UPLOAD_HELP),
    "variante": Command(_variante, variants_say.USAGE, variants_say.HELP),
    "redemarrer": Command(_redemarrer, say.RESTART_USAGE, say.RESTART_SUMMARY),
}


def is_command_cell(code: str) -> bool:
    """Whether a cell is ours: its first line that says something begins with %."""
    return next(iter(_lines(code)), "").startswith("%")


def parse(code: str) -> list[Call]:
    """Read a command cell, all of it before anything runs.

    Raises:
        CheckerError: a line is no command, or none that exists.
    """
    return [_call(line) for line in _lines(code)]


def _lines(code: str) -> list[str]:
    lines = (line.strip() for line in code.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _call(line: str) -> Call:
    if not line.startswith("%"):
        raise CheckerError(say.mixed_cell(line[:80]), do=say.MIXED_CELL_DO)
    try:
        words = shlex.split(line[1:])
    except ValueError as exc:
        raise CheckerError(say.unreadable_line(line[:80]), do=say.SPLIT_QUOTES) from exc
    typed = words[0] if words else ""
    name = _plain(typed)
    if name not in COMMANDS:
        raise CheckerError(
            say.unknown_command(typed[:40]), do=f"{say.known_commands(COMMANDS)} {say.SEE_HELP}"
        )
    return Call(name, COMMANDS[name], words[1:])


def _plain(name: str) -> str:
    """Lower case, without accents: `%Vérifier` is `%verifier`."""
    return without_accents(name.lower())


def _refuse_arguments(name: str, arguments: list[str]) -> None:
    if arguments:
        raise CheckerError(say.no_arguments(name), do=say.NO_ARGUMENTS_DO)
