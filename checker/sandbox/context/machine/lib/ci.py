"""Plays a project's CI file as a forge's runner would: `jouer-ci gitlab`, `jouer-ci github`.

The file is read as data; what it asks to run is run in a copy of the project, in a shell and a home of its
own, with the variables that the forge gives. Started by the learner to try a file, and by the grader
(--rapport) to see what it really does: in both cases it is the learner's, with no more rights than them.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from typing import NoReturn

# Isolated mode (-I) leaves this folder out.
sys.path.insert(0, "/usr/lib/registres")

import ci_github
import ci_gitlab
import yaml
from ci_job import Event, Job, RefusedError, expose
from ci_run import Runner

FORGES = "/etc/atelier/forges.json"
READERS = {"gitlab": ci_gitlab, "github": ci_github}
USAGE = """usage : jouer-ci gitlab|github [--branche NOM | --etiquette NOM] [--projet DOSSIER]
Joue le fichier de CI du projet (le dossier courant), comme le ferait l'exécuteur de la forge,
pour un push de la branche « main », d'une autre branche, ou d'une étiquette git."""
LARGEST_FILE = 200_000
MOST_FILES = 500
LONGEST_LOG = 6000


class Console:
    """What a run says: at once to a person, or kept for the report."""

    def __init__(self, *, is_silent: bool) -> None:
        self.is_silent = is_silent

    def say(self, text: str) -> None:
        """Print a line, unless it is for the report only."""
        if not self.is_silent:
            print(text, flush=True)


def find_file(forge: str, project: str) -> str:
    """Give the path of the CI file of a project.

    Raises:
        RefusedError: there is none.
    """
    found = READERS[forge].files(project)
    if not found:
        raise RefusedError(f"Aucun fichier {READERS[forge].PLACE} dans « {project} ».")
    if len(found) > 1:
        names = ", ".join(os.path.basename(path) for path in found)
        raise RefusedError(f"Plusieurs workflows ({names}) : gardez-en un seul pour cet exercice.")
    return found[0]


def read_document(path: str) -> tuple[str, dict]:
    """Read a CI file: its text, and what it says.

    Raises:
        RefusedError: it is no YAML file, or no mapping.
    """
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read(LARGEST_FILE)
        document = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(f"Le fichier « {path} » ne peut pas être lu ({error}).") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" à la ligne {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "syntaxe incorrecte"
        raise RefusedError(f"Ce n'est pas du YAML valable{where} : {problem}.") from error
    except (RecursionError, ValueError) as error:
        raise RefusedError("Ce n'est pas du YAML valable.") from error
    if not isinstance(document, dict):
        raise RefusedError("Le fichier est vide, ou ce n'est pas un tableau de clés.")
    return text, document


def commit_of(project: str) -> str:
    """Give the project a commit: the same content has the same one, as with git."""
    digest = hashlib.sha1(usedforsecurity=False)
    count = 0
    for folder, folders, names in os.walk(project):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            count += 1
            if count <= MOST_FILES and os.path.isfile(path) and os.path.getsize(path) <= LARGEST_FILE:
                with open(path, "rb") as file:
                    digest.update(os.path.relpath(path, project).encode() + b"\0" + file.read())
    return digest.hexdigest()


def read_forge(name: str) -> dict:
    """Read what the forge knows of the project: its variables and its secrets.

    Raises:
        RefusedError: the exercise has not written it yet.
    """
    try:
        with open(FORGES, encoding="utf-8") as file:
            return dict(json.load(file)[name])
    except (OSError, ValueError, KeyError, TypeError):
        raise RefusedError(
            "Ce projet n'est relié à aucune forge : exécutez la cellule de l'exercice."
        ) from None


def play(forge: str, project: str, event: Event, *, limit_s: float, console: Console) -> dict:
    """Play the file of a project for one event; what came of it.

    Raises:
        RefusedError: the file cannot be played.
    """
    known = read_forge(forge)
    secrets = [str(secret) for secret in known["secrets"].values()]
    text, document = read_document(find_file(forge, project))
    try:
        jobs: list[Job] = READERS[forge].read(document, event, known)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise RefusedError("Le fichier n'a pas la forme d'un fichier de CI.") from error
    draft = tempfile.mkdtemp(prefix="ci-")
    if os.path.commonpath([project, draft]) == project:
        os.rmdir(draft)
        raise RefusedError("Placez-vous dans le dossier du projet.")
    report = {"commit": event.commit, "jobs": [], "exposed": [], "log": ""}
    report["written"] = [name for name, secret in known["secrets"].items() if str(secret) in text]
    try:
        runner = Runner(draft, project, secrets, mask=READERS[forge].MASK, limit_s=limit_s, say=console.say)
        is_broken = False
        for job in jobs:
            status, code = runner.run(job, is_broken=is_broken)
            is_broken = is_broken or (status in ("failed", "timeout") and not job.may_fail)
            report["jobs"].append({"name": job.name, "status": status, "exit_code": code, "why": job.skipped})
        report["exposed"] = expose(runner.started(), secrets)
        report["log"] = "\n".join(runner.log)[-LONGEST_LOG:]
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return report


class Parser(argparse.ArgumentParser):
    """A command line whose faults are told in French."""

    def error(self, message: str) -> NoReturn:
        """Say how the command is used, whatever the fault."""
        print(USAGE, file=sys.stderr)
        sys.exit(2)


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = Parser(add_help=False)
    parser.add_argument("forge", choices=sorted(READERS))
    parser.add_argument("--projet", default=".")
    parser.add_argument("--branche", default="")
    parser.add_argument("--etiquette", default="")
    parser.add_argument("--commit", default="")
    parser.add_argument("--limite", type=float, default=300.0)
    parser.add_argument("--rapport", action="store_true")
    return parser.parse_args()


def main() -> int:
    """Play, and say what came of it; 0 when no job failed."""
    asked = parse()
    project = os.path.abspath(os.path.expanduser(asked.projet))
    console = Console(is_silent=asked.rapport)
    try:
        if asked.commit and not re.fullmatch(r"[0-9a-f]{40}", asked.commit):
            raise RefusedError("Un commit est nommé par 40 chiffres hexadécimaux.")
        commit = asked.commit or commit_of(project)
        event = Event(commit, branch="" if asked.etiquette else asked.branche or "main", tag=asked.etiquette)
        report = play(asked.forge, project, event, limit_s=asked.limite, console=console)
    except RefusedError as error:
        report = {"refused": str(error), "jobs": []}
        if not asked.rapport:
            print(f"jouer-ci : {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("jouer-ci : interrompu", file=sys.stderr)
        return 130
    if asked.rapport:
        print(json.dumps(report, ensure_ascii=False))
    is_good = "refused" not in report and all(j["status"] in ("passed", "skipped") for j in report["jobs"])
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
