"""A project's CI file, really played in the learner's machine, and what came of it."""

from __future__ import annotations

import json
import secrets
import shlex
from dataclasses import dataclass
from typing import Any

from checker.grading.probing import Probing

PLAYER = "/usr/bin/python3 -I /usr/lib/registres/ci.py"
LIMIT_S = 24.0
"""How long one run may take: two of them fit into a verdict's own limit."""
MARGIN_S = 3.0


@dataclass(frozen=True)
class JobRun:
    """What became of one job."""

    name: str
    status: str
    """`passed`, `failed`, `timeout` or `skipped`."""
    exit_code: int | None
    why: str
    """Why it was skipped."""


@dataclass(frozen=True)
class PipelineRun:
    """What came of one push."""

    commit: str
    """Drawn for this run: no image can have borne it before."""
    refused: str
    """Why the file cannot be played at all; empty when it could."""
    jobs: tuple[JobRun, ...]
    exposed: tuple[str, ...]
    """Programs that were started with a secret among their arguments."""
    written: tuple[str, ...]
    """Names of the secrets whose value stands in the file."""
    log: str

    @property
    def broken(self) -> JobRun | None:
        """The first job that did not end well."""
        return next((job for job in self.jobs if job.status in ("failed", "timeout")), None)

    @property
    def has_run(self) -> bool:
        """True when at least one job was run to its good end."""
        return self.broken is None and any(job.status == "passed" for job in self.jobs)

    @property
    def last_words(self) -> str:
        """The last line that the scripts printed, less our own."""
        lines = [line.strip() for line in self.log.splitlines() if line.strip()]
        spoken = [line for line in lines if not line.startswith(("──", "▸", "$ "))]
        return spoken[-1][:300] if spoken else ""


class Pipelines:
    """Callable: `pipeline("gitlab", "~/site", branch="main")`; the same push is made once per verdict."""

    def __init__(self, machine: Probing) -> None:
        self._machine = machine
        self._runs: dict[tuple[str, str, str, str], PipelineRun] = {}

    def __call__(self, forge: str, project: str, *, branch: str = "", tag: str = "") -> PipelineRun:
        """Push a new commit of this project, and let its CI run.

        Args:
            forge: `gitlab` or `github`.
            project: its folder; `~` is the learner's home.
            branch: the branch that is pushed.
            tag: the git tag that is pushed, instead of a branch.
        """
        push = (forge, project, branch, tag)
        if push not in self._runs:
            self._runs[push] = self._play(*push)
        return self._runs[push]

    def _play(self, forge: str, project: str, branch: str, tag: str) -> PipelineRun:
        commit = secrets.token_hex(20)
        options = [forge, "--branche", branch, "--etiquette", tag, "--commit", commit, "--limite", LIMIT_S]
        words = " ".join(shlex.quote(str(word)) for word in options)
        folder = f'"$HOME"/{shlex.quote(project[2:])}' if project.startswith("~/") else shlex.quote(project)
        answer = self._machine.probe(
            "run", script=f"{PLAYER} {words} --projet {folder} --rapport", timeout_s=LIMIT_S + MARGIN_S
        )
        return read_run(commit, str(answer.get("head") or "") + str(answer.get("tail") or ""))


def read_run(commit: str, printed: str) -> PipelineRun:
    """Read the report of the player: the learner's world made it, so it may be anything."""
    report: Any = None
    for line in reversed(printed.splitlines()):
        try:
            report = json.loads(line)
            break
        except ValueError:
            continue
    if not isinstance(report, dict):
        return PipelineRun(commit, "", (JobRun("?", "timeout", None, ""),), (), (), printed[-500:])
    jobs = report.get("jobs")
    return PipelineRun(
        commit,
        refused=str(report.get("refused") or ""),
        jobs=tuple(_job(j) for j in jobs if isinstance(j, dict)) if isinstance(jobs, list) else (),
        exposed=_texts(report.get("exposed")),
        written=_texts(report.get("written")),
        log=str(report.get("log") or ""),
    )


def _job(raw: dict[str, Any]) -> JobRun:
    code = raw.get("exit_code")
    return JobRun(
        name=str(raw.get("name", "")),
        status=str(raw.get("status", "")),
        exit_code=code if isinstance(code, int) else None,
        why=str(raw.get("why") or ""),
    )


def _texts(raw: object) -> tuple[str, ...]:
    return tuple(str(each) for each in raw) if isinstance(raw, list) else ()
