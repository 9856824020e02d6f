"""Compare a verdict with what the author declared of the answer that earned it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.course.exercise import WrongAnswer
from checker.course.verdict import CriterionResult, Outcome, Verdict
from checker.messages import authoring as say
from checker.messages import variants as say_variants

_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u2019": "'"})


def against_full_marks(verdict: Verdict) -> list[str]:
    """Why this verdict is not full marks; empty when it is."""
    return [_not_passed(result) for result in verdict.criteria if result.outcome is not Outcome.PASSED]


def against_shipped(verdict: Verdict) -> list[str]:
    """Why an exercise that nobody answered should not get this verdict; empty when all is well."""
    if verdict.is_solved:
        return [say.ALREADY_SOLVED]
    errors = [_not_passed(r) for r in verdict.criteria if r.outcome is Outcome.ERROR]
    # An empty answer must earn nothing: a criterion of the kind « … is still there » needs another one.
    return errors + [say.earned_for_nothing(r.id) for r in verdict.criteria if r.outcome is Outcome.PASSED]


def against_neighbour(verdict: Verdict) -> list[str]:
    """Why an answer made with somebody else's values should not get this verdict; empty when all is well."""
    if verdict.is_solved:
        return [say_variants.neighbour_passes()]
    return [_not_passed(r) for r in verdict.criteria if r.outcome is Outcome.ERROR]


def against_wrong(verdict: Verdict, wrong: WrongAnswer) -> list[str]:
    """How this verdict departs from what a wrong answer declares; empty when it does not."""
    reasons = list(_outcomes(verdict, wrong))
    failed = [r for r in verdict.criteria if r.outcome is Outcome.FAILED]
    said = " ".join(f"{r.expected} {r.observed} {r.advice}" for r in failed)
    if failed:
        observed = " / ".join(r.observed for r in failed)
        reasons += [
            say.words_not_said(words, observed) for words in wrong.says if _plain(words) not in _plain(said)
        ]
    return reasons


def _outcomes(verdict: Verdict, wrong: WrongAnswer) -> Iterator[str]:
    for result in verdict.criteria:
        declared = result.id in wrong.fails
        if result.outcome is Outcome.ERROR or (declared and result.outcome is Outcome.SKIPPED):
            yield _not_passed(result)
        elif declared and result.outcome is Outcome.PASSED:
            yield say.criterion_passed(result.id)
        elif not declared and result.outcome is Outcome.FAILED:
            yield _not_passed(result)


def _not_passed(result: CriterionResult) -> str:
    if result.outcome is Outcome.ERROR:
        return say.criterion_error(result.id, result.observed)
    if result.outcome is Outcome.SKIPPED:
        return say.criterion_skipped(result.id)
    return say.criterion_failed(result.id, result.observed)


def _plain(text: str) -> str:
    """The text as an author types it: ordinary spaces and apostrophes."""
    return " ".join(text.translate(_SPACES).split()).casefold()
