"""The base image from Debian's packages: what debian:trixie-slim holds, made by mmdebstrap."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import docker

from checker.errors import SandboxError
from checker.messages import images as messages
from checker.sandbox import build_context, packages, platform
from checker.sandbox.engine import translated
from checker.sandbox.progress import Progress

_TIMEOUT_S = 1200
_CHANGES = ('CMD ["bash"]', "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")


def make(client: docker.DockerClient, tag: str, labels: dict[str, str], progress: Progress) -> None:
    """Make the base image and give it this tag.

    Raises:
        SandboxError: mmdebstrap is missing and cannot be installed, or it failed.
    """
    program = _mmdebstrap(progress)
    progress(messages.MAKING_BASE)
    repository, _, version = tag.rpartition(":")
    changes = [*_CHANGES, *(f"LABEL {key}={value}" for key, value in labels.items())]
    with tempfile.TemporaryDirectory(prefix="registres-base-") as folder:
        rootfs = Path(folder) / "base.tar"
        _bootstrap(program, rootfs)
        with translated(messages.IMPORT_OF_BASE):
            answer = client.api.import_image(
                src=str(rootfs), repository=repository, tag=version, changes=changes
            )
    if '"error"' in answer:  # the engine announces success first, then says what went wrong
        raise SandboxError(messages.base_failed(answer.strip()[-500:]), do=messages.CHECK_DISK)


def options() -> list[str]:
    """Return the options of mmdebstrap, its suite last."""
    text = (build_context.CONTEXTS / "base" / "mmdebstrap.options").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _mmdebstrap(progress: Progress) -> str:
    program = packages.find("mmdebstrap")
    if program is None and platform.is_debian() and platform.is_root():
        packages.install(["mmdebstrap", "debian-archive-keyring"], progress)
        program = packages.find("mmdebstrap")
    if program is None:
        raise SandboxError(messages.NO_BASE, do=messages.HOW_TO_GET_BASE)
    return program


def _bootstrap(program: str, rootfs: Path) -> None:
    try:
        done = subprocess.run(
            [program, "--quiet", *options(), str(rootfs)],
            env=packages.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=False,
        )
        failed, said = done.returncode != 0, done.stderr
    except subprocess.TimeoutExpired as exc:
        failed, said = True, exc.stderr or b""
    if failed:
        tail = "\n".join(said.decode("utf-8", "replace").strip().splitlines()[-8:])
        raise SandboxError(messages.base_failed(tail), do=messages.CHECK_MIRROR)
