"""What the readers of CI files give and the runner takes: events, jobs, steps."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field


class RefusedError(Exception):
    """The file cannot be played; the words are the learner's, in French."""


@dataclass(frozen=True)
class Event:
    """A push: of a branch, or of a git tag."""

    commit: str
    branch: str = ""
    tag: str = ""

    @property
    def name(self) -> str:
        """The branch's or the tag's name."""
        return self.branch or self.tag

    @property
    def ref(self) -> str:
        """The full reference, `refs/heads/main`."""
        return f"refs/heads/{self.branch}" if self.branch else f"refs/tags/{self.tag}"

    @property
    def slug(self) -> str:
        """The name as it may be used in an image's tag or a host name."""
        return re.sub(r"[^a-z0-9]", "-", self.name.lower())[:63].strip("-")


@dataclass
class Step:
    """A piece of script that runs in one shell."""

    name: str
    script: Callable[[], str]
    """Made when the step's turn has come: it may hold what earlier steps have put out."""
    env: Callable[[], dict]
    id: str = ""
    is_wanted: Callable[[bool], bool] = lambda is_broken: not is_broken
    """Whether it runs, given whether an earlier step of the job has failed."""
    may_fail: bool = False
    folder: str = ""


@dataclass
class Job:
    """A job, its steps in order."""

    name: str
    steps: list[Step] = field(default_factory=list)
    env: dict = field(default_factory=dict)
    skipped: str = ""
    """Why it does not run for this event; empty when it does."""
    notes: list[str] = field(default_factory=list)
    may_fail: bool = False
    outputs: dict = field(default_factory=dict)
    """Values that its steps have put out, by `step.name`."""
    added: dict = field(default_factory=dict)
    """Variables that its steps have added for the following ones."""


def strings(value: object, what: str) -> list[str]:
    """Read a list of lines, or a single one.

    Raises:
        RefusedError: something else was written.
    """
    if value is None:
        return []
    found: list[str] = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, list):
            found += strings(each, what)
        elif isinstance(each, str):
            found.append(each)
        else:
            hint = " (une ligne qui contient « : » se met entre guillemets)" if isinstance(each, dict) else ""
            raise RefusedError(f"Dans « {what} », chaque ligne doit être un texte{hint}.")
    return found


def table(value: object, what: str) -> dict:
    """Read a mapping.

    Raises:
        RefusedError: something else was written.
    """
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise RefusedError(f"« {what} » doit être un tableau de clés.")
    return {str(key): each for key, each in value.items()}


def refuse_unknown(found: dict, known: set[str], what: str) -> None:
    """Refuse a key that is not played here.

    Raises:
        RefusedError: there is one.
    """
    for key in found:
        if key not in known:
            raise RefusedError(f"Dans {what}, la clé « {key} » n'est pas jouée dans ce bac à sable.")


def text_of(value: object) -> str:
    """Write a YAML value as a variable holds it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def expose(started: list[list[str]], secrets: list[str]) -> list[str]:
    """Name the programs that got a secret among their arguments, which all users of a machine can read."""
    found = [
        " ".join(argv[:2])
        for argv in started
        if any(secret and secret in argument for argument in argv for secret in secrets)
    ]
    return list(dict.fromkeys(found))
