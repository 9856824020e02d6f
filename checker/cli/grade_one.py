"""`checker grade` of one notebook: its verdicts in the terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.batch.grade import grade_notebook
from checker.batch.limits import Limits
from checker.batch.nursery import Nursery
from checker.course.verdict import CriterionResult, Outcome
from checker.gradebook.grade import ExerciseGrade, SubmissionGrade
from checker.messages import batch as say


def run(path: Path, limits: Limits, json_to: str | None, variant: str, nursery: Nursery) -> int:
    """Grade a submission, show the verdicts, write them where asked; the exit code."""
    progress = Console(stderr=True)

    def show(grade: ExerciseGrade) -> None:
        progress.print(say.progress(grade.verdict.exercise, _score(grade)), style="dim", highlight=False)

    grade = grade_notebook(path, variant=variant, limits=limits, report=show, nursery=nursery)
    if json_to == "-":
        json.dump(grade.to_json(), sys.stdout, ensure_ascii=False, indent=2)
        click.echo()
        return 0
    _print(grade, Console())
    if json_to:
        target = Path(json_to)
        target.write_text(json.dumps(grade.to_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        progress.print(say.written(target), highlight=False)
    return 0


def _print(grade: SubmissionGrade, console: Console) -> None:
    for exercise in grade.exercises:
        console.print(_table(exercise))
    if grade.remarks:
        console.print(Text(say.REMARKS, style="bold"))
        for remark in grade.remarks:
            console.print(Text(f"• {remark}"))
    if grade.not_evaluated:
        console.print(Text(say.not_evaluated(grade.not_evaluated), style="yellow"))
    total = say.total(grade.lab, say.points(grade.score, grade.max_score), grade.duration_s)
    console.print(Text(total, style="bold"))


def _table(exercise: ExerciseGrade) -> Table:
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


def _score(exercise: ExerciseGrade) -> str:
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
