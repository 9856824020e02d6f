"""CI files as criteria see them: played once per push, and read whatever the learner's world answers."""

from __future__ import annotations

import json

import pytest

from checker.grading.pipeline import Pipelines, read_run

COMMIT = "a" * 40


class Player:
    """A machine that answers with one report, and remembers what it was asked."""

    def __init__(self, report):
        self.report, self.asked = report, []

    def probe(self, op, **args):
        self.asked.append((op, args))
        return {"head": json.dumps(self.report) + "\n", "tail": ""}


def test_a_push_is_played_once_per_verdict_and_never_with_the_same_commit():
    player = Player({"jobs": [{"name": "publier", "status": "passed", "exit_code": 0, "why": ""}]})
    pipeline = Pipelines(player)
    first = pipeline("gitlab", "~/site", branch="main")
    assert first.has_run and first is pipeline("gitlab", "~/site", branch="main")
    other = pipeline("gitlab", "~/site", branch="essai/a;b")
    assert other.commit != first.commit and len(player.asked) == 2
    assert "--branche 'essai/a;b'" in player.asked[1][1]["script"]


def test_what_a_run_tells():
    log = "── job « a »\n$ docker push x\ndenied: requested access\n── job « a » : échoué (code 1)"
    report = {
        "jobs": [
            {"name": "a", "status": "failed", "exit_code": 1, "why": ""},
            {"name": "b", "status": "skipped", "exit_code": None, "why": "un job précédent a échoué"},
        ],
        "exposed": ["docker login"],
        "written": ["CI_REGISTRY_PASSWORD"],
        "log": log,
    }
    run = read_run(COMMIT, json.dumps(report))
    assert run.broken is not None and run.broken.name == "a" and not run.has_run
    assert run.last_words == "denied: requested access"
    assert run.exposed == ("docker login",) and run.written == ("CI_REGISTRY_PASSWORD",)


def test_a_file_that_cannot_be_played_says_why():
    run = read_run(COMMIT, json.dumps({"refused": "Le fichier ne contient aucun job.", "jobs": []}))
    assert run.refused == "Le fichier ne contient aucun job." and not run.has_run and run.broken is None


@pytest.mark.parametrize("printed", ["", "killed", "[]", "{", '{"jobs": 3}', '{"jobs": [3], "exposed": {}}'])
def test_an_answer_that_is_none_is_no_exception(printed):
    run = read_run(COMMIT, printed)
    assert not run.has_run and run.exposed == ()
