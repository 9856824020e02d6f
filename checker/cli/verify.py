"""`checker verify`: the authors' tool."""

from __future__ import annotations

import json
import sys
import threading

import click
from rich.console import Console
from rich.table import Table

from checker.authoring.finding import Played, Verification
from checker.authoring.proof import Part
from checker.authoring.report import as_markdown
from checker.authoring.verify import verify
from checker.course.lab import course_root
from checker.messages import authoring as say


def _part(context: click.Context, option: click.Parameter, value: str) -> Part:
    """Read `K/N`."""
    number, slash, count = value.partition("/")
    if slash and number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count):
        return Part(int(number), int(count))
    raise click.BadParameter(say.no_part(value))


@click.command(help=say.HELP)
@click.argument("target", required=False, default="", metavar=say.METAVAR_TARGET)
@click.option("--shape", "shape_only", is_flag=True, help=say.HELP_SHAPE)
@click.option("--part", metavar=say.METAVAR_PART, default="1/1", callback=_part, help=say.HELP_PART)
@click.option("-j", "--jobs", type=click.IntRange(1, 32), default=3, show_default=True, help=say.HELP_JOBS)
@click.option("--json", "as_json", is_flag=True, help=say.HELP_JSON)
@click.option("--report", "as_report", is_flag=True, help=say.HELP_REPORT)
def command(target: str, shape_only: bool, part: Part, jobs: int, as_json: bool, as_report: bool) -> int:
    """Check the shape of labs, then play every answer; exit code 1 when an author must act."""
    if as_json and as_report:
        raise click.UsageError(say.ONE_FORMAT)
    progress = Console(stderr=True)
    lock = threading.Lock()

    def show(played: Played) -> None:
        with lock:
            mark = "[green]✓[/]" if played.is_as_declared else "[red]✗[/]"
            name = played.answer or say.AS_SHIPPED
            progress.print(f"{mark} {played.exercise} · {name}", highlight=False)

    found = verify(course_root(), target.strip("/"), shape_only=shape_only, part=part, jobs=jobs, report=show)
    if as_json:
        json.dump(found.to_json(), sys.stdout, ensure_ascii=False, indent=2)
        click.echo()
    elif as_report:
        click.echo(as_markdown(found), nl=False)
    else:
        _print(found, Console())
    return 1 if found.problems else 0


def _print(found: Verification, console: Console) -> None:
    if found.findings:
        table = Table(title=say.TITLE_SHAPE, show_lines=True)
        table.add_column(say.COLUMN_WHERE, overflow="fold")
        table.add_column(say.COLUMN_WHAT, overflow="fold")
        for finding in found.findings:
            table.add_row(finding.where, finding.what)
        console.print(table)
    if found.played:
        console.print(_summary_table(found))
        failing = [p for p in found.played if not p.is_as_declared]
        if failing:
            console.print(_failing_table(failing))
    console.print(found.summary, highlight=False)


def _summary_table(found: Verification) -> Table:
    table = Table(title=say.TITLE_PROOF)
    table.add_column(say.COLUMN_EXERCISE, overflow="fold")
    for name in (
        say.AS_SHIPPED,
        say.COLUMN_RIGHT,
        say.COLUMN_WRONG,
        say.COLUMN_NEIGHBOUR,
        say.COLUMN_SECONDS,
    ):
        table.add_column(name, justify="right")
    for exercise in found.exercises:
        mine = [p for p in found.played if p.exercise == exercise]
        cells = [_count(good, total) for good, total in found.tally(exercise).values()]
        table.add_row(exercise, *cells, say.seconds(sum(p.duration_s for p in mine)))
    return table


def _count(good: int, total: int) -> str:
    if not total:
        return say.NOTHING
    colour = "green" if good == total else "red"
    return f"[{colour}]{say.as_declared(good, total)}[/]"


def _failing_table(failing: list[Played]) -> Table:
    table = Table(show_lines=True)
    table.add_column(say.COLUMN_ANSWER, overflow="fold")
    table.add_column(say.COLUMN_FINDING, overflow="fold")
    for played in failing:
        name = f"{played.exercise}\n{played.answer or say.AS_SHIPPED}"
        table.add_row(name, "\n".join(played.reasons).replace("[", r"\["))
    return table
