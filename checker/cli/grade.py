"""`checker grade`: one submission, one command."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.batch.grade import ANSWER_TIMEOUT_S, grade_notebook
from checker.batch.report import ExerciseReport, SubmissionReport
from checker.course.verdict import CriterionResult, Outcome
from checker.messages import batch as say


@click.command(help=say.HELP)
@click.argument("path", metavar=say.METAVAR_COPY, type=click.Path(path_type=Path))
@click.option("--json", "json_to", metavar=say.METAVAR_FILE, help=say.HELP_JSON)
@click.option(
    "--timeout",
    "timeout_s",
    type=click.FloatRange(1, 3600),
    default=ANSWER_TIMEOUT_S,
    show_default=True,
    metavar=say.METAVAR_SECONDS,
    help=say.HELP_TIMEOUT,
)
def command(path: Path, json_to: str | None, timeout_s: float) -> None:
    """Grade a submission; exit code 0 whenever the grading itself worked."""
    progress = Console(stderr=True)

    def show(exercise: ExerciseReport) -> None:
        progress.print(
            say.progress(exercise.verdict.exercise, _score(exercise)), style="dim", highlight=False
        )

    report = grade_notebook(path, answer_timeout_s=timeout_s, report=show)
    if json_to == "-":
        json.dump(report.to_json(), sys.stdout, ensure_ascii=False, indent=2)
        click.echo()
        return
    _print(report, Console())
    if json_to:
        target = Path(json_to)
        target.write_text(json.dumps(report.to_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        progress.print(say.written(target), highlight=False)


def _print(report: SubmissionReport, console: Console) -> None:
    for exercise in report.exercises:
        console.print(_table(exercise))
    if report.remarks:
        console.print(Text(say.REMARKS, style="bold"))
        for remark in report.remarks:
            console.print(Text(f"• {remark}"))
    if report.not_evaluated:
        console.print(Text(say.not_evaluated(report.not_evaluated), style="yellow"))
    total = say.total(report.lab, say.points(report.score, report.max_score), report.duration_s)
    console.print(Text(total, style="bold"))


def _table(exercise: ExerciseReport) -> Table:
    number = exercise.verdict.exercise.partition("/")[2][:2]
    title = say.exercise_title(number, exercise.title, _score(exercise))
    table = Table(title=Text(title, style="bold"), title_justify="left", expand=True)
    table.add_column(say.COLUMN_CRITERION, ratio=3)
    table.add_column(say.COLUMN_VERDICT, no_wrap=True)
    table.add_column(say.COLUMN_POINTS, justify="right", no_wrap=True)
    table.add_column(say.COLUMN_DETAIL, ratio=5, overflow="fold")
    for result in exercise.verdict.criteria:
        table.add_row(
            Text(result.text),
            Text(say.WORDS[result.outcome], style=say.COLOURS[result.outcome]),
            say.points(result.score, result.points),
            Text(_detail(result)),
        )
    return table


def _score(exercise: ExerciseReport) -> str:
    verdict = exercise.verdict
    return say.points(verdict.score, verdict.max_score) if verdict.is_evaluated else say.NOT_GRADED


def _detail(result: CriterionResult) -> str:
    """What a person needs to understand the verdict; texts may quote a learner's container."""
    if result.outcome is Outcome.ERROR:
        return say.labelled(say.REASON, result.observed)
    if result.outcome is not Outcome.FAILED:
        return ""
    parts = ((say.EXPECTED, result.expected), (say.OBSERVED, result.observed), (say.ADVICE, result.advice))
    return "\n".join(say.labelled(label, text) for label, text in parts if text)
