"""The edition of the course for learners: copied from what belongs to the course, checked, then cut."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from checker import __version__
from checker.authoring.course_files import MADE_BY_USE, PACKAGE, PROGRAM, as_new, course_files
from checker.authoring.criteria_cut import without
from checker.authoring.exercise_cut import without_hidden
from checker.authoring.new_lab import SKELETON
from checker.authoring.shape import check_lab
from checker.course.edition import MARK, is_for_learners, require_answers
from checker.course.exercise import Exercise
from checker.course.lab import Lab, read_labs
from checker.errors import LabError
from checker.messages import release as say
from checker.messages.reasons import why

MOST_TOLD = 5


@dataclass(frozen=True)
class Release:
    """What was made."""

    path: Path
    labs: int
    exercises: int
    hidden: int
    """Criteria that were taken out."""


def release(root: Path, target: Path) -> Release:
    """Make the edition for learners, in a folder or, where the name ends in `.zip`, in an archive.

    Args:
        root: the full course's folder.
        target: where to put it; an earlier release, unchanged, is replaced.

    Raises:
        LabError: the course is not in a state to be handed out, or something else is where the release
            would go; nothing was written.
    """
    require_answers(root)
    if not (PROGRAM / "pyproject.toml").is_file():
        raise LabError(say.no_program(PROGRAM), do=say.USE_REPOSITORY)
    _check_target(root, target)
    labs = read_labs(root)
    try:
        with tempfile.TemporaryDirectory(prefix=".release-", dir=target.parent) as aside:
            stage = Path(aside) / target.stem if _is_archive(target) else Path(aside) / target.name
            _copy(root, labs, stage)
            made = _cut(stage, target)
            _mark(stage)
            _move(stage, target)
    except OSError as exc:
        raise LabError(say.unwritable(target, why(exc)), do=say.CHOOSE_ANOTHER) from exc
    return made


# --- where it goes -----------------------------------------------------------------------------


def _is_archive(target: Path) -> bool:
    return target.suffix.lower() == ".zip"


def _check_target(root: Path, target: Path) -> None:
    place = target.resolve()
    own = [folder / name for folder in (root, PROGRAM) for name in (PACKAGE, "labs", "notebooks")]
    if any(place.is_relative_to(folder.resolve()) for folder in own):
        raise LabError(say.inside_course(target), do=say.CHOOSE_ANOTHER)
    if not target.parent.is_dir():
        raise LabError(say.no_folder(target.parent), do=say.CREATE_FOLDER)
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not _is_release(target):
        raise LabError(say.no_release(target), do=say.CHOOSE_ANOTHER)
    if target.is_dir() and _marked(target) != _contents(target):
        raise LabError(say.changed(target), do=say.CHOOSE_ANOTHER)


def _is_release(path: Path) -> bool:
    if not _is_archive(path):
        return is_for_learners(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.split("/")[1:] == [MARK] for name in archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def _move(stage: Path, target: Path) -> None:
    """Put what is ready in its place, in one step."""
    if _is_archive(target):
        archive = shutil.make_archive(str(stage), "zip", stage.parent, stage.name)
        Path(archive).replace(target)
        return
    old = stage.with_name(f"{stage.name}.old")
    if target.exists():
        target.rename(old)
    try:
        stage.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise


# --- what it holds -----------------------------------------------------------------------------


def _copy(root: Path, labs: tuple[Lab, ...], stage: Path) -> None:
    """Copy what belongs to the course, its answers included, and nothing else."""
    for source, name in course_files(root, labs):
        copy = stage / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if copy.suffix == ".ipynb":
            copy.write_text(as_new(source), encoding="utf-8")
        else:
            shutil.copy(source, copy)


def _cut(stage: Path, target: Path) -> Release:
    """Check the copied labs, then take out of them what learners do not receive."""
    folders = sorted(path.parent for path in (stage / "labs").glob("*/lab.toml"))
    checked = [check_lab(folder) for folder in folders]
    findings = [f"{finding.where}\u202f: {finding.what}" for _, found in checked for finding in found]
    if findings:
        raise LabError(say.unsound(findings[:MOST_TOLD], len(findings)), do=say.VERIFY_FIRST)
    shutil.rmtree(stage / SKELETON.relative_to(PROGRAM))
    exercises = [exercise for lab, _ in checked if lab is not None for exercise in lab.exercises]
    return Release(target, len(folders), len(exercises), sum(_cut_exercise(e) for e in exercises))


def _cut_exercise(exercise: Exercise) -> int:
    """Take out the answers and the hidden criteria; how many of these there were."""
    for name in ("right", "wrong"):
        shutil.rmtree(exercise.folder / name)
    hidden = {criterion.id for criterion in exercise.criteria if criterion.is_hidden}
    if hidden:
        described, judged = exercise.folder / "exercise.toml", exercise.criteria_module
        described.write_text(without_hidden(described.read_text(encoding="utf-8")), encoding="utf-8")
        judged.write_text(without(judged.read_text(encoding="utf-8"), hidden), encoding="utf-8")
    return len(hidden)


# --- what tells it from anything else ----------------------------------------------------------


def _mark(stage: Path) -> None:
    text = f'# {say.MARK}\nversion = "{__version__}"\ncontents = "{_contents(stage)}"\n'
    (stage / MARK).write_text(text, encoding="utf-8")


def _marked(folder: Path) -> str:
    try:
        return str(tomllib.loads((folder / MARK).read_text(encoding="utf-8")).get("contents"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return ""


def _contents(folder: Path) -> str:
    """A SHA-256 of all the files, less the mark itself and what using the course adds."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        by_use = any(part in MADE_BY_USE or part.endswith(".egg-info") for part in name.parts)
        if path.is_file() and not by_use and str(name) != MARK:
            content = path.read_bytes()
            total.update(f"{name}\n{len(content)}\n".encode() + content)
    return total.hexdigest()
