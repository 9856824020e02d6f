"""Points decided by a person."""

from __future__ import annotations

import pytest

from checker.errors import CheckerError
from checker.gradebook.adjustment import Adjustment, read_points


@pytest.mark.parametrize(
    ("points", "judged", "counted"),
    [
        ("3", 1.0, 3.0),
        ("3", None, 3.0),
        ("+1", 1.0, 2.0),
        ("-0.5", 1.0, 0.5),
        ("-4", 1.0, 0.0),
        ("+9", 1.0, 5.0),
        ("+1", None, None),
        ("", 1.0, 1.0),
    ],
)
def test_points_are_set_or_moved_within_what_can_be_earned(points, judged, counted):
    assert Adjustment("alice", "lab", "", points, "panne", 0.0).applied(judged, 5.0) == counted


@pytest.mark.parametrize(("typed", "kept"), [(" 3 ", "3"), ("+0,5", "+0.5"), ("−1", "-1"), ("", "")])
def test_a_person_types_as_in_french(typed, kept):
    assert read_points(typed) == kept


@pytest.mark.parametrize("typed", ["trois", "1e9", "++1", "1/2", "=1", "nan"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(CheckerError, match="nombre de points"):
        read_points(typed)
