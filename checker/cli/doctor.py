"""`checker doctor`: can this machine run the course, and if not, what mends it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.messages import cli as cli_messages
from checker.messages import doctor as messages

if TYPE_CHECKING:
    from checker.sandbox import health

_TABLE_WIDTH = 110
"""The width of the table when the output has none of its own (a file, a pipe)."""
_STYLES = {"ok": "green", "warning": "yellow", "failed": "bold red", "unknown": "dim"}


@click.command(name="doctor", help=cli_messages.SUMMARIES["doctor"])
@click.option("--json", "as_json", is_flag=True, help=messages.HELP_JSON)
def command(as_json: bool) -> None:
    """Print the table; exit code 1 when a condition that prevents the course fails."""
    from checker.sandbox import health, host

    conditions = [*health.judge(host.gather()), _kernelspec()]
    statuses = {condition.status for condition in conditions}
    if as_json:
        rows = [{"title": messages.TITLES[each.id], **asdict(each)} for each in conditions]
        click.echo(json.dumps({"version": 1, "conditions": rows}, ensure_ascii=False, indent=2))
    else:
        _print_table(conditions)
        good = messages.WITH_WARNINGS if health.Status.WARNING in statuses else messages.ALL_GOOD
        click.echo(messages.NOT_YET if health.Status.FAILED in statuses else good)
    if health.Status.FAILED in statuses:
        sys.exit(1)


def _print_table(conditions: list[health.Condition]) -> None:
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else _TABLE_WIDTH)
    table = Table(Column(messages.COLUMNS[0], no_wrap=True), *messages.COLUMNS[1:])
    for each in conditions:
        style = _STYLES[each.status]
        observed = Text(each.observed)
        if each.remedy:
            observed.append("\n" + messages.remedy_line(each.remedy), style="bold")
        table.add_row(Text(messages.MARKS[each.status], style=style), messages.TITLES[each.id], observed)
    console.print(table)


def _kernelspec() -> health.Condition:
    """Judge the kernel's specification: it must start the very Python that runs this."""
    from checker.kernel import kernelspec
    from checker.sandbox.health import Condition, Status

    path = Path(sys.prefix) / "share/jupyter/kernels" / kernelspec.KERNEL_NAME / "kernel.json"
    try:
        program = json.loads(path.read_text("utf-8"))["argv"][0]
    except (OSError, ValueError, LookupError):
        program = ""
    if program == sys.executable:
        return Condition("kernelspec", Status.OK, messages.KERNELSPEC_THERE)
    return Condition("kernelspec", Status.FAILED, messages.KERNELSPEC_ABSENT, messages.PREPARE)
