"""`python3 -m checker.bootstrap`: the course's virtual environment, made by whatever Python a machine has.

Only the standard library, and a syntax that an old Python reads well enough to be told so.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from checker.messages import bootstrap as messages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".installed"
OLDEST = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")


def main() -> None:
    """Make the environment, or see that it is there already."""
    if sys.version_info < OLDEST:
        _hand_over()
    VENV.mkdir(exist_ok=True)
    with (VENV / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            _say(messages.WAITING)
            fcntl.flock(lock, fcntl.LOCK_EX)
        _make()


def fingerprint() -> str:
    """Return a hash of what the environment depends on; its own place is written into its programs."""
    total = hashlib.sha256(f"{ROOT}\n{OLDEST}\n".encode())
    for name in ("pyproject.toml", "checker/constraints.txt"):
        total.update((ROOT / name).read_bytes())
    return total.hexdigest()


def _make() -> None:
    works = _works()
    if works and STAMP.exists() and STAMP.read_text() == fingerprint():
        return
    if not works:
        _create()
    _say(messages.INSTALLING)
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    _run([*pip, "-c", "checker/constraints.txt", "-e", ".[dev]"])
    STAMP.write_text(fingerprint())


def _works() -> bool:
    """Say whether the environment's Python runs: it no longer does once the system's Python has moved."""
    try:
        done = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _create() -> None:
    # Python's own module cannot be used half: without ensurepip, Debian's makes an environment without pip.
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        _install_venv_module()
    _say(messages.CREATING)
    for old in ("bin", "lib", "lib64", "include"):
        path = VENV / old
        path.unlink() if path.is_symlink() else shutil.rmtree(path, ignore_errors=True)
    _run([sys.executable, "-m", "venv", str(VENV)])


def _install_venv_module() -> None:
    from checker.errors import CheckerError
    from checker.sandbox import packages, platform

    if not (platform.is_debian() and platform.is_root()):
        _fail(messages.NO_VENV)
    try:
        packages.install(["python3-venv"], _say)
    except CheckerError as error:
        _fail(f"{error.what}\n{error.do}")


def _hand_over() -> None:
    """Run again with a newer Python that has another name; say that there is none otherwise."""
    for name in NEWER_NAMES:
        newer = shutil.which(name)
        if newer:
            os.execv(newer, [newer, "-m", "checker.bootstrap"])
    _fail(messages.too_old(".".join(str(part) for part in sys.version_info[:3])))


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        tail = done.stdout.decode("utf-8", "replace").strip().splitlines()[-15:]
        _fail(messages.failed(" ".join(command), "\n".join(tail)))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _fail(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.exit(1)


if __name__ == "__main__":
    main()
