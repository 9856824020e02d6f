"""The outer Docker engine: the one that answers, used as it is; else one that we start.

Only this package speaks to Docker; what the Docker SDK raises is translated here.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docker
import requests
from docker.context import ContextAPI
from docker.utils import kwargs_from_env

from checker.errors import EngineUnavailableError, SandboxError
from checker.messages import engine as messages
from checker.sandbox import daemon, packages, platform
from checker.sandbox.lock import held
from checker.sandbox.progress import Progress

OLDEST_API = "1.41"
"""The API of Docker 20.10."""
PACKAGES = ("docker.io", "iptables")
CONNECT_TIMEOUT_S = 10
REQUEST_TIMEOUT_S = 60
_FAULTS = (docker.errors.DockerException, requests.exceptions.RequestException, OSError)


@dataclass(frozen=True)
class Candidate:
    """A place where an engine may answer.

    When somebody chose it (`origin` says how: DOCKER_HOST, a context), no other one is tried.
    """

    host: str
    origin: str = ""
    tls: Any = False


def candidates() -> list[Candidate]:
    """Return the places to try, the chosen one alone or the usual ones in order."""
    chosen = _from_environment() or _from_context()
    if chosen:
        return [chosen]
    ours = daemon.running()
    sockets = [
        Path("/var/run/docker.sock"),
        Path.home() / ".docker/run/docker.sock",
        Path.home() / ".docker/desktop/docker.sock",
        *([Path(os.environ["XDG_RUNTIME_DIR"]) / "docker.sock"] if "XDG_RUNTIME_DIR" in os.environ else []),
        *([Path(ours.socket)] if ours else []),
    ]
    return [Candidate(f"unix://{path}") for path in dict.fromkeys(sockets)]


def connect() -> docker.DockerClient:
    """Return a client of the engine that answers.

    Raises:
        EngineUnavailableError: none answers, it may not be used, or it is too old.
    """
    return find()[1]


def find() -> tuple[Candidate, docker.DockerClient]:
    """Return where the engine that answers was found, and a client of it.

    Raises:
        EngineUnavailableError: none answers, it may not be used, or it is too old.
    """
    tried = candidates()
    for candidate in tried:
        try:
            return candidate, _open(candidate)
        except _FAULTS as exc:
            refused = exc
            if _is_denied(exc):
                do = messages.join_group(getpass.getuser())
                raise EngineUnavailableError(messages.denied(candidate.host), do=do) from exc
    if tried[0].origin:
        what = messages.no_answer_at(tried[0].host, tried[0].origin)
        raise EngineUnavailableError(what, do=messages.choose_another(tried[0].origin)) from refused
    do = messages.how_to_install(platform.current())
    raise EngineUnavailableError(messages.NO_ENGINE, do=do) from refused


def ensure(progress: Progress) -> docker.DockerClient:
    """Return a client of the engine that answers; on Debian as root, install and start one if none does.

    Raises:
        EngineUnavailableError: none answers and none can be started here.
        SandboxError: the installation failed.
    """
    try:
        return connect()
    except EngineUnavailableError:
        if not (platform.is_debian() and platform.is_root()) or candidates()[0].origin:
            raise
    with held(daemon.folder() / "lock", on_wait=lambda: progress(messages.WAITING)):
        try:
            return connect()
        except EngineUnavailableError:
            _install_and_start(progress)
    return connect()


def ensure_apart(folder: Path, progress: Progress) -> daemon.Daemon:
    """Return the engine whose data are all in this folder, started if it does not run.

    Raises:
        EngineUnavailableError: it cannot be started here.
    """
    with held(daemon.folder(folder) / "lock", on_wait=lambda: progress(messages.WAITING)):
        return daemon.running(folder) or daemon.start(folder)


@contextmanager
def translated(doing: str) -> Iterator[None]:
    """Turn what the SDK raises in this block into a SandboxError.

    Args:
        doing: what the block does, as a French noun.
    """
    try:
        yield
    except docker.errors.APIError as exc:
        why = str(exc.explanation or exc).strip()
        raise SandboxError(messages.failed_request(doing, why), do=messages.TRY_AGAIN) from exc
    except (docker.errors.DockerException, requests.exceptions.RequestException) as exc:
        raise SandboxError(messages.lost(doing, str(exc)), do=messages.TRY_AGAIN) from exc


def _install_and_start(progress: Progress) -> None:
    """Make an engine answer on this Debian; the lock is held."""
    missing = [
        name
        for name, program in zip(PACKAGES, ("dockerd", "iptables"), strict=True)
        if not packages.find(program)
    ]
    if missing:
        packages.install(missing, progress)
    if platform.runs_systemd():
        progress(messages.STARTED_BY_SYSTEMD)
        _start_service()
    else:
        progress(messages.STARTING)
        daemon.start()


def _start_service() -> None:
    done = subprocess.run(
        ["systemctl", "start", "docker"],
        capture_output=True,
        text=True,
        env=packages.environment(),
        check=False,
    )
    if done.returncode != 0:
        raise EngineUnavailableError(messages.service_failed(done.stderr.strip()), do=messages.TRY_AGAIN)


def _open(candidate: Candidate) -> docker.DockerClient:
    """Connect, and refuse an engine that the course cannot use."""
    path = Path(candidate.host.removeprefix("unix://"))
    if candidate.host.startswith("unix://") and not path.exists():
        raise FileNotFoundError(path)
    with contextlib.closing(_client(candidate, OLDEST_API)) as client:
        # What "auto" asks, /version, makes the engine start two programs to answer.
        answer = client.api.get(f"{client.api.base_url}/_ping", timeout=CONNECT_TIMEOUT_S)
    answer.raise_for_status()
    spoken = answer.headers.get("Api-Version", "0")
    if _numbers(spoken) < _numbers(OLDEST_API):
        release = re.search(r"Docker/(\d[\w.]*)", answer.headers.get("Server", ""))
        raise EngineUnavailableError(
            messages.too_old(release.group(1) if release else spoken), do=messages.UPGRADE
        )
    return _client(candidate, spoken)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def _client(candidate: Candidate, version: str) -> docker.DockerClient:
    """A client that speaks this version of the engine's API; nothing is sent yet."""
    return docker.DockerClient(
        base_url=candidate.host,
        tls=candidate.tls,
        version=version,
        timeout=REQUEST_TIMEOUT_S,
        use_ssh_client=candidate.host.startswith("ssh://"),
    )


def _from_environment() -> Candidate | None:
    if not os.environ.get("DOCKER_HOST"):
        return None
    settings = kwargs_from_env()
    return Candidate(
        settings.get("base_url", os.environ["DOCKER_HOST"]), "DOCKER_HOST", settings.get("tls", False)
    )


def _from_context() -> Candidate | None:
    """Return the engine of the chosen Docker context, unless it is the default one."""
    try:
        context = ContextAPI.get_context(os.environ.get("DOCKER_CONTEXT") or None)
    except Exception:  # a broken context file raises anything; the usual places are tried then
        return None
    if context is None or context.Name == "default" or not context.Host:
        return None
    return Candidate(context.Host, messages.context_origin(context.Name), context.TLSConfig or False)


def _is_denied(exception: BaseException | None) -> bool:
    """Say whether a refusal of the system is among the causes; requests wraps it in several layers."""
    while exception is not None:
        if isinstance(exception, PermissionError) or "Permission denied" in str(exception):
            return True
        exception = exception.__cause__ or exception.__context__
    return False
