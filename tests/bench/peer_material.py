"""What the peers are given: the six answers and the six hidden tests, as each of them wants them."""

from __future__ import annotations

import json
import textwrap
import zipfile
from pathlib import Path
from typing import Any

from exercises import HOST_CHECKS, answers, code_cell, on_host

ASSIGNMENT = "banc"
KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def host_answers(address: str) -> list[str]:
    """The reference answers, for a registry of this host."""
    return [on_host(answer, address) for answer in answers()]


def host_checks(address: str) -> str:
    """The module of hidden tests, for a registry of this host."""
    return on_host(HOST_CHECKS.read_text(encoding="utf-8"), address)


def nbgrader_notebook(address: str, *, solved: bool) -> str:
    """The instructor's notebook, or a learner's copy of it with its answers: shell cells, locked tests."""
    cells = [code_cell("checks", host_checks(address), _nbgrader("checks", locked=True))]
    for number, answer in enumerate(host_answers(address), 1):
        source = f"%%bash\n{answer}" if solved else "%%bash\n"
        cells.append(code_cell(f"answer-{number}", source, _nbgrader(f"answer-{number}", solution=True)))
        test = f"### BEGIN HIDDEN TESTS\ncheck_{number}()\n### END HIDDEN TESTS"
        metadata = _nbgrader(f"test-{number}", locked=True, grade=True, points=1)
        cells.append(code_cell(f"test-{number}", "" if solved else test, metadata))
    return _notebook(cells)


def otter_notebook(address: str) -> str:
    """A learner's notebook for otter: each answer, then the call of its check."""
    start = f"import otter\ngrader = otter.Notebook('{ASSIGNMENT}.ipynb')"
    cells = [code_cell("start", start)]
    for number, answer in enumerate(host_answers(address), 1):
        cells.append(code_cell(f"answer-{number}", f"%%bash\n{answer}"))
        cells.append(code_cell(f"check-{number}", f"grader.check('q{number}')"))
    return _notebook(cells)


def otter_tests(folder: Path, address: str) -> None:
    """Otter's test files: one hidden case for each exercise."""
    folder.mkdir(parents=True)
    checks = textwrap.indent(host_checks(address), "    ")
    for number in range(1, 7):
        (folder / f"q{number}.py").write_text(
            "from otter.test_files import test_case\n"
            f"OK_FORMAT = False\nname = 'q{number}'\npoints = 1\n\n"
            f"@test_case(points=1, hidden=True)\ndef test_it(env):\n{checks}\n    check_{number}()\n",
            encoding="utf-8",
        )


def otter_archive(path: Path, tests: Path) -> None:
    """Otter's autograder archive, as `otter generate` writes it, without what only its image needs."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("otter_config.json", json.dumps({"lang": "python", "pdf": False}))
        archive.writestr("files/", "")
        for test in sorted(tests.iterdir()):
            archive.write(test, f"tests/{test.name}")


def check50_module(address: str) -> str:
    """Check50's checks: each runs one script of the copy in the state that the one before it left."""
    lines = ["import subprocess", "import check50", host_checks(address)]
    for number in range(1, 7):
        needs = f"exercise_{number - 1}" if number > 1 else ""
        lines.append(
            f"@check50.check({needs})\ndef exercise_{number}():\n"
            f'    "exercise {number}"\n'
            f"    subprocess.run(['bash', '-e', '{number}.sh'], check=True, capture_output=True)\n"
            f"    check_{number}()\n"
        )
    return "\n".join(lines)


def _notebook(cells: list[dict[str, Any]]) -> str:
    return json.dumps({"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5})


def _nbgrader(
    id_: str, *, locked: bool = False, grade: bool = False, solution: bool = False, points: int = 0
) -> dict[str, Any]:
    about: dict[str, Any] = {
        "schema_version": 3,
        "grade_id": id_,
        "locked": locked,
        "grade": grade,
        "solution": solution,
        "task": False,
    }
    return {"nbgrader": about | ({"points": points} if grade else {})}
