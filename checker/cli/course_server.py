"""The JupyterLab of the course: its settings, its process, its address."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Self
from urllib.parse import quote

from checker.course.lab import HOME
from checker.errors import CheckerError
from checker.messages import cours as say

SETTINGS = Path(__file__).parent / "jupyter"
WORKSPACE = "default-37a8.jupyterlab-workspace"
"""The name that JupyterLab gives to the file of the workspace « default »."""
LOG_LIMIT = 5_000_000
"""Bytes from which the log is begun again."""
KERNELS_GRACE_S = 30.0
"""How long Jupyter may take to end its kernels, each of which takes its sandbox down."""


class CourseServer:
    """A JupyterLab of our own: nothing of the person's Jupyter settings is read or written."""

    def __init__(self, process: subprocess.Popen[bytes], address: str, log: Path) -> None:
        self.process = process
        self.address = address
        """Where the browser goes, token included."""
        self.log = log

    @property
    def port(self) -> int:
        """The port that was free."""
        return int(self.address.split(":", 2)[2].partition("/")[0])

    @classmethod
    def start(cls, notebooks: Path, state: Path, *, port: int, timeout_s: float = 60) -> Self:
        """Start JupyterLab on a folder of notebooks; a taken port leads to the next one.

        Args:
            notebooks: the only folder that the browser sees.
            state: where settings chosen by the learner, opened tabs and the log are kept, for each
                folder of notebooks apart.
            port: the first port to try.
            timeout_s: how long it may take to listen.

        Raises:
            CheckerError: it ended, or did not listen in time.
        """
        own = jupyter_folder(notebooks, state)
        folders = _folders(own)
        log = own / "jupyterlab.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.unlink()
        with log.open("ab") as output:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-I",
                    "-m",
                    "checker.cli.server_process",
                    *_arguments(notebooks, folders, port),
                ],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                env=os.environ | folders,
                # A session of its own: Ctrl+C reaches `checker cours` only, which then ends this in order.
                start_new_session=True,
            )
        try:
            address = _wait_address(process, Path(folders["JUPYTER_RUNTIME_DIR"]), log, timeout_s)
        except BaseException:
            process.kill()
            process.wait()
            raise
        return cls(process, address, log)

    def wait(self) -> int:
        """Block until JupyterLab ends (its « Quit » entry, or a fault); return its exit code."""
        return self.process.wait()

    def stop(self) -> None:
        """End JupyterLab and its kernels; safe to call twice."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(KERNELS_GRACE_S)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()


def jupyter_folder(notebooks: Path, state: Path) -> Path:
    """Where the settings, the opened tabs and the log of one folder of notebooks are kept."""
    clone = hashlib.sha256(str(notebooks.resolve()).encode()).hexdigest()[:12]
    return state / "jupyter" / clone


def _folders(own: Path) -> dict[str, str]:
    """The environment that keeps Jupyter's files in a folder of ours."""
    names = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    folders = {variable: own / name for variable, name in names.items()}
    for folder in folders.values():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # JupyterLab looks for a style sheet there, and nowhere else.
    (own / "config/custom").mkdir(exist_ok=True)
    shutil.copyfile(SETTINGS / "custom.css", own / "config/custom/custom.css")
    # The first time, the table of contents is open; then, whatever the learner left open.
    workspace = folders["JUPYTERLAB_WORKSPACES_DIR"] / WORKSPACE
    if not workspace.exists():
        shutil.copyfile(SETTINGS / "workspace.json", workspace)
    return {variable: str(folder) for variable, folder in folders.items()}


def _arguments(notebooks: Path, folders: dict[str, str], port: int) -> list[str]:
    arguments = [
        f"--config={SETTINGS / 'server.json'}",
        f"--ServerApp.root_dir={notebooks}",
        f"--ServerApp.port={port}",
        f"--LabApp.app_settings_dir={SETTINGS}",
        f"--LabApp.user_settings_dir={folders['JUPYTERLAB_SETTINGS_DIR']}",
        f"--LabApp.workspaces_dir={folders['JUPYTERLAB_WORKSPACES_DIR']}",
        f"--LabApp.default_url={_first_page(notebooks)}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--allow-root")
    return arguments


def _first_page(notebooks: Path) -> str:
    """The home notebook, else the first one, on top of the tabs that were open last time."""
    home = notebooks / f"{HOME}.ipynb"
    numbered = (path.name for path in notebooks.glob("[0-9]*.ipynb"))
    first = home.name if home.exists() else min(numbered, default=None)
    return f"/lab/tree/{quote(first)}" if first else "/lab"


def _wait_address(process: subprocess.Popen[bytes], runtime: Path, log: Path, timeout_s: float) -> str:
    """Wait for the file in which Jupyter writes its port and token once it listens."""
    notice = runtime / f"jpserver-{process.pid}.json"
    notice.unlink(missing_ok=True)  # what a killed server of the same number left
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise CheckerError(say.server_ended(process.returncode, _last_lines(log)), do=say.see_log(log))
        try:
            server = json.loads(notice.read_bytes())
        except (FileNotFoundError, json.JSONDecodeError):
            time.sleep(0.05)
            continue
        page = _first_page(Path(server["root_dir"]))
        return f"http://127.0.0.1:{server['port']}{page}?token={server['token']}"
    raise CheckerError(say.server_silent(timeout_s), do=say.see_log(log))


def _last_lines(log: Path, count: int = 5) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])
