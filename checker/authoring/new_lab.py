"""A new lab, copied from the skeleton: a small lab that works, whose comments teach how to write one."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from checker.course.edition import require_answers
from checker.course.exercise import SLUG
from checker.errors import LabError
from checker.messages import new_lab as say
from checker.messages.reasons import why

SKELETON = Path(__file__).resolve().parent / "skeleton"
"""A course of one lab: `checker verify` proves it where it lies."""
MODEL = "00-modele"


@dataclass(frozen=True)
class NewLab:
    """What was made."""

    folder: Path
    notebook: Path


def new_lab(root: Path, lab_id: str, title: str = "") -> NewLab:
    """Make a lab that is sound as it is, for its author to change.

    Args:
        root: the course's folder.
        lab_id: `07-mon-atelier`.
        title: by default, the words of the id.

    Raises:
        LabError: the name is no lab's name, or is taken, wholly or by its number; or this edition of the
            course is not an author's. Nothing was written.
    """
    require_answers(root)
    made = NewLab(root / "labs" / lab_id, root / "notebooks" / f"{lab_id}.ipynb")
    _check_name(made, lab_id)
    title = " ".join(title.split()) or lab_id[3:].replace("-", " ").capitalize()
    try:
        with tempfile.TemporaryDirectory(prefix=".lab-new-", dir=root) as aside:
            folder, notebook = _write(Path(aside), lab_id, title)
            folder.rename(made.folder)
            try:
                made.notebook.parent.mkdir(exist_ok=True)
                notebook.rename(made.notebook)
            except BaseException:
                shutil.rmtree(made.folder)
                raise
    except OSError as exc:
        raise LabError(say.unwritable(root, why(exc)), do=say.MEND_RIGHTS) from exc
    return made


def _check_name(made: NewLab, lab_id: str) -> None:
    if not SLUG.fullmatch(lab_id):
        raise LabError(say.bad_name(lab_id), do=say.NAME_IT)
    labs = made.folder.parent
    if not labs.is_dir():
        raise LabError(say.no_labs(labs), do=say.CHOOSE_COURSE)
    for path in (made.folder, made.notebook):
        if path.exists():
            raise LabError(say.already_there(path), do=say.CHOOSE_ANOTHER)
    holders = sorted([*labs.glob(f"{lab_id[:2]}-*/"), *made.notebook.parent.glob(f"{lab_id[:2]}-*.ipynb")])
    if holders:
        taken = {path.name[:2] for path in labs.iterdir()}
        free = [f"{number:02}" for number in range(100) if f"{number:02}" not in taken]
        raise LabError(say.number_taken(lab_id[:2], holders[0].stem), do=say.choose_number(free[:1]))


def _write(aside: Path, lab_id: str, title: str) -> tuple[Path, Path]:
    """Copy the skeleton under its new name and title."""
    folder = aside / lab_id
    shutil.copytree(SKELETON / "labs" / MODEL, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)  # an installed package may be read-only
    lab_toml = folder / "lab.toml"
    document = tomlkit.parse(lab_toml.read_text(encoding="utf-8"))
    document["title"] = title
    lab_toml.write_text(tomlkit.dumps(document), encoding="utf-8")
    model = (SKELETON / "notebooks" / f"{MODEL}.ipynb").read_text(encoding="utf-8")
    content = json.loads(model.replace(MODEL, lab_id))
    content["cells"][0]["source"][0] = f"# {title}\n"
    notebook = aside / f"{lab_id}.ipynb"
    notebook.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return folder, notebook
