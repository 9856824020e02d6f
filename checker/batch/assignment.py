"""Whose values a copy is judged by: what the instructor's list says, whatever the copy says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.batch.intake import Copy
from checker.batch.variant_list import VariantList
from checker.course.lab import Lab
from checker.messages import variants as say


def assign(copies: Sequence[Copy], labs: Sequence[Lab], listed: VariantList | None) -> list[Copy]:
    """The copies with their author's variant, where the lab has values that differ.

    The variant comes from the list, never from the copy: what a copy says of itself is only compared. A copy
    whose variant is not known is refused, because a wrong one would cost its author points.
    """
    with_values = {lab.id for lab in labs if lab.has_values}
    return [_assigned(copy, listed) if _lab(copy) in with_values else copy for copy in copies]


def _lab(copy: Copy) -> str:
    return copy.submission.lab if copy.submission else ""


def _assigned(copy: Copy, listed: VariantList | None) -> Copy:
    submission = copy.submission
    assert submission is not None
    claimed = submission.claimed_variant
    if listed is None:
        if not claimed:
            return copy
        return replace(copy, submission=None, problem=f"{say.claimed(claimed)} {say.GIVE_LIST}")
    variant = listed.of(copy.learner, copy.handle)
    if not variant:
        return replace(copy, submission=None, problem=f"{say.not_listed(copy.learner)} {say.ADD_LEARNER}")
    remarks = submission.remarks
    if claimed and claimed != variant:
        remarks = (*remarks, say.claims_other(claimed, variant))
    return replace(copy, submission=replace(submission, variant=variant, remarks=remarks))
