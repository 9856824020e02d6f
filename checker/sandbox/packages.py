"""Debian's packages, installed when this machine lacks a program that the preparation needs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence

from checker.errors import SandboxError
from checker.messages import engine as messages
from checker.sandbox.progress import Progress

_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# Another apt (unattended-upgrades) may hold the lock; a dead mirror must not hang us.
_OPTIONS = (
    "-q",
    "-o",
    "DPkg::Lock::Timeout=180",
    "-o",
    "Acquire::Retries=3",
    "-o",
    "Acquire::http::Timeout=30",
)
_TIMEOUT_S = 1200


def environment() -> dict[str, str]:
    """Return an environment in which system programs are found and speak plain English."""
    path = os.pathsep.join(filter(None, (os.environ.get("PATH"), _PATH)))
    return {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}


def find(program: str) -> str | None:
    """Return the path of a program, those of the administrator included."""
    return shutil.which(program, path=environment()["PATH"])


def install(names: Sequence[str], progress: Progress) -> None:
    """Install packages with apt-get, as root.

    Raises:
        SandboxError: apt-get failed; the end of what it said is quoted.
    """
    progress(messages.installing(names))
    _apt_get("update")
    _apt_get("install", "-y", "--no-install-recommends", *names)


def _apt_get(*arguments: str) -> None:
    command = ["apt-get", *_OPTIONS, *arguments]
    try:
        done = subprocess.run(
            command,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_TIMEOUT_S,
            check=False,
        )
        output, failed = done.stdout, done.returncode != 0
    except FileNotFoundError as exc:
        raise SandboxError(messages.NO_APT, do=messages.INSTALL_BY_HAND) from exc
    except subprocess.TimeoutExpired as exc:
        output, failed = exc.stdout or b"", True
    if failed:
        tail = "\n".join(output.decode("utf-8", "replace").strip().splitlines()[-8:])
        raise SandboxError(messages.apt_failed(" ".join(command), tail), do=messages.CHECK_APT)
