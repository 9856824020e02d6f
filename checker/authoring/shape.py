"""The shape of a lab's folder: what can be wrong in it without running anything."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from checker.authoring.criteria_cut import without
from checker.authoring.criteria_source import find_cycle, read_criteria
from checker.authoring.exercise_cut import without_hidden
from checker.authoring.finding import Finding
from checker.authoring.notebook_shape import check_notebook
from checker.authoring.values_shape import check_values
from checker.course.edition import is_for_learners
from checker.course.exercise import HIDDEN_POINTS, Exercise
from checker.course.lab import Lab, read_lab
from checker.course.notebook import commands
from checker.course.quiz import NAME as QUIZ
from checker.course.values import TABLE
from checker.errors import LabError
from checker.messages import authoring as say

LEAST_RIGHT = 2
LEAST_WRONG = 3
LAB_KEYS = {"title", "minutes", "objectives", "prerequisites", "containers", "images"}
EXERCISE_KEYS = {"title", "criteria", TABLE}
CRITERION_KEYS = {"id", "points", "text", "hint", "hidden"}
IGNORED = {"__pycache__", ".ipynb_checkpoints"}
# A command in a hint: a program of the course followed by what makes it one (a verb, an option, a URL).
COMMAND = re.compile(
    r"\b(?:docker\s+(?:image\s+|container\s+|volume\s+|network\s+|system\s+|manifest\s+)?"
    r"(?:build|compose|commit|cp|create|exec|images|info|inspect|kill|load|login|logout|logs|ls|port|prune|ps|pull|"
    r"push|rename|restart|rm|rmi|run|save|search|start|stop|tag|update|version)\b"
    r"|(?:curl|openssl|certbot|htpasswd|skopeo|jq|sudo|systemctl|registry)\s+(?:-|https?:|[a-z]+-[a-z]+\b|req\b|x509\b"
    r"|copy\b|restart\b|garbage-collect\b))"
)


def check_lab(folder: Path) -> tuple[Lab | None, list[Finding]]:
    """Read a lab and check its shape; the lab is None when it cannot be read at all."""
    try:
        lab = read_lab(folder)
    except LabError as exc:
        return None, [Finding(f"labs/{folder.name}", str(exc))]
    return lab, list(_check(lab))


def _check(lab: Lab) -> Iterator[Finding]:
    where = f"labs/{lab.id}"
    yield from (
        Finding(f"{where}/lab.toml", what) for what in _unknown_keys(lab.folder / "lab.toml", LAB_KEYS)
    )
    yield from (Finding(where, what) for what in _stray_in_lab(lab))
    if not lab.exercises:
        yield Finding(where, say.NO_EXERCISE)
    if lab.quiz is None:
        yield Finding(where, say.NO_QUIZ)
    for numbers in _same_numbers(lab):
        yield Finding(where, say.same_number(numbers))
    for exercise in lab.exercises:
        yield from (Finding(f"labs/{exercise.id}", what) for what in _check_exercise(exercise))
    yield from (Finding(f"notebooks/{lab.notebook.name}", what) for what in check_notebook(lab))


def _same_numbers(lab: Lab) -> Iterator[list[str]]:
    numbers: dict[str, list[str]] = {}
    for exercise in lab.exercises:
        numbers.setdefault(exercise.folder.name[:2], []).append(exercise.folder.name)
    yield from (names for names in numbers.values() if len(names) > 1)


def _unknown_keys(path: Path, known: set[str]) -> Iterator[str]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    yield from (say.unknown_key(key) for key in data if key not in known)
    for entry in data.get("criteria", []):
        yield from (say.unknown_key(key) for key in entry if key not in CRITERION_KEYS)


def _stray_in_lab(lab: Lab) -> Iterator[str]:
    for child in sorted(lab.folder.iterdir()):
        if child.name not in {*IGNORED, "lab.toml", QUIZ} and not child.is_dir():
            yield say.stray_file(child.name)


def _check_exercise(exercise: Exercise) -> Iterator[str]:
    for_learners = is_for_learners(exercise.folder.parents[2])
    known = EXERCISE_KEYS | {HIDDEN_POINTS} if for_learners else EXERCISE_KEYS
    yield from _unknown_keys(exercise.folder / "exercise.toml", known)
    yield from _stray_in_exercise(exercise)
    yield from _check_criteria(exercise)
    yield from check_values(exercise)
    if not for_learners:
        yield from _check_answers(exercise)


def _stray_in_exercise(exercise: Exercise) -> Iterator[str]:
    known = {"exercise.toml", "criteria.py", "setup.sh"}
    for path in sorted(exercise.folder.rglob("*")):
        inside = path.relative_to(exercise.folder)
        if IGNORED & set(inside.parts) or str(inside) in known:
            continue
        in_answers = inside.parts[0] in ("right", "wrong")
        is_answer = in_answers and len(inside.parts) == 2 and path.suffix == ".sh" and path.is_file()
        if not is_answer and not (in_answers and len(inside.parts) == 1 and path.is_dir()):
            yield say.stray_file(str(inside))


def _check_criteria(exercise: Exercise) -> Iterator[str]:
    specified = [c.id for c in exercise.criteria]
    yield from (say.repeated_criterion(id_) for id_, n in Counter(specified).items() if n > 1)
    for spec in exercise.criteria:
        command = COMMAND.search(spec.hint)
        if command:
            yield say.hint_with_command(spec.id, command.group())
    if not exercise.criteria_module.exists():
        yield from (say.criterion_without_function(id_) for id_ in specified)
        return
    declared, faults = read_criteria(exercise.criteria_module)
    yield from faults
    judged = {c.id: c.needs for c in declared}
    yield from (say.criterion_without_function(id_) for id_ in specified if id_ not in judged)
    yield from (say.function_without_criterion(id_) for id_ in judged if id_ not in specified)
    yield from _check_needs(specified, judged)
    if not faults:
        yield from _check_hidden(exercise, judged)


def _check_hidden(exercise: Exercise, judged: dict[str, tuple[str, ...]]) -> Iterator[str]:
    hidden = {c.id for c in exercise.criteria if c.is_hidden}
    if not hidden:
        return
    if len(hidden) == len(exercise.criteria):
        yield say.NO_VISIBLE_CRITERION
    for id_, needs in judged.items():
        if id_ not in hidden:
            yield from (say.need_hidden(id_, need) for need in needs if need in hidden)
    try:
        without(exercise.criteria_module.read_text(encoding="utf-8"), hidden)
        without_hidden((exercise.folder / "exercise.toml").read_text(encoding="utf-8"))
    except LabError as exc:
        yield str(exc)


def _check_needs(specified: list[str], judged: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for id_, needs in judged.items():
        for need in needs:
            if need not in judged:
                yield say.unknown_need(id_, need)
            elif id_ in specified and need in specified and specified.index(need) > specified.index(id_):
                # The learner reads from top to bottom: « sauté » must follow its reason.
                yield say.need_order(id_, need)
    cycle = find_cycle(judged)
    if cycle:
        yield say.need_cycle(cycle)


def _check_answers(exercise: Exercise) -> Iterator[str]:
    if len(exercise.right) < LEAST_RIGHT:
        yield say.too_few(say.RIGHT_ANSWERS, len(exercise.right), LEAST_RIGHT)
    if len(exercise.wrong) < LEAST_WRONG:
        yield say.too_few(say.WRONG_ANSWERS, len(exercise.wrong), LEAST_WRONG)
    known = {c.id for c in exercise.criteria}
    for wrong in exercise.wrong:
        yield from (say.unknown_failure(wrong.path.name, id_) for id_ in sorted(wrong.fails - known))
    missed = frozenset[str]().union(*(w.fails for w in exercise.wrong))
    yield from (say.untouched_criterion(c.id) for c in exercise.criteria if c.id not in missed)
    texts = {
        path: commands(exercise.script(path)) for path in [*exercise.right, *(w.path for w in exercise.wrong)]
    }
    for (first, a), (second, b) in combinations(texts.items(), 2):
        if a == b:
            yield say.same_answer(f"{first.parent.name}/{first.name}", f"{second.parent.name}/{second.name}")
