"""Everything that the grade book says, as one JSON document for other programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from checker.gradebook.marks import ClassMarks, LabMarks, Mark

SCHEMA_VERSION = 1


def notes_json(marks: ClassMarks) -> bytes:
    """The document; a learner's text stands in it as it is, in ASCII: nothing in it hides or turns around."""
    document = {
        "version": SCHEMA_VERSION,
        "labs": [
            {"id": lab.id, "title": lab.title, "max_score": sum(e.max_score for e in lab.exercises)}
            for lab in marks.labs
        ],
        "learners": [_learner(each) for each in marks.learners],
        "refusals": [asdict(refusal) for refusal in marks.refusals],
    }
    return json.dumps(document, indent=2).encode() + b"\n"


def _learner(each: LabMarks) -> dict[str, Any]:
    return {
        "learner": each.entry.learner,
        "handle": each.entry.handle,
        "lab": each.lab.id,
        "source": each.entry.source,
        "variant": each.entry.variant,
        "score": each.score if each.max_score else None,
        "max_score": each.max_score,
        "not_graded": each.not_graded,
        "adjustment": asdict(each.adjustment) if each.adjustment else None,
        "remarks": list(each.entry.remarks),
        "exercises": [_exercise(mark) for mark in each.marks],
    }


def _exercise(mark: Mark) -> dict[str, Any]:
    return {
        "id": mark.exercise.id,
        "title": mark.exercise.title,
        "values": {value.name: value.text for value in mark.exercise.values},
        "score": mark.score,
        "max_score": mark.max_score,
        "judged": mark.judged,
        "adjustment": asdict(mark.adjustment) if mark.adjustment else None,
        "grade": mark.grade.to_json() if mark.grade else None,
        "pending": mark.pending.to_json() if mark.pending else None,
    }
