"""Reads `.gitlab-ci.yml`: the jobs of a pipeline, in the order of their stages."""

import fnmatch
import os
import re
import shlex

from ci_expression import Condition
from ci_job import Event, Job, RefusedError, Step, refuse_unknown, strings, table, text_of

PLACE = "« .gitlab-ci.yml »"
MASK = "[MASKED]"
STAGES = [".pre", "build", "test", "deploy", ".post"]
GLOBAL = {"stages", "variables", "default", "image", "services", "before_script", "after_script", "workflow"}
DEFAULT = {"image", "services", "before_script", "after_script", "tags", "interruptible", "retry", "timeout"}
JOB = DEFAULT | {"stage", "script", "variables", "rules", "only", "except", "when", "needs", "dependencies"}
JOB |= {"allow_failure", "resource_group", "environment", "artifacts", "cache"}


def files(project: str) -> list[str]:
    """Give the CI file, if there is one."""
    path = os.path.join(project, ".gitlab-ci.yml")
    return [path] if os.path.isfile(path) else []


def given(event: Event, known: dict) -> dict:
    """Give the variables that GitLab sets for this event."""
    variables = {str(name): str(value) for name, value in {**known["variables"], **known["secrets"]}.items()}
    variables |= {
        "CI": "true",
        "GITLAB_CI": "true",
        "CI_COMMIT_SHA": event.commit,
        "CI_COMMIT_SHORT_SHA": event.commit[:8],
        "CI_COMMIT_REF_NAME": event.name,
        "CI_COMMIT_REF_SLUG": event.slug,
        "CI_DEFAULT_BRANCH": "main",
        "CI_PIPELINE_SOURCE": "push",
        "CI_PROJECT_DIR": "@PROJET@",
    }
    variables["CI_COMMIT_BRANCH" if event.branch else "CI_COMMIT_TAG"] = event.name
    return variables


def expand(text: str, variables: dict) -> str:
    """Replace $NAME and ${NAME} by what is known; `$$` is a dollar."""
    return re.sub(
        r"\$\$|\$(\w+)|\$\{(\w+)\}",
        lambda m: "$" if m[0] == "$$" else variables.get(m[1] or m[2], ""),
        text,
    )


def with_own(variables: dict, written: object, what: str) -> dict:
    """Add the variables that a file gives, which may use those before them."""
    result = dict(variables)
    for name, value in table(written, what).items():
        raw = value.get("value") if isinstance(value, dict) else value
        result[name] = expand(text_of(raw), result)
    return result


def read(document: dict, event: Event, known: dict) -> list[Job]:
    """Read the jobs of a document for one event.

    Raises:
        RefusedError: something in it cannot be played.
    """
    document = table(document, ".gitlab-ci.yml")
    for key in ("include", "extends"):
        if key in document:
            raise RefusedError(f"La clé « {key} » n'est pas jouée dans ce bac à sable.")
    default = table(document.get("default"), "default")
    refuse_unknown(default, DEFAULT, "« default »")
    variables = with_own(given(event, known), document.get("variables"), "variables")
    workflow = table(document.get("workflow"), "workflow")
    runs, variables, _ = judge_rules(workflow.get("rules"), variables)
    stages = strings(document.get("stages"), "stages") or STAGES
    found: list[tuple[int, Job]] = []
    for name, body in document.items():
        if name in GLOBAL and isinstance(body, dict) and "script" in body:
            raise RefusedError(f"« {name} » est un mot de GitLab : un job ne peut pas s'appeler ainsi.")
        if name in GLOBAL or name.startswith("."):
            continue
        if not isinstance(body, dict):
            raise RefusedError(f"« {name} » devrait être un job, avec sa clé « script ».")
        stage = str(body.get("stage", "test"))
        order = [".pre", *[s for s in stages if s not in (".pre", ".post")], ".post"]
        if stage not in order:
            raise RefusedError(f"Le job « {name} » demande l'étape « {stage} », absente de « stages ».")
        job = read_job(name, body, {**document, **default}, variables, event)
        if not runs:
            job.skipped = "les règles de « workflow » l'excluent"
        found.append((order.index(stage), job))
    if not found:
        raise RefusedError("Le fichier ne contient aucun job.")
    return [job for _, job in sorted(found, key=lambda pair: pair[0])]


def read_job(name: str, body: dict, default: dict, variables: dict, event: Event) -> Job:
    """Read one job."""
    refuse_unknown(body, JOB, f"le job « {name} »")
    variables = with_own(variables, body.get("variables"), f"{name}:variables")
    runs, variables, may_fail = judge_rules(body.get("rules"), variables)
    job = Job(name, env=variables, may_fail=may_fail or body.get("allow_failure") is True)
    if body.get("when") in ("manual", "never", "delayed", "on_failure"):
        job.skipped = f"« when: {body['when']} »"
    elif not runs:
        job.skipped = "aucune de ses règles ne convient à cette branche"
    elif not is_selected(body, event):
        job.skipped = "« only » ou « except » l'exclut"
    lines = strings(body.get("script"), f"{name}:script")
    if not lines:
        raise RefusedError(f"Le job « {name} » n'a pas de « script ».")
    if body.get("image", default.get("image")) or body.get("services", default.get("services")):
        job.notes.append("(« image » et « services » sont ignorés : l'exécuteur a son propre Docker)")
    before = strings(body.get("before_script", default.get("before_script")), "before_script")
    after = strings(body.get("after_script", default.get("after_script")), "after_script")
    job.steps.append(Step("", lambda: shown([*before, *lines]), dict))
    if after:
        step = Step("after_script", lambda: shown(after), dict, is_wanted=lambda _: True, may_fail=True)
        job.steps.append(step)
    return job


def shown(lines: list[str]) -> str:
    """Make one script of lines, each of which is shown before it runs."""
    parts = []
    for line in lines:
        first, *more = line.strip().splitlines() or [""]
        label = f"$ {first}" + (" # …" if more else "")
        parts.append(f"printf '%s\\n' {shlex.quote(label)}\n{line}\n")
    return "".join(parts)


def judge_rules(rules: object, variables: dict) -> tuple[bool, dict, bool]:
    """Say whether rules let a job run, with which variables, and whether it may fail.

    Raises:
        RefusedError: a rule asks for what is not played here.
    """
    if rules is None:
        return True, variables, False
    if not isinstance(rules, list):
        raise RefusedError("« rules » doit être une liste.")
    for rule in rules:
        rule = table(rule, "rules")
        refuse_unknown(rule, {"if", "when", "variables", "allow_failure"}, "« rules »")
        if "if" in rule and not is_true(str(rule["if"]), variables):
            continue
        runs = rule.get("when", "on_success") not in ("never", "manual", "delayed", "on_failure")
        own = with_own(variables, rule.get("variables"), "rules:variables")
        return runs, own, rule.get("allow_failure") is True
    return False, variables, False


def is_true(condition: str, variables: dict) -> bool:
    """Evaluate a rule's condition."""

    def resolve(name: str) -> object:
        if not name.startswith("$"):
            raise RefusedError(
                f"Dans la condition « {condition[:80]} », « {name} » n'est ni une variable ni un texte."
            )
        return variables.get(name.strip("${}"))

    def call(name: str, _: list) -> object:
        raise RefusedError(f"La fonction « {name} » n'existe pas dans les conditions de GitLab.")

    return bool(Condition(condition, resolve, call).value())


def is_selected(body: dict, event: Event) -> bool:
    """Apply the older `only` and `except`."""
    only, excluded = body.get("only"), body.get("except")
    return (only is None or any(selects(o, event) for o in refs(only, "only"))) and not any(
        selects(e, event) for e in refs(excluded, "except")
    )


def refs(value: object, what: str) -> list[str]:
    """Read the list of references of `only` or `except`."""
    if isinstance(value, dict):
        refuse_unknown(value, {"refs"}, f"« {what} »")
        value = value.get("refs")
    return strings(value, what)


def selects(pattern: str, event: Event) -> bool:
    """Say whether one reference of `only` means this event."""
    if pattern in ("branches", "tags"):
        return bool(event.branch) == (pattern == "branches")
    if len(pattern) > 1 and pattern.startswith("/"):
        return bool(Condition(f"'{event.name}' =~ {pattern}", lambda n: n, lambda n, a: None).value())
    return pattern == "pushes" or fnmatch.fnmatchcase(event.name, pattern)
