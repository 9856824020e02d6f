"""What this machine is, for what must be installed or advised."""

from __future__ import annotations

import os
import platform
import sys
from enum import StrEnum
from pathlib import Path


class Platform(StrEnum):
    """The kinds of machine for which the advice differs."""

    DEBIAN = "debian"
    LINUX = "linux"
    WSL = "wsl"
    MACOS = "macos"
    WINDOWS = "windows"


def current() -> Platform:
    """Return the kind of this machine."""
    if sys.platform == "darwin":
        return Platform.MACOS
    if sys.platform == "win32":
        return Platform.WINDOWS
    if "microsoft" in platform.release().lower():
        return Platform.WSL
    return Platform.DEBIAN if is_debian() else Platform.LINUX


def is_debian(os_release: Path = Path("/etc/os-release")) -> bool:
    """Say whether Debian's packages can be installed here: Debian, Ubuntu and what derives from them."""
    fields = os_fields(os_release)
    return "debian" in f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".split()


def os_fields(os_release: Path = Path("/etc/os-release")) -> dict[str, str]:
    """Return the fields of os-release; none when it cannot be read."""
    try:
        lines = os_release.read_text("utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {key: value.strip().strip("\"'") for key, value in pairs}


def is_root() -> bool:
    """Say whether this process may install packages and start an engine."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def runs_systemd() -> bool:
    """Say whether services are started by systemd here."""
    return Path("/run/systemd/system").is_dir()
