"""A class of twenty with five hostile copies: how long those take, and what the others notice of them."""

from __future__ import annotations

from pathlib import Path

from exercises import submission
from graded_class import grade, right_copies
from measured import THIN, Measured, Row, duration

ANSWERS = Path(__file__).resolve().parents[1] / "hostile/answers"
ATTACKS = ("boucle", "bombe-fork", "deluge", "tout-tuer", "gel-de-tout")
HARMED = 5
"""Number of the exercise that they are the answer to."""
LIMIT_S = 10.0
MARGIN_S = 2.0
COPIES = 20
JOBS = 4


def measure(measured: Measured, rounds: int) -> None:
    """The class without them, then with them. Once: what is asked is not how long it takes."""
    good = right_copies(COPIES - len(ATTACKS))
    hostile = {
        f"hostile-{name}": submission(
            {HARMED: (ANSWERS / f"{name}.sh").read_text(encoding="utf-8")}, mark=name
        )
        for name in ATTACKS
    }
    limit = ("--timeout", str(LIMIT_S))
    alone = grade(good, JOBS, *limit)
    together = grade(good | hostile, JOBS, *limit)
    measured.add("class_alone", alone.wall_s)
    measured.add("class_hostile", together.wall_s)
    times = {}
    lost = {}
    for learner in hostile:
        times[learner.removeprefix("hostile-")] = max(
            took
            for (who, exercise), took in together.durations.items()
            if who == learner and _is_harmed(exercise)
        )
        lost[learner.removeprefix("hostile-")] = [
            exercise
            for exercise, criteria in together.grades[learner]
            if not _is_harmed(exercise) and any(outcome != "passed" for _, outcome in criteria)
        ]
    measured.facts["hostile"] = {
        "times": times,
        "others_lost": lost,
        "identical": {who: together.grades[who] for who in good} == alone.grades,
    }


def _is_harmed(exercise: str) -> bool:
    return exercise.partition("/")[2].startswith(f"{HARMED:02}")


def rows(measured: Measured) -> list[Row]:
    """Target 12."""
    found = measured.facts.get("hostile")
    if not found:
        return []
    slowest = max(found["times"], key=found["times"].get)
    times = ", ".join(f"`{name}` {duration(took)}" for name, took in found["times"].items())
    lost = sum(len(each) for each in found["others_lost"].values())
    said = "identiques" if found["identical"] else "**changées**"
    return [
        Row(
            "12",
            f"{len(ATTACKS)} copies hostiles parmi {COPIES}, {duration(LIMIT_S)} par réponse",
            f"{times}{THIN}; leurs autres exercices perdus{THIN}: {lost}{THIN}; "
            f"notes des autres{THIN}: {said}",
            f"la classe sans elles{THIN}: {duration(measured.median('class_alone'))}, "
            f"avec{THIN}: {duration(measured.median('class_hostile'))}",
            aim=f"finies en {duration(LIMIT_S + MARGIN_S)}, rien d'autre n'est changé",
            met=found["times"][slowest] <= LIMIT_S + MARGIN_S and not lost and found["identical"],
        )
    ]
