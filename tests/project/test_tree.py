"""The tree as git knows it: nothing stray, nothing of one machine, short modules, clean notebooks."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOP_LEVEL = {
    ".ci",
    ".github",
    ".gitignore",
    "BENCHMARKS.md",  # written by a whole run of `make bench`: people compare it with their own machine
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "checker",
    "environment.yml",
    "labs",
    "notebooks",
    "pyproject.toml",
    "tests",
}
# Written so that this file does not match itself.
OF_ONE_MACHINE = re.compile(
    r"pypi\.org|python"
    r"hosted\.org|deb\.deb"
    r"ian\.org|security\.deb"
    r"ian\.org|registry\.npm"
    r"js"
    r"|/work"
    r"/(main|shared|steering)|/tmp"
    r"/w/|/root"
    r"/\.pyenv|/opt"
    r"/(wheels|pypi)"
)
LEFT_OPEN = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|NotImplemented" r"Error|pytest\.sk" r"ip|xf" r"ail)\b")
MODULE_LIMIT = 300
FILE_LIMIT = 500_000


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def lines_matching(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
            for number, line in enumerate(text.splitlines(), 1)
            if pattern.search(line)
        ]
    return found


def test_the_top_level_holds_what_a_reader_expects_and_nothing_else():
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= TOP_LEVEL


def test_no_file_names_a_mirror_or_a_path_of_one_machine():
    assert lines_matching(OF_ONE_MACHINE, tracked()) == []


def test_nothing_is_left_open_in_the_code():
    # The labs kept under tests/ are specimens: some show what an author must not do.
    code = tracked("*.py", "*.sh", "*.toml", "Makefile", ".ci", ":!tests/*/labs/")
    assert lines_matching(LEFT_OPEN, code) == []


def test_a_module_stays_short_enough_to_be_read_at_once():
    long = {
        str(path.relative_to(ROOT)): count
        for path in tracked("checker/*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MODULE_LIMIT
    }
    assert long == {}


def test_no_tracked_file_is_large():
    assert [str(p.relative_to(ROOT)) for p in tracked() if p.stat().st_size > FILE_LIMIT] == []


def test_the_notebooks_carry_no_output():
    for path in tracked("notebooks/*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            assert not cell.get("outputs") and cell.get("execution_count") is None, path.name
