"""The folders in which the product keeps what outlives a process, outside the course itself."""

from __future__ import annotations

import os
from pathlib import Path


def state_folder() -> Path:
    """Return the folder of what is running (engine's pid and log, sessions), created if need be."""
    return _folder("REGISTRES_STATE", "XDG_STATE_HOME", ".local/state")


def cache_folder() -> Path:
    """Return the folder of what can be made again (authority, archives), created if need be."""
    return _folder("REGISTRES_CACHE", "XDG_CACHE_HOME", ".cache")


def data_folder() -> Path:
    """Return the folder of what is the person's own (the progress file), created if need be."""
    return _folder("REGISTRES_DATA", "XDG_DATA_HOME", ".local/share")


def _folder(own_variable: str, xdg_variable: str, default: str) -> Path:
    own = os.environ.get(own_variable)
    parent = os.environ.get(xdg_variable)
    if own:
        folder = Path(own).absolute()
    elif parent and Path(parent).is_absolute():
        folder = Path(parent) / "registres"
    else:
        folder = Path.home() / default / "registres"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
