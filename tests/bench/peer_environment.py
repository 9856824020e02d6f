"""The peers' own environments: pinned, installed once into the cache, apart from ours."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from checker.sandbox.places import cache_folder

PINS = Path(__file__).with_name("peers.toml")
INSTALL_TIMEOUT_S = 600


class PeerMissingError(Exception):
    """A peer cannot be measured here; says why, in French."""


def pins() -> dict[str, Any]:
    """What is installed for each peer."""
    return tomllib.loads(PINS.read_text(encoding="utf-8"))


def environment(peer: str) -> Path:
    """The folder of the peer's programs; installed if need be.

    Raises:
        PeerMissingError: it cannot be installed.
    """
    wanted = pins()[peer]
    folder = cache_folder() / "bench" / f"{peer}-{wanted[0].rpartition('==')[2]}"
    programs, mark = folder / "bin", folder / "installed"
    if mark.exists() and mark.read_text(encoding="utf-8") == str(wanted):
        return programs
    try:
        _run(sys.executable, "-m", "venv", "--clear", str(folder))
        _run(str(programs / "python"), "-m", "pip", "install", "--quiet", "--no-input", *wanted)
    except (OSError, subprocess.SubprocessError) as exc:
        raise PeerMissingError(f"{wanted[0]} ne s'installe pas ici") from exc
    mark.write_text(str(wanted), encoding="utf-8")
    return programs


def _run(*command: str) -> None:
    subprocess.run(
        command, check=True, timeout=INSTALL_TIMEOUT_S, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
