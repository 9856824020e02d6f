"""Whether a machine can run the course: the conditions, each judged from facts, with its remedy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from checker.messages import doctor as messages
from checker.messages.quantities import size_of
from checker.sandbox import machine_spec
from checker.sandbox.host import Facts
from checker.sandbox.platform import Platform

OLDEST_PYTHON = (3, 11)
OLDEST_KERNEL = (5, 11)
"""The first kernel in which a plain user's namespace may mount an overlay."""
MEMORY_NEEDED = 2_000_000_000
MEMORY_WANTED = 4_000_000_000
DISK_FOR_IMAGES = 4_000_000_000
DISK_TO_RUN = 1_000_000_000


class Status(StrEnum):
    """How a condition is met."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Condition:
    """One line of the table.

    A failed condition prevents the course from running; a warning does not.
    """

    id: str
    status: Status
    observed: str
    remedy: str = ""


def judge(facts: Facts) -> list[Condition]:
    """Return all the conditions, in the order in which they should be mended."""
    conditions = [_system(facts), _python(facts), *_engine(facts)]
    if facts.engine_error is None:
        conditions += [
            _kernel(facts),
            *_namespaces(facts),
            _limits(facts),
            _memory(facts),
            _disk(facts),
            _images(facts),
            _leftovers(facts),
        ]
    return conditions


def _system(facts: Facts) -> Condition:
    if facts.platform == Platform.WINDOWS:
        return Condition("system", Status.FAILED, facts.system, messages.USE_WSL)
    return Condition("system", Status.OK, facts.system)


def _python(facts: Facts) -> Condition:
    version = f"Python {facts.python[0]}.{facts.python[1]}"
    if facts.python < OLDEST_PYTHON:
        return Condition("python", Status.FAILED, version, messages.UPGRADE_PYTHON)
    return Condition("python", Status.OK, version)


def _engine(facts: Facts) -> Iterator[Condition]:
    """Judge the engine; the error of the connection says by itself what is wrong and what to do."""
    if facts.engine_error is not None:
        yield Condition("engine", Status.FAILED, facts.engine_error.what, facts.engine_error.do)
        return
    info = facts.engine_info
    observed = messages.engine(str(info.get("ServerVersion")), facts.engine_host)
    if info.get("OSType", "linux") != "linux":
        yield Condition("engine", Status.FAILED, messages.WINDOWS_CONTAINERS, messages.SWITCH_TO_LINUX)
    else:
        yield Condition("engine", Status.OK, observed)
    rootless = any("rootless" in option for option in info.get("SecurityOptions") or [])
    if rootless:
        yield Condition("rights", Status.WARNING, messages.ROOTLESS, messages.PREFER_ROOTFUL)
    else:
        yield Condition("rights", Status.OK, messages.MAY_USE_ENGINE)


def _kernel(facts: Facts) -> Condition:
    version = machine_spec.kernel_version(facts.engine_info)
    observed = str(facts.engine_info.get("KernelVersion", ""))
    if version < OLDEST_KERNEL:
        return Condition("kernel", Status.FAILED, messages.old_kernel(observed), messages.UPGRADE_KERNEL)
    if machine_spec.needs_data_volume(facts.engine_info):
        return Condition("kernel", Status.OK, messages.kernel_with_volume(observed))
    return Condition("kernel", Status.OK, observed)


def _namespaces(facts: Facts) -> Iterator[Condition]:
    """Judge by a trial; the settings only tell which one refuses."""
    if facts.trial is None:
        why = facts.trial_error or messages.AFTER_PREPARE
        status = Status.FAILED if facts.trial_error else Status.UNKNOWN
        remedy = messages.CHECK_ENGINE if facts.trial_error else messages.PREPARE
        yield Condition("namespaces", status, why, remedy)
        return
    apparmor = facts.trial_number("apparmor")
    if facts.trial.get("namespaces") == "yes":
        yield Condition("namespaces", Status.OK, messages.NAMESPACES_WORK)
        yield Condition(
            "apparmor", Status.OK, messages.APPARMOR_ALLOWS if apparmor else messages.NO_RESTRICTION
        )
        return
    if apparmor:
        yield Condition("namespaces", Status.UNKNOWN, messages.SEE_APPARMOR)
        yield Condition("apparmor", Status.FAILED, messages.APPARMOR_RESTRICTS, messages.ALLOW_IN_APPARMOR)
    elif facts.trial_number("unprivileged_userns_clone") == 0:
        yield Condition("namespaces", Status.FAILED, messages.CLONE_FORBIDDEN, messages.ALLOW_CLONE)
    elif not facts.trial_number("max_user_namespaces"):
        yield Condition("namespaces", Status.FAILED, messages.NO_NAMESPACES, messages.ALLOW_NAMESPACES)
    else:
        yield Condition(
            "namespaces", Status.FAILED, messages.NAMESPACES_REFUSED, messages.CHECK_SECURITY_MODULE
        )


def _limits(facts: Facts) -> Condition:
    """Judge the engine's control groups: without them a runaway learner takes the whole machine."""
    version = facts.engine_info.get("CgroupVersion", "?")
    lacking = [name for name, key in messages.LIMITS.items() if facts.engine_info.get(key) is False]
    if lacking:
        return Condition("cgroups", Status.WARNING, messages.no_limit(lacking), messages.ENABLE_CGROUPS)
    return Condition("cgroups", Status.OK, messages.cgroups(str(version)))


def _memory(facts: Facts) -> Condition:
    total = int(facts.engine_info.get("MemTotal") or 0)
    if total < MEMORY_NEEDED:
        return Condition(
            "memory", Status.FAILED, size_of(total), messages.more_memory(size_of(MEMORY_NEEDED))
        )
    if total < MEMORY_WANTED:
        return Condition(
            "memory", Status.WARNING, size_of(total), messages.more_memory(size_of(MEMORY_WANTED))
        )
    return Condition("memory", Status.OK, size_of(total))


def _disk(facts: Facts) -> Condition:
    kib = facts.trial_number("free_kib")
    free = kib * 1024 if kib is not None else _free_here(facts)
    if free is None:
        return Condition("disk", Status.UNKNOWN, messages.AFTER_PREPARE, messages.PREPARE)
    needed = DISK_FOR_IMAGES if facts.missing_images else DISK_TO_RUN
    if free < needed:
        return Condition(
            "disk", Status.FAILED, messages.free(size_of(free)), messages.more_disk(size_of(needed))
        )
    return Condition("disk", Status.OK, messages.free(size_of(free)))


def _free_here(facts: Facts) -> int | None:
    """Return the free space of the engine's folder when it is on this very machine."""
    root = Path(str(facts.engine_info.get("DockerRootDir", "")))
    if not (facts.engine_host.startswith("unix:") and root.is_absolute()):
        return None
    try:
        return shutil.disk_usage(root).free
    except OSError:
        return None


def _images(facts: Facts) -> Condition:
    if facts.missing_images:
        return Condition("images", Status.FAILED, messages.missing(facts.missing_images), messages.PREPARE)
    return Condition("images", Status.OK, messages.ALL_IMAGES)


def _leftovers(facts: Facts) -> Condition:
    if facts.dead_runs:
        return Condition("leftovers", Status.WARNING, messages.leftovers(facts.dead_runs), messages.SWEEP)
    return Condition("leftovers", Status.OK, messages.NO_LEFTOVERS)
