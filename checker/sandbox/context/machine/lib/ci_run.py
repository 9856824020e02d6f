"""Runs the steps of CI jobs: a copy of the project, a home of its own, bounded time, masked secrets."""

import contextlib
import itertools
import os
import selectors
import shutil
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable

from ci_job import Job, RefusedError, Step

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
#: Programs that may be given a password: what they are started with is written down.
WATCHED = ("docker", "skopeo", "curl", "wget", "htpasswd")
MOST_LINES = 400
MOST_STARTED = 1_000_000


class Runner:
    """Runs the jobs of one pipeline.

    Args:
        draft: an empty folder, removed afterwards by the caller.
        project: the folder of the project, copied for every job.
        secrets: values that the log must not show.
        mask: what it shows instead.
        limit_s: how long all the jobs together may take.
        say: prints a line.
    """

    def __init__(
        self,
        draft: str,
        project: str,
        secrets: list[str],
        *,
        mask: str,
        limit_s: float,
        say: Callable[[str], None],
    ) -> None:
        self.draft, self.project, self.secrets, self.mask, self.print = draft, project, secrets, mask, say
        self.deadline = time.monotonic() + limit_s
        self.log: deque[str] = deque(maxlen=MOST_LINES)
        self.numbers = itertools.count(1)
        self.record = os.path.join(draft, "started")
        self.programs = os.path.join(draft, "bin")
        os.mkdir(self.programs)
        for name in WATCHED:
            real = shutil.which(name, path=PATH)
            if real:
                self.watch(name, real)

    def watch(self, name: str, real: str) -> None:
        """Put in front of a program one that writes down its arguments, then becomes it."""
        path = os.path.join(self.programs, name)
        with open(path, "w") as file:
            file.write(
                f"#!/bin/bash\nprintf '%s\\0' {name} \"$@\" $'\\n' >> {self.record}\nexec {real} \"$@\"\n"
            )
        os.chmod(path, 0o755)

    def started(self) -> list[list[str]]:
        """Give the watched programs that were started, with their arguments."""
        try:
            with open(self.record, "rb") as file:
                text = file.read(MOST_STARTED).decode(errors="replace")
        except OSError:
            return []
        return [line.strip("\0").split("\0") for line in text.split("\0\n\0") if line]

    def say(self, text: str) -> None:
        """Add a line to the log, its secrets masked."""
        for secret in self.secrets:
            if secret:
                text = text.replace(secret, self.mask)
        self.log.append(text)
        self.print(text)

    def run(self, job: Job, *, is_broken: bool) -> tuple[str, int | None]:
        """Run a job: `passed`, `failed`, `timeout` or `skipped`, and the exit code of what failed.

        Raises:
            RefusedError: the project cannot be copied.
        """
        if not job.skipped and is_broken:
            job.skipped = "un job précédent a échoué"
        if job.skipped:
            self.say(f"── job « {job.name} » : non joué ({job.skipped})")
            return "skipped", None
        self.say(f"── job « {job.name} »")
        for note in job.notes:
            self.say(f"   {note}")
        place = os.path.join(self.draft, f"job-{next(self.numbers)}")
        workspace = os.path.join(place, "projet")
        os.makedirs(os.path.join(place, "home"))
        try:
            shutil.copytree(self.project, workspace, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        except OSError as error:
            raise RefusedError(f"Le projet « {self.project} » ne peut pas être copié ({error}).") from error
        failure: tuple[str, int | None] | None = None
        for step in job.steps:
            if step.is_wanted(failure is not None):
                status, code = self.run_step(job, step, place, workspace)
                if status != "passed" and not step.may_fail and failure is None:
                    failure = status, code
        result = failure or ("passed", 0)
        words = {"passed": "réussi", "timeout": "arrêté, trop long"}
        end = words.get(result[0], f"échoué (code {result[1]})")
        self.say(f"── job « {job.name} » : {end}")
        return result

    def run_step(self, job: Job, step: Step, place: str, workspace: str) -> tuple[str, int | None]:
        """Run one step in a shell of its own."""
        if step.name:
            self.say(f"▸ {step.name}")
        handed = {name: os.path.join(place, name.lower()) for name in ("GITHUB_ENV", "GITHUB_OUTPUT")}
        for path in handed.values():
            with open(path, "w"):
                pass
        script = os.path.join(place, "script.sh")
        with open(script, "w", encoding="utf-8") as file:
            file.write(step.script())
        home = os.path.join(place, "home")
        env = {
            "PATH": f"{self.programs}:{PATH}",
            "HOME": home,
            "XDG_RUNTIME_DIR": home,
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "USER": "root",
            "SHELL": "/bin/bash",
            **job.env,
            **job.added,
            **step.env(),
            **handed,
        }
        env = {name: value.replace("\0", "").replace("@PROJET@", workspace) for name, value in env.items()}
        folder = os.path.normpath(os.path.join(workspace, step.folder))
        try:
            process = subprocess.Popen(
                ["/bin/bash", "--noprofile", "--norc", "-eo", "pipefail", script],
                cwd=folder if os.path.isdir(folder) else workspace,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            self.say(f"impossible de lancer le script : {error}")
            return "failed", None
        try:
            status = self.follow(process)
        finally:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
        for name, path in handed.items():
            self.take_over(job, step, name, path)
        return status

    def follow(self, process: subprocess.Popen) -> tuple[str, int | None]:
        """Print what a script says until it ends, or its time is over."""
        rest = b""
        with selectors.DefaultSelector() as selector, process.stdout as output:
            selector.register(output, selectors.EVENT_READ)
            while (left := self.deadline - time.monotonic()) > 0:
                if not selector.select(min(left, 0.2)):
                    if process.poll() is not None:
                        break  # what it left running holds the output open
                    continue
                data = os.read(output.fileno(), 65536)
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    self.say(line.decode(errors="replace").rstrip("\r"))
                if not data:
                    break
        if rest:
            self.say(rest.decode(errors="replace"))
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.05, self.deadline - time.monotonic()))
        code = process.poll()
        if code is None:
            return "timeout", None
        return ("passed", 0) if code == 0 else ("failed", code)

    def take_over(self, job: Job, step: Step, name: str, path: str) -> None:
        """Keep what a step has put out for the following ones, `NAME=value` a line."""
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                lines = file.read(100_000).splitlines()
        except OSError:
            return
        for line in lines:
            key, sign, value = line.partition("=")
            if sign and name == "GITHUB_ENV":
                job.added[key.strip()] = value
            elif sign:
                job.outputs[f"{step.id}.{key.strip()}"] = value
