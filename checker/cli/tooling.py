"""What the tests need of the system, installed from Debian where that is possible."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.messages import prepare as messages
from checker.sandbox import packages, platform


def has_browser() -> bool:
    """Whether Chromium is there."""
    return packages.find("chromium") is not None


def has_dictionary() -> bool:
    """Whether hunspell is there and knows French: it exits with an error when it lacks the dictionary."""
    program = packages.find("hunspell")
    if program is None:
        return False
    asked = subprocess.run([program, "-d", "fr_FR", "-l"], input=b"", capture_output=True, check=False)
    return asked.returncode == 0


def has_database() -> bool:
    """Whether PostgreSQL is there; Debian keeps its programs out of PATH."""
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or packages.find("initdb") is not None


@dataclass(frozen=True)
class Tool:
    """One thing that the tests use."""

    is_there: Callable[[], bool]
    packages: Sequence[str]
    doing: str
    done: str
    missing: str


TOOLS = (
    Tool(
        has_browser,
        ("chromium", "fonts-dejavu-core"),
        messages.BROWSER,
        messages.BROWSER_THERE,
        messages.NO_BROWSER,
    ),
    Tool(
        has_dictionary,
        ("hunspell", "hunspell-fr-classical"),
        messages.SPELLER,
        messages.SPELLER_THERE,
        messages.NO_SPELLER,
    ),
    Tool(has_database, ("postgresql",), messages.DATABASE, messages.DATABASE_THERE, messages.NO_DATABASE),
)


def prepare(doing: Callable[[str], None], done: Callable[[str], None]) -> None:
    """Install what is missing where we may; elsewhere say what the tests will lack.

    Args:
        doing: told what is being done.
        done: told the outcome of each.

    Raises:
        SandboxError: apt-get failed.
    """
    for tool in TOOLS:
        doing(tool.doing)
        if not tool.is_there() and platform.is_debian() and platform.is_root():
            packages.install(tool.packages, doing)
        done(tool.done if tool.is_there() else tool.missing)
