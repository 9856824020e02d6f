"""The Docker engine that we start ourselves, detached, where no other answers.

What is needed to find it again, and never to stop another program in its place, is in a record:
its pid with its start time and the machine's boot (pids are used again).
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from checker.errors import EngineUnavailableError
from checker.messages import engine as messages
from checker.sandbox import packages, platform
from checker.sandbox.places import state_folder

DEFAULT_SOCKET = Path("/var/run/docker.sock")
START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 40.0
ENDING_S = 5.0
"""How long the processes of an engine that was killed may take to end."""
BRIDGE_PREFIX = "registres-"
BRIDGE_ADDRESS = "192.0.2.1/29"
"""Of a range that is kept for documentation: nobody's network."""


@dataclass(frozen=True)
class Daemon:
    """A dockerd that we started."""

    pid: int
    started: str
    boot: str
    socket: str

    @property
    def is_running(self) -> bool:
        """Whether this very process still runs."""
        return self.boot == _boot() and self.started == start_time(self.pid)


def folder(apart: Path | None = None) -> Path:
    """Return where an engine's record and log are: the state folder, or the folder of an engine apart."""
    return apart.absolute() if apart else state_folder() / "engine"


def log_file(apart: Path | None = None) -> Path:
    """Return the engine's log."""
    return folder(apart) / "dockerd.log"


def running(apart: Path | None = None) -> Daemon | None:
    """Return the engine that we started, if it still runs."""
    try:
        daemon = Daemon(**json.loads(_record(apart).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return daemon if daemon.is_running else None


def start(apart: Path | None = None, *, timeout_s: float = START_TIMEOUT_S) -> Daemon:
    """Start dockerd in a session of its own and wait until its socket accepts.

    Args:
        apart: keep the socket and all the engine's data in this folder, with a bridge of its own and
            no firewall rules, so that it disturbs no other engine.
        timeout_s: how long it may take to answer.

    Raises:
        EngineUnavailableError: it is not installed, we are not root, it died or it is too slow.
    """
    program = packages.find("dockerd")
    if program is None:
        do = messages.how_to_install(platform.current())
        raise EngineUnavailableError(messages.NO_ENGINE, do=do)
    if not platform.is_root():
        raise EngineUnavailableError(messages.ROOT_NEEDED, do=messages.AS_ROOT)
    home = folder(apart)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    address = apart.absolute() / "docker.sock" if apart else DEFAULT_SOCKET
    _forget_dead("dockerd", home / "dockerd.pid")
    _forget_dead("containerd", _exec_root(apart) / "containerd" / "containerd.pid")
    if apart:
        _make_bridge(bridge_name(apart))
    process = _spawn([program, *_arguments(home, address, apart)], log_file(apart))
    daemon = Daemon(process.pid, start_time(process.pid) or "", _boot(), str(address))
    _write_record(daemon, apart)
    try:
        _wait(process, address, log_file(apart), timeout_s)
    except EngineUnavailableError:
        _remove_bridge(apart)
        raise
    return daemon


def stop(apart: Path | None = None, *, timeout_s: float = STOP_TIMEOUT_S) -> bool:
    """Stop the engine that we started; return whether there was one.

    Raises:
        EngineUnavailableError: it does not end in time.
    """
    daemon = running(apart)
    if daemon is not None:
        os.kill(daemon.pid, signal.SIGTERM)
        deadline = time.monotonic() + timeout_s
        while daemon.is_running:
            if time.monotonic() > deadline:
                raise EngineUnavailableError(
                    messages.will_not_stop(daemon.pid, timeout_s), do=messages.KILL_BY_HAND
                )
            time.sleep(0.05)
    _remove_bridge(apart)
    _record(apart).unlink(missing_ok=True)
    return daemon is not None


def start_time(pid: int) -> str | None:
    """Return when a process started, in the kernel's ticks since boot; None for a dead one or a zombie."""
    try:
        # The second field, the program's name, may itself hold spaces and brackets.
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields[19]


def _arguments(home: Path, address: Path, apart: Path | None) -> list[str]:
    arguments = ["--host", f"unix://{address}", "--pidfile", str(home / "dockerd.pid")]
    if apart:
        arguments += ["--data-root", str(home / "data"), "--exec-root", str(_exec_root(apart))]
        # Not "--bridge=none": a dockerd told so deletes docker0, which is another engine's.
        arguments += [f"--bridge={bridge_name(apart)}", "--iptables=false"]
    return arguments


def bridge_name(apart: Path) -> str:
    """Name the bridge of an engine apart, within the fifteen characters that Linux allows."""
    return BRIDGE_PREFIX + hashlib.sha256(str(apart.absolute()).encode()).hexdigest()[:5]


def _make_bridge(name: str) -> None:
    """Make a bridge that leads nowhere; one that a killed engine has left serves again."""
    _ip("link", "add", "name", name, "type", "bridge")
    _ip("address", "add", BRIDGE_ADDRESS, "dev", name)


def _remove_bridge(apart: Path | None) -> None:
    if apart:
        _ip("link", "delete", bridge_name(apart))


def _ip(*arguments: str) -> None:
    program = packages.find("ip")
    if program is not None:
        subprocess.run([program, *arguments], capture_output=True, check=False)


def _exec_root(apart: Path | None) -> Path:
    """Return where dockerd keeps its containerd's socket and pid."""
    return apart.absolute() / "exec" if apart else Path("/var/run/docker")


def _forget_dead(name: str, pid_file: Path) -> None:
    """Remove the pid of a process of an engine that was killed, once it has ended.

    dockerd only asks whether the pid exists: a zombie that nobody reaps, on a machine without a
    real init, would count as running for ever, and so would a program that took the pid since. The
    kernel kills containerd only after its dockerd (PR_SET_PDEATHSIG): one that is about to end would
    be waited for, fifteen seconds and in vain, as one that serves.
    """
    deadline = time.monotonic() + ENDING_S
    try:
        pid = int(pid_file.read_text("ascii"))
        while _runs(name, pid):
            if time.monotonic() > deadline:
                return
            time.sleep(0.01)
        pid_file.unlink()
    except (OSError, ValueError):
        return


def _runs(name: str, pid: int) -> bool:
    """Whether this process runs, and is that program."""
    try:
        return (
            start_time(pid) is not None
            and Path(f"/proc/{pid}/comm").read_text("utf-8", "replace").strip() == name
        )
    except OSError:
        return False


def _spawn(command: list[str], log: Path) -> subprocess.Popen[bytes]:
    if log.exists():
        log.replace(log.with_suffix(".log.1"))
    variables = packages.environment()
    variables.pop("NOTIFY_SOCKET", None)
    with log.open("wb") as output:
        return subprocess.Popen(
            command,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            start_new_session=True,
        )


def _wait(process: subprocess.Popen[bytes], address: Path, log: Path, timeout_s: float) -> None:
    """Wait until the socket is served by the process that we started."""
    deadline = time.monotonic() + timeout_s
    while not _answers(address):
        if process.poll() is not None:
            raise EngineUnavailableError(messages.died(log, _tail(log)), do=messages.READ_LOG)
        if time.monotonic() > deadline:
            process.terminate()
            raise EngineUnavailableError(messages.too_slow(timeout_s, log, _tail(log)), do=messages.READ_LOG)
        time.sleep(0.05)


def _answers(address: Path) -> bool:
    """Ask the engine for a sign of life, without the Docker SDK's retries and negotiation."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            connection.connect(str(address))
            connection.sendall(b"GET /_ping HTTP/1.0\r\n\r\n")
            return b" 200 " in connection.recv(64)
    except OSError:
        return False


def _tail(log: Path, lines: int = 8) -> str:
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-lines:])


def _record(apart: Path | None) -> Path:
    return folder(apart) / "engine.json"


def _write_record(daemon: Daemon, apart: Path | None) -> None:
    draft = _record(apart).with_suffix(".new")
    draft.write_text(json.dumps(asdict(daemon)), "utf-8")
    draft.replace(_record(apart))


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""
