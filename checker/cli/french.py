"""Click in French: its sentences go through gettext, whose language is the environment's.

The course speaks French on every machine, so click's lookups are replaced by ours; setting
LANGUAGE instead would change what the programs that we start say, which we sometimes read.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import click

from checker.messages import cli as messages

_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types", "utils")


def translate(sentence: str) -> str:
    """Return click's sentence in French, or as it is when we do not know it."""
    return messages.CLICK.get(sentence, sentence)


def translate_plural(singular: str, plural: str, count: int) -> str:
    """Return the form that French uses for this count (0 and 1 are singular)."""
    return translate(singular if abs(count) < 2 else plural)


def install() -> None:
    """Make click speak French, in this process."""
    for name in _MODULES:
        module = importlib.import_module(f"click.{name}")
        for attribute, ours in (("_", translate), ("ngettext", translate_plural)):
            if hasattr(module, attribute):
                setattr(module, attribute, ours)


def localise(command: click.Command) -> click.Command:
    """Set what click fixes in English in a command and in those below it."""
    for each in _walk(command):
        if isinstance(each, click.Group) and each.subcommand_metavar == "COMMAND [ARGS]...":
            each.subcommand_metavar = messages.SUBCOMMAND_METAVAR
    return command


def _walk(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for child in command.commands.values():
            yield from _walk(child)
