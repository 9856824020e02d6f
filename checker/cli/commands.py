"""The commands of `checker`: where each one lives, imported only when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import click

from checker.cli import french
from checker.messages import cli as messages

# Each module offers a click command named `command`; its one-line summary is in messages/cli.py,
# so that `checker --help` imports none of them.
MODULES = {
    "cours": "checker.cli.cours",
    "prepare": "checker.cli.prepare",
    "doctor": "checker.cli.doctor",
    "engine": "checker.cli.engine",
    "images": "checker.cli.images",
    "sandbox": "checker.cli.sandbox",
    "verify": "checker.cli.verify",
    "lab": "checker.cli.lab",
    "release": "checker.cli.release",
    "grade": "checker.cli.grade",
    "variants": "checker.cli.variants",
    "adjust": "checker.cli.adjust",
    "collect": "checker.cli.collect",
    "attestation": "checker.cli.attestation",
    "site": "checker.cli.site",
}


class LazyGroup(click.Group):
    """A group whose commands are modules, imported when one of them is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table: from the learner's to the author's."""
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command."""
        if cmd_name not in MODULES:
            return None
        command: click.Command = importlib.import_module(MODULES[cmd_name]).command
        accept_debug(command)
        return french.localise(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say in French which ones look like it."""
        if args and not args[0].startswith("-") and args[0] not in MODULES:
            raise click.exceptions.NoSuchCommand(args[0], possibilities=list(MODULES), ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section(french.translate("Commands")):
            formatter.write_dl([(name, messages.SUMMARIES[name]) for name in MODULES])


def accept_debug(command: click.Command) -> None:
    """Let --debug be given after any command as well as before it."""
    if not any(parameter.name == "debug" for parameter in command.params):
        command.params.append(debug_option())
    if isinstance(command, click.Group):
        for child in command.commands.values():
            accept_debug(child)


def debug_option() -> click.Option:
    """Return the --debug option, which notes its presence on the context's object."""

    def note(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
        if value and ctx.obj is not None:
            ctx.obj["debug"] = True

    callback: Callable[[click.Context, click.Parameter, Any], None] = note
    return click.Option(
        ["--debug"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=callback,
        help=messages.DEBUG_HELP,
    )
