"""The labels that say what is ours on the engine, and whether its owner still lives."""

from __future__ import annotations

import os
import platform
import re
import secrets
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psutil

RUN = "registres.run"
ROLE = "registres.role"
OWNER = "registres.owner"
CREATED = "registres.created"
#: Which images a machine began with, between blanks: one that takes its place begins with the same.
IMAGES = "registres.images"

#: How long the things of another host that shares the engine are left alone: nobody here can tell whether
#: their owner lives.
FOREIGN_LIFETIME_S = 48 * 3600.0

_RUN_ID = re.compile(r"[0-9a-f]{12}")
_FIRST_PID_NAMESPACE = 4026531836


def new_run_id() -> str:
    """Make the identity of one sandbox: 12 hexadecimal digits."""
    return secrets.token_hex(6)


def is_run_id(text: str) -> bool:
    """Say whether a text has the shape of a run id."""
    return _RUN_ID.fullmatch(text) is not None


def container_name(run_id: str, role: str) -> str:
    """Name a container so that a person who lists them knows what it is."""
    return f"registres-{role}-{run_id}"


@dataclass(frozen=True)
class Owner:
    """The process that a sandbox belongs to, told apart from a later one with the same number.

    Args:
        pid: its number.
        started: when it started, in the unit of its system.
        host: the host's name and its boot.
    """

    pid: int
    started: str
    host: str

    def __str__(self) -> str:
        return f"{self.pid}:{self.started}:{self.host}"

    @classmethod
    def current(cls) -> Owner:
        """Give the process that asks."""
        return cls.of(os.getpid())

    @classmethod
    def of(cls, pid: int) -> Owner:
        """Give a running process of this host.

        Raises:
            ProcessLookupError: there is none with this number.
        """
        started = _start_of(pid)
        if started is None:
            raise ProcessLookupError(pid)
        return cls(pid, started, _host())

    @classmethod
    def parse(cls, text: str) -> Owner | None:
        """Read a label; None when it is not one of ours."""
        match = re.fullmatch(r"(\d+):(\w+):(\S+)", text)
        return cls(int(match[1]), match[2], match[3]) if match else None

    def is_here(self) -> bool:
        """Say whether this process ran on this host (in this boot or an earlier one)."""
        return self.host.rpartition("-")[0] == _host().rpartition("-")[0]

    def is_alive(self) -> bool:
        """Say whether this process of this host is still there."""
        return self.host == _host() and _start_of(self.pid) == self.started


def make_labels(run_id: str, role: str, owner: Owner) -> dict[str, str]:
    """Make the labels of one thing."""
    return {RUN: run_id, ROLE: role, OWNER: str(owner), CREATED: str(int(time.time()))}


def is_owner_alive(labels: Mapping[str, str]) -> bool:
    """Say whether the owner of a labelled thing lives, as far as this host can tell.

    The owner may be a process of another host that shares the engine: it is believed alive for
    `FOREIGN_LIFETIME_S` after the thing was made.
    """
    owner = Owner.parse(labels.get(OWNER, ""))
    if owner is not None and owner.is_here():
        return owner.is_alive()
    created = labels.get(CREATED, "")
    return created.isdigit() and time.time() < int(created) + FOREIGN_LIFETIME_S


@cache
def _host() -> str:
    """Name this host and this boot: `name[@pid namespace]-boot`."""
    name = re.sub(r"[\s:]", "_", socket.gethostname())
    if platform.system() != "Linux":
        # There a start time is a date: it needs no boot to be told from another.
        return f"{name}-0"
    namespace = Path("/proc/self/ns/pid").stat().st_ino
    if namespace != _FIRST_PID_NAMESPACE:
        name = f"{name}@{namespace}"
    return f"{name}-{Path('/proc/sys/kernel/random/boot_id').read_text('ascii').strip().replace('-', '')}"


def _start_of(pid: int) -> str | None:
    """Say when a process started; None when it is not there, or only waits to be buried."""
    if platform.system() != "Linux":
        return _portable_start_of(pid)
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return None
    return None if fields[0] in "ZX" else fields[19]


def _portable_start_of(pid: int) -> str | None:
    try:
        return str(int(psutil.Process(pid).create_time() * 1000))
    except psutil.Error:
        return None
