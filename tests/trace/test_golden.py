"""Real pushes, pulls and logins, told: each recording of the logs has the text that it must give.

The recordings hold what both sides really wrote down. To write the texts again after a change of wording, and
read the difference with git: REWRITE_GOLDEN=1 pytest tests/trace/test_golden.py
"""

import os
from pathlib import Path

import pytest

from checker.trace.grouping import read_operations
from checker.trace.plain_text import as_text
from checker.trace.step import exchanges_in, steps_of

GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(path.stem for path in GOLDEN.glob("*.json"))


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_is_told_as_it_must_be(told, name):
    text = "\n".join(as_text(account) for account in told(name))
    expected = GOLDEN / f"{name}.txt"
    if os.environ.get("REWRITE_GOLDEN"):
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_request_is_in_exactly_one_step(recording, name):
    for operation in read_operations(recording(name)):
        steps = steps_of(operation)
        assert exchanges_in([s for s in steps if s.request[:3] not in ("TLS", "con")]) == len(
            operation.exchanges
        )
        assert len({step.sentence for step in steps}) == len(steps), "two steps say the same"
