"""What the learner's machine may do and may use: the request that creates its container.

The request is the Engine API's own (`POST /containers/create`): two of its fields have no argument in the
Docker SDK.
"""

import json
import re
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

MIB = 1024 * 1024

#: The name that a machine gives itself, by its role.
HOSTNAMES = {"machine": "poste", "machine2": "machine2"}
MEMORY = 2048 * MIB
PIDS = 1024
#: Processes of the learner in one machine; below PIDS, so that ours can always be started.
LEARNER_PROCESSES = 700
#: Seen last by the host's out-of-memory killer: any sandbox goes before the host's own programs.
OOM_SCORE = 300

#: The images that the machine's image holds ready.
PRELOADED = ("registry:2",)

#: Half the weight of anything else on the host.
CPU_SHARES = 512

#: Root of a machine has no use of the rest: drop to the learner, read and stop what is the learner's, and lay
#: the cable from the sandbox's network namespace, in which there is nothing else, to the learner's.
CAPABILITIES = ("DAC_OVERRIDE", "KILL", "NET_ADMIN", "SETGID", "SETUID")

#: Everything that can be written in a machine, and how large it may become.
WRITABLE = {
    "/home/apprenant": "rw,exec,nosuid,nodev,size=256m,mode=0755,uid=1000,gid=1000",
    "/poste": "rw,exec,nosuid,nodev,size=128m,mode=0755,uid=1000,gid=1000",
    "/tmp": "rw,exec,nosuid,nodev,size=256m,mode=1777",
    "/run": "rw,noexec,nosuid,nodev,size=16m,mode=0755",
    "/run/user/1000": "rw,noexec,nosuid,nodev,size=32m,mode=0700,uid=1000,gid=1000",
    "/var/tmp": "rw,noexec,nosuid,nodev,size=1m,mode=1777",
}
DATA = "/var/lib/docker"
DATA_OPTIONS = "rw,exec,nosuid,nodev,size=1024m,mode=0710,uid=1000,gid=1000"

#: From this kernel on, a tmpfs holds the attributes that an overlay of an unprivileged user needs.
TMPFS_WITH_XATTRS = (6, 6)
#: From this kernel on, a limit of processes is counted within a user namespace, not over the whole host.
PROCESSES_COUNTED_APART = (5, 14)


def kernel_version(engine_info: Mapping[str, Any]) -> tuple[int, int]:
    """Read the kernel's version in what the engine says of itself; (0, 0) when it says nothing readable."""
    found = re.match(r"(\d+)\.(\d+)", str(engine_info.get("KernelVersion", "")))
    return (int(found[1]), int(found[2])) if found else (0, 0)


def needs_data_volume(engine_info: Mapping[str, Any]) -> bool:
    """Say whether the learner's images must be kept in a volume, for want of a capable tmpfs."""
    return kernel_version(engine_info) < TMPFS_WITH_XATTRS


def environment(
    engine_info: Mapping[str, Any],
    interface: str,
    name_server: str,
    role: str,
    authority: str,
    preloaded: Sequence[str],
) -> list[str]:
    """Give the variables that `init.py` reads."""
    counted_apart = kernel_version(engine_info) >= PROCESSES_COUNTED_APART
    most = str(LEARNER_PROCESSES) if counted_apart else ""
    return [
        f"REGISTRES_ADDRESS={interface}",
        f"REGISTRES_HOSTNAME={HOSTNAMES[role]}",
        f"REGISTRES_DNS={name_server}",
        f"REGISTRES_PROCESSES={most}",
        f"REGISTRES_ROLE={role}",
        f"REGISTRES_AUTHORITY={authority}",
        f"REGISTRES_IMAGES={' '.join(preloaded)}",
    ]


def creation_request(
    image: str,
    *,
    role: str,
    authority: str = "",
    preloaded: Sequence[str] = (),
    engine_info: Mapping[str, Any],
    labels: Mapping[str, str],
    hub: str,
    interface: str,
    name_server: str,
    data_volume: str | None = None,
) -> dict[str, Any]:
    """Make the body of `POST /containers/create` for one machine.

    Args:
        image: the machine's image.
        role: `machine` or `machine2`.
        authority: the root that it trusts beside the usual ones, PEM; empty when there is none.
        preloaded: the images that its engine begins with, among `PRELOADED`.
        engine_info: what `GET /info` of the outer engine answers.
        labels: our labels.
        hub: name or id of the Hub's container, whose network namespace the machine's cable ends in.
        interface: the machine's address, with its prefix's length.
        name_server: address of the sandbox's name server.
        data_volume: name of the volume that holds the learner's images, when `needs_data_volume`.
    """
    return {
        "Image": image,
        "Labels": dict(labels),
        "Env": environment(engine_info, interface, name_server, role, authority, preloaded),
        "HostConfig": host_config(engine_info, hub, data_volume),
    }


def host_config(engine_info: Mapping[str, Any], hub: str, data_volume: str | None) -> dict[str, Any]:
    """Make the part of the request that says what the container may do on its host."""
    writable = dict(WRITABLE) if data_volume else {**WRITABLE, DATA: DATA_OPTIONS}
    return {
        "NetworkMode": f"container:{hub}",
        "Privileged": False,
        "CapDrop": ["ALL"],
        "CapAdd": list(CAPABILITIES),
        "SecurityOpt": ["apparmor=unconfined", f"seccomp={seccomp_profile()}"],
        # The learner's containers mount a /proc of their own, which the kernel grants only if ours is whole.
        # What is left uncovered is root's: the learner's user cannot write it.
        "MaskedPaths": [],
        "ReadonlyPaths": [],
        "ReadonlyRootfs": True,
        "Tmpfs": writable,
        "Mounts": [{"Type": "volume", "Source": data_volume, "Target": DATA}] if data_volume else [],
        "Memory": MEMORY,
        "MemorySwap": MEMORY,
        "PidsLimit": PIDS,
        "CpuShares": CPU_SHARES,
        "NanoCpus": min(2, int(engine_info.get("NCPU") or 1)) * 1_000_000_000,
        "OomScoreAdj": OOM_SCORE,
        "LogConfig": {"Type": "json-file", "Config": {"max-size": "1m", "max-file": "1"}},
        "RestartPolicy": {"Name": "no"},
    }


def seccomp_profile() -> str:
    """Give the profile of refused system calls, as the engine wants it: its text, not its path."""
    text = resources.files(__package__).joinpath("machine_seccomp.json").read_text("utf-8")
    return json.dumps(json.loads(text), separators=(",", ":"))
