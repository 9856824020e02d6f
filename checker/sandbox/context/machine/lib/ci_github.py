"""Reads `.github/workflows/*.yml`: the jobs that a push starts, and their expressions `${{ … }}`."""

import os
import re
from collections.abc import Callable

from ci_expression import Condition
from ci_job import Event, Job, RefusedError, Step, refuse_unknown, strings, table, text_of

PLACE = "« .github/workflows/….yml »"
MASK = "***"
WORKFLOW = {"name", "run-name", "on", "True", "permissions", "env", "defaults", "concurrency", "jobs"}
JOB = {"name", "runs-on", "permissions", "env", "if", "needs", "steps", "timeout-minutes", "outputs"}
JOB |= {"concurrency", "environment"}
STEP = {"name", "id", "if", "run", "uses", "with", "env", "shell", "working-directory", "continue-on-error"}
STEP |= {"timeout-minutes"}
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
NO_TOKEN = "jeton-sans-droit-d-ecriture"


def files(project: str) -> list[str]:
    """Give the workflows of a project."""
    folder = os.path.join(project, ".github", "workflows")
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return [os.path.join(folder, name) for name in names if name.endswith((".yml", ".yaml"))]


def read(document: dict, event: Event, known: dict) -> list[Job]:
    """Read the jobs of a workflow for one push.

    Raises:
        RefusedError: something in it cannot be played.
    """
    # YAML 1.1 reads the bare word `on` as true.
    trigger = document["on"] if "on" in document else document.get(True)
    document = table(document, "workflow")
    refuse_unknown(document, WORKFLOW, "le workflow")
    if trigger is None:
        raise RefusedError("Le workflow ne dit pas ce qui le déclenche : il lui manque la clé « on ».")
    is_started = is_triggered(trigger, event)
    bodies = table(document.get("jobs"), "jobs")
    if not bodies:
        raise RefusedError("Le workflow ne contient aucun job.")
    jobs = []
    for name, body in in_order(bodies):
        job = JobReader(name, body, document, event, known).read()
        if not is_started:
            job.skipped = f"« on » ne prévoit pas un push de « {event.ref} »"
        jobs.append(job)
    return jobs


def in_order(bodies: dict) -> list[tuple[str, dict]]:
    """Put the jobs after those that they need."""
    left = {name: table(body, name) for name, body in bodies.items()}
    order: list[tuple[str, dict]] = []
    while left:
        done = {name for name, _ in order}
        ready = [n for n, body in left.items() if set(strings(body.get("needs"), "needs")) <= done]
        if not ready:
            raise RefusedError("« needs » nomme un job qui n'existe pas, ou tourne en rond.")
        order += [(name, left.pop(name)) for name in ready]
    return order


def is_triggered(trigger: object, event: Event) -> bool:
    """Say whether `on` means this push."""
    if not isinstance(trigger, dict):
        return "push" in strings(trigger, "on")
    if "push" not in trigger:
        return False
    push = table(trigger["push"], "on.push")
    refuse_unknown(push, {"branches", "tags", "branches-ignore", "tags-ignore"}, "« on.push »")
    if not push:
        return True
    kind = "branches" if event.branch else "tags"
    if f"{kind}-ignore" in push:
        return not matches(strings(push[f"{kind}-ignore"], kind), event.name)
    return kind in push and matches(strings(push[kind], kind), event.name)


def matches(patterns: list[str], name: str) -> bool:
    """Say whether a name fits; the last pattern that fits decides, `!` excludes."""
    result = False
    for pattern in patterns:
        if as_expression(pattern.removeprefix("!")).fullmatch(name):
            result = not pattern.startswith("!")
    return result


def as_expression(pattern: str) -> re.Pattern:
    """Translate a filter of branches or tags: `*` stops at a slash, `+` and `?` repeat what is before them.

    Raises:
        RefusedError: it is no filter.
    """
    parts = re.findall(r"\*\*|\[[^\]]*\]|.", pattern, re.DOTALL)
    wild = {"**": ".*", "*": "[^/]*", "+": "+", "?": "?"}
    written = "".join(wild.get(p) or (p if p.startswith("[") and len(p) > 1 else re.escape(p)) for p in parts)
    try:
        return re.compile(written)
    except re.error as error:
        raise RefusedError(f"Le filtre « {pattern} » n'est pas compris.") from error


class JobReader:
    """Reads one job; resolves its expressions when their turn has come."""

    def __init__(self, name: str, body: dict, workflow: dict, event: Event, known: dict) -> None:
        self.body, self.workflow, self.event, self.known = body, workflow, event, known
        self.job = Job(name)
        allowed = body.get("permissions", workflow.get("permissions"))
        self.may_publish = allowed == "write-all" or (
            isinstance(allowed, dict) and allowed.get("packages") == "write"
        )

    def read(self) -> Job:
        """Read it.

        Raises:
            RefusedError: it cannot be played.
        """
        job, body = self.job, self.body
        what = f"le job « {job.name} »"
        refuse_unknown(body, JOB, what)
        if "runs-on" not in body:
            raise RefusedError(f"Dans {what}, il manque « runs-on ».")
        job.env = self.given() | self.environment(self.workflow.get("env"))
        job.env |= self.environment(body.get("env"))
        if not self.may_publish:
            job.notes.append(
                "(sans « permissions: packages: write », le jeton de ce job ne publie pas : ici, il est"
                " refusé dès docker login ; chez GitHub, au moment de pousser)"
            )
        if "if" in body and not self.is_true(body["if"], is_broken=False):
            job.skipped = f"« if: {str(body['if'])[:60]} » est faux"
        steps = body.get("steps")
        if not isinstance(steps, list) or not steps:
            raise RefusedError(f"Dans {what}, « steps » doit être une liste d'étapes.")
        for number, step in enumerate(steps, 1):
            self.add_step(table(step, f"l'étape {number}"), f"l'étape {number} de {what}")
        return job

    def given(self) -> dict:
        """Give the variables that GitHub sets."""
        event, repository = self.event, str(self.known["variables"]["repository"])
        return {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTOR": str(self.known["variables"]["actor"]),
            "GITHUB_EVENT_NAME": "push",
            "GITHUB_REF": event.ref,
            "GITHUB_REF_NAME": event.name,
            "GITHUB_REF_TYPE": "branch" if event.branch else "tag",
            "GITHUB_REPOSITORY": repository,
            "GITHUB_REPOSITORY_OWNER": repository.partition("/")[0],
            "GITHUB_RUN_NUMBER": "1",
            "GITHUB_SHA": event.commit,
            "GITHUB_WORKSPACE": "@PROJET@",
        }

    def environment(self, written: object) -> dict:
        """Read `env`, its expressions resolved."""
        return {name: self.resolved(text_of(value)) for name, value in table(written, "env").items()}

    def add_step(self, step: dict, what: str) -> None:
        """Read one step."""
        refuse_unknown(step, STEP, what)
        if "uses" in step:
            if not str(step["uses"]).startswith("actions/checkout@"):
                raise RefusedError(
                    f"L'action « {step['uses']} » se télécharge depuis github.com, que ce bac à sable"
                    " n'atteint pas : écrivez cette étape avec « run »."
                )
            self.job.notes.append("(actions/checkout : le projet est copié)")
            return
        if not isinstance(step.get("run"), str):
            raise RefusedError(f"Dans {what}, il faut « run » ou « uses ».")
        run, env, condition = step["run"], step.get("env"), step.get("if", "success()")
        self.job.steps.append(
            Step(
                str(step.get("name") or run.strip().splitlines()[0]) if run.strip() else what,
                lambda: self.resolved(run),
                lambda: self.environment(env),
                id=str(step.get("id", "")),
                is_wanted=self.wanted(condition),
                may_fail=step.get("continue-on-error") is True,
                folder=str(step.get("working-directory", "")),
            )
        )

    def wanted(self, condition: object) -> Callable[[bool], bool]:
        """Make the question whether a step runs; without a status function, only after successes."""
        has_status = bool(re.search(r"\b(always|failure|success|cancelled)\(", str(condition)))
        return lambda is_broken: (
            (has_status or not is_broken) and self.is_true(condition, is_broken=is_broken)
        )

    def resolved(self, text: str) -> str:
        """Replace the expressions of a text by their values."""
        return EXPRESSION.sub(lambda m: text_of(self.value(m[1], is_broken=False)), text)

    def is_true(self, condition: object, *, is_broken: bool) -> bool:
        """Evaluate an `if`."""
        text = text_of(condition).strip()
        whole = EXPRESSION.fullmatch(text)
        return bool(self.value(whole[1] if whole else text, is_broken=is_broken))

    def value(self, text: str, *, is_broken: bool) -> object:
        """Evaluate one expression."""

        def call(name: str, arguments: list) -> object:
            texts = [text_of(a).lower() for a in arguments]
            functions: dict = {
                "success": lambda: not is_broken,
                "failure": lambda: is_broken,
                "always": lambda: True,
                "cancelled": lambda: False,
                "startsWith": lambda a, b: a.startswith(b),
                "endsWith": lambda a, b: a.endswith(b),
                "contains": lambda a, b: b in a,
            }
            try:
                return functions[name](*texts)
            except (KeyError, TypeError) as error:
                raise RefusedError(f"La fonction « {name} » n'est pas jouée dans ce bac à sable.") from error

        return Condition(text.strip(), self.resolve, call).value()

    def resolve(self, name: str) -> object:
        """Give the value of `github.sha`, `secrets.GITHUB_TOKEN`, `env.NAME`, `steps.x.outputs.y`."""
        place, _, rest = name.partition(".")
        if place == "github" and rest == "token":
            place, rest = "secrets", "GITHUB_TOKEN"
        if place == "secrets":
            token = text_of(self.known["secrets"].get(rest, ""))
            return token if self.may_publish or rest != "GITHUB_TOKEN" else NO_TOKEN
        if place == "env":
            return {**self.job.env, **self.job.added}.get(rest, "")
        if place == "steps":
            step, _, output = rest.partition(".outputs.")
            return self.job.outputs.get(f"{step}.{output}", "")
        if place == "github":
            return self.given().get(f"GITHUB_{rest.upper()}", "")
        if place in ("runner", "job", "vars", "inputs", "matrix"):
            return ""
        raise RefusedError(f"Dans une expression, « {name} » n'est pas connu.")
