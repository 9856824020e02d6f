"""The state of the learner's engine as frozen data, read from the Engine API's JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from checker.grading.labelled import Labelled, read_labels
from checker.grading.reference import parse_reference, same_reference

SETTLING_S = 10.0

_ANONYMOUS_VOLUME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Port:
    """One published port."""

    container_port: int
    protocol: str
    host_ip: str
    host_port: int
    """0 while the engine has not chosen one."""


@dataclass(frozen=True)
class Mount:
    """One mount of a container."""

    type: str
    """`bind`, `volume` or `tmpfs`."""
    name: str
    """The volume's name; empty for a bind."""
    source: str
    destination: str
    read_only: bool

    @property
    def is_named(self) -> bool:
        """True for a volume that the learner named, which outlives `docker rm`."""
        return self.type == "volume" and not _ANONYMOUS_VOLUME.fullmatch(self.name)


@dataclass(frozen=True)
class Container:
    """A container, running or not."""

    id: str
    name: str
    image: str
    """The reference as it was typed."""
    image_id: str
    state: str
    """`created`, `running`, `restarting`, `paused`, `exited` or `dead`."""
    exit_code: int
    restart_count: int
    restart_policy: str
    """`no`, `always`, `on-failure` or `unless-stopped`."""
    env: Mapping[str, str]
    ports: tuple[Port, ...]
    """What was asked with -p, even when the container does not run."""
    mounts: tuple[Mount, ...]
    command: tuple[str, ...]
    labels: Mapping[str, str]
    created: str
    started_at: str

    @property
    def is_running(self) -> bool:
        """True when its process lives; a restart loop is no running."""
        return self.state == "running"

    @property
    def restarts_by_itself(self) -> bool:
        """True when the engine starts it again whatever ended it, itself included."""
        return self.restart_policy in {"always", "unless-stopped"}

    @property
    def settling_s(self) -> float:
        """Seconds during which its program, just started, may still be silent: for `wait_for`'s `timeout_s`.

        On a busy machine a registry needs more than a moment, and being quick must cost nobody points;
        a container that has long been up has no excuse.
        """
        try:
            age_s = datetime.now(UTC).timestamp() - datetime.fromisoformat(self.started_at).timestamp()
        except ValueError:
            return SETTLING_S
        return min(SETTLING_S, max(0.0, SETTLING_S - age_s)) if self.is_running else 0.0

    @property
    def repository(self) -> str:
        """`registry` for registry:2, `localhost:5000/mysql` for an image of another registry."""
        return parse_reference(self.image).name

    @property
    def tag(self) -> str:
        """The tag as typed, `latest` when none was."""
        return parse_reference(self.image).tag

    @property
    def published_ports(self) -> tuple[int, ...]:
        """Ports of the machine that lead to the container."""
        return tuple(dict.fromkeys(p.host_port for p in self.ports))

    def publishes(self, host_port: int, container_port: int | None = None) -> bool:
        """True when this port of the machine leads to the container (and to that port of it)."""
        return any(
            p.host_port == host_port and container_port in (None, p.container_port) for p in self.ports
        )

    def mount_at(self, destination: str) -> Mount | None:
        """What is mounted at exactly this path."""
        wanted = destination.rstrip("/")
        return next((m for m in self.mounts if m.destination.rstrip("/") == wanted), None)

    def mount_holding(self, path: str) -> Mount | None:
        """The mount in which this path of the container lies, None when it is in none."""
        holders = [m for m in self.mounts if f"{path}/".startswith(m.destination.rstrip("/") + "/")]
        return max(holders, key=lambda m: len(m.destination.rstrip("/")), default=None)

    def source_of(self, path: str) -> str | None:
        """Where on the machine this path of the container lies, None when it is in no mount."""
        nearest = self.mount_holding(path)
        if nearest is None:
            return None
        return nearest.source.rstrip("/") + path[len(nearest.destination.rstrip("/")) :]


@dataclass(frozen=True)
class Image(Labelled):
    """An image of the engine."""

    id: str
    tags: tuple[str, ...]
    digests: tuple[str, ...]
    """RepoDigests, `mysql@sha256:…`: where it was pulled from or pushed to."""
    diff_ids: tuple[str, ...]
    """Digests of the unpacked layers: the same in every registry and every store."""
    labels: Mapping[str, str]
    env: Mapping[str, str]
    """Variables of its configuration; images built on another one inherit them."""
    created: str
    size: int

    def has_tag(self, reference: str) -> bool:
        """True when it bears this name, however it is spelt."""
        return any(same_reference(t, reference) for t in self.tags)


@dataclass(frozen=True)
class Volume:
    """A volume of the engine."""

    name: str
    driver: str
    mountpoint: str
    labels: Mapping[str, str]

    @property
    def is_anonymous(self) -> bool:
        """True when the engine chose the name."""
        return bool(_ANONYMOUS_VOLUME.fullmatch(self.name))


def read_container(raw: dict[str, Any]) -> Container:
    """A container from the answer of `GET /containers/<id>/json`."""
    state, config, host = raw.get("State") or {}, raw.get("Config") or {}, raw.get("HostConfig") or {}
    return Container(
        id=str(raw.get("Id", "")),
        name=str(raw.get("Name", "")).lstrip("/"),
        image=str(config.get("Image", "")),
        image_id=str(raw.get("Image", "")),
        state=str(state.get("Status", "")),
        exit_code=int(state.get("ExitCode") or 0),
        restart_count=int(raw.get("RestartCount") or 0),
        restart_policy=str((host.get("RestartPolicy") or {}).get("Name") or "no"),
        env=dict(entry.partition("=")[::2] for entry in config.get("Env") or ()),
        ports=_ports(raw, host),
        mounts=tuple(_mount(m) for m in raw.get("Mounts") or ()),
        command=tuple(config.get("Cmd") or ()),
        labels=config.get("Labels") or {},
        created=str(raw.get("Created", "")),
        started_at=str(state.get("StartedAt", "")),
    )


def _ports(raw: dict[str, Any], host: dict[str, Any]) -> tuple[Port, ...]:
    # A stopped container has no NetworkSettings.Ports; -P leaves no PortBindings: both are needed.
    live = (raw.get("NetworkSettings") or {}).get("Ports") or {}
    bindings = {**(host.get("PortBindings") or {}), **{k: v for k, v in live.items() if v}}
    found: dict[Port, None] = {}
    for key, entries in bindings.items():
        number, _, protocol = key.partition("/")
        for entry in entries or ():
            ip = entry.get("HostIp") or "0.0.0.0"
            ip = "0.0.0.0" if ip == "::" else ip
            found[Port(int(number), protocol or "tcp", ip, int(entry.get("HostPort") or 0))] = None
    return tuple(found)


def _mount(raw: dict[str, Any]) -> Mount:
    return Mount(
        type=str(raw.get("Type", "")),
        name=str(raw.get("Name") or ""),
        source=str(raw.get("Source") or ""),
        destination=str(raw.get("Destination", "")),
        read_only=not raw.get("RW", True),
    )


def read_image(raw: dict[str, Any]) -> Image:
    """An image from the answer of `GET /images/<name>/json`."""
    return Image(
        id=str(raw.get("Id", "")),
        tags=tuple(raw.get("RepoTags") or ()),
        digests=tuple(raw.get("RepoDigests") or ()),
        diff_ids=tuple((raw.get("RootFS") or {}).get("Layers") or ()),
        labels=read_labels((raw.get("Config") or {}).get("Labels")),
        env=dict(entry.partition("=")[::2] for entry in (raw.get("Config") or {}).get("Env") or ()),
        created=str(raw.get("Created", "")),
        size=int(raw.get("Size") or 0),
    )


def read_volume(raw: dict[str, Any]) -> Volume:
    """A volume from an entry of `GET /volumes`."""
    return Volume(
        name=str(raw.get("Name", "")),
        driver=str(raw.get("Driver", "")),
        mountpoint=str(raw.get("Mountpoint", "")),
        labels=raw.get("Labels") or {},
    )
