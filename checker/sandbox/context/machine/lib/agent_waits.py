"""Tells whether the programs in the foreground of a terminal wait for somebody to type."""

from __future__ import annotations

import os
import platform
from enum import Enum
from pathlib import Path

# System call numbers: those that read, and those that wait on several descriptors (the terminal may be one).
READS = {"x86_64": {0, 19}, "aarch64": {63, 65}}
POLLS = {"x86_64": {7, 23, 232, 270, 271, 281}, "aarch64": {22, 72, 73}}


class Wait(Enum):
    """How sure we are that somebody has to type."""

    NO = "no"
    SURE = "sure"
    """A main thread is blocked in a read of the terminal."""
    READS = "reads"
    """Another thread is blocked in a read of the terminal: Go programs do so even when they need nothing."""
    POLLS = "polls"
    """A thread waits on several descriptors; the terminal may be one of them."""
    UNKNOWN = "unknown"
    """This kernel does not say what processes wait for."""


def foreground_pids(group: int) -> list[int]:
    """The processes of a process group."""
    pids = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                stat = Path("/proc", name, "stat").read_text(errors="replace")
            except OSError:
                continue
            # pid (comm) state ppid pgrp …: comm may hold spaces and parentheses.
            fields = stat.rpartition(")")[2].split()
            if len(fields) > 2 and fields[2] == str(group):
                pids.append(int(name))
    return pids


def waits(group: int, terminal: str) -> Wait:
    """Whether a process of the group waits for input on this terminal."""
    machine = platform.machine()
    reads, polls = READS.get(machine), POLLS.get(machine, set())
    if reads is None:
        return Wait.UNKNOWN
    found = {
        _judge(pid, thread, call, reads, polls, terminal)
        for pid in foreground_pids(group)
        for thread, call in _calls(pid)
    }
    ranked = (Wait.SURE, Wait.READS, Wait.POLLS, Wait.NO)
    return next((wait for wait in ranked if wait in found), Wait.UNKNOWN)


def _calls(pid: int) -> list[tuple[int, list[str]]]:
    """Thread id and the words of its /proc/…/syscall, for each thread that can be read."""
    calls = []
    try:
        threads = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []
    for name in threads:
        try:
            words = Path(f"/proc/{pid}/task/{name}/syscall").read_text().split()
        except OSError:
            continue
        calls.append((int(name), words))
    return calls


def _judge(pid: int, thread: int, call: list[str], reads: set[int], polls: set[int], terminal: str) -> Wait:
    if len(call) < 2 or not call[0].isdigit():  # "running"
        return Wait.NO
    number = int(call[0])
    if number in reads and _target(pid, int(call[1], 16)) in (terminal, "/dev/tty"):
        return Wait.SURE if thread == pid else Wait.READS
    return Wait.POLLS if number in polls else Wait.NO


def _target(pid: int, descriptor: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/fd/{descriptor}")
    except OSError:
        return ""


def program(group: int) -> str:
    """The name of the program that leads a process group."""
    try:
        return Path(f"/proc/{group}/comm").read_text(errors="replace").strip()
    except OSError:
        return ""
