"""What `jouer-ci` reads: which jobs a push starts, and what is refused. Running is proved by lab 05."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
import yaml

LIB = Path(__file__).resolve().parents[2] / "checker/sandbox/context/machine/lib"
NAMES = ("ci_job", "ci_expression", "ci_gitlab", "ci_github", "ci")

# They import one another by name, as in the machine; nothing else of that folder is for the tests to find.
kept = list(sys.path)
sys.path.insert(0, str(LIB))
ci_job, ci_expression, ci_gitlab, ci_github, ci = (importlib.import_module(name) for name in NAMES)
sys.path[:] = kept
Condition = ci_expression.Condition
Event, RefusedError, expose = ci_job.Event, ci_job.RefusedError, ci_job.expose

COMMIT = "0123456789" * 4
MAIN, BRANCH = Event(COMMIT, branch="main"), Event(COMMIT, branch="essai/Couleurs")
VERSION = Event(COMMIT, tag="v3.1.4")
GITLAB = {"variables": {"CI_REGISTRY": "registre.test"}, "secrets": {"CI_REGISTRY_PASSWORD": "cache"}}
GITHUB = {"variables": {"repository": "Equipe/Site", "actor": "moi"}, "secrets": {"GITHUB_TOKEN": "jeton"}}


def gitlab(text, event=MAIN):
    return ci_gitlab.read(yaml.safe_load(text), event, GITLAB)


def github(text, event=MAIN):
    return ci_github.read(yaml.safe_load(text), event, GITHUB)


def test_the_branch_is_written_for_an_image():
    assert BRANCH.slug == "essai-couleurs" and VERSION.ref == "refs/tags/v3.1.4"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$A == 'x'", True),
        ('$A != "x" || $B', False),
        ("$A =~ /^X$/i && ($B == null)", True),
        ("!$B && $A", "x"),
        ("$A == $C", False),
    ],
)
def test_conditions(text, expected):
    values = {"$A": "x", "$C": "y"}
    assert (Condition(text, values.get, lambda n, a: None).value() or False) == expected


@pytest.mark.parametrize("text", ["$A ==", "(((", "$A;", "a" * 600, "(" * 50 + "$A", "$A =~ /(/"])
def test_a_condition_that_is_none_is_refused(text):
    with pytest.raises(RefusedError):
        Condition(text, lambda name: "x", lambda n, a: None).value()


def test_jobs_follow_their_stages_and_rules():
    text = """
stages: [un, deux]
variables: {IMAGE: "$CI_REGISTRY/site:$CI_COMMIT_SHORT_SHA"}
b: {stage: deux, script: [echo b], rules: [{if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH}]}
.modele: {script: [echo jamais]}
a: {stage: un, script: echo a}
c: {stage: deux, script: [echo c], only: [tags]}
"""
    jobs = gitlab(text)
    assert [(job.name, bool(job.skipped)) for job in jobs] == [("a", False), ("b", False), ("c", True)]
    assert jobs[0].env["IMAGE"] == "registre.test/site:01234567"
    assert [bool(job.skipped) for job in gitlab(text, BRANCH)] == [False, True, True]
    assert [bool(job.skipped) for job in gitlab(text, VERSION)] == [False, True, False]


@pytest.mark.parametrize(
    "text",
    ["a: {script: []}", "a: 3", "{}", "include: x", "a: {script: [x], extends: .b}", "a: {script: [{b: c}]}",
     "a: {stage: nulle, script: x}", "a: {script: x, rules: [{changes: [x]}]}", "variables: 3",
     "image: {script: [x]}\na: {script: [x]}"],
)  # fmt: skip
def test_what_gitlab_would_refuse_or_we_do_not_play(text):
    with pytest.raises(RefusedError):
        gitlab(text)


WORKFLOW = """
on: {push: {tags: ["v*"]}}
permissions: {packages: write}
jobs:
  publier:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.repository }} ${{ secrets.GITHUB_TOKEN }} ${{ github.ref_name }}
      - if: startsWith(github.ref, 'refs/heads/')
        run: echo branche
"""


def test_a_workflow_starts_for_what_it_names():
    assert github(WORKFLOW)[0].skipped
    job = github(WORKFLOW, VERSION)[0]
    assert not job.skipped and job.steps[0].script() == "echo Equipe/Site jeton v3.1.4"
    assert job.steps[0].is_wanted(False) and not job.steps[0].is_wanted(True)
    assert not job.steps[1].is_wanted(False)


@pytest.mark.parametrize(
    ("patterns", "name", "expected"),
    [
        (["v*"], "v1.2", True),
        (["v[0-9]+.[0-9]+"], "v1.25", True),
        (["v[0-9]+"], "v1.2", False),
        (["essai/*"], "essai/a/b", False),
        (["essai/**", "!essai/b**"], "essai/bleu", False),
        (["**"], "a/b", True),
    ],
)
def test_filters_of_branches_and_tags(patterns, name, expected):
    assert ci_github.matches(patterns, name) == expected


def test_a_token_without_permission_publishes_nothing():
    job = github(WORKFLOW.replace("permissions: {packages: write}", ""), VERSION)[0]
    assert "jeton v3" not in job.steps[0].script() and job.notes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("actions/checkout@v4", "docker/login-action@v3"),
        ('on: {push: {tags: ["v*"]}}', ""),
        ("runs-on: ubuntu-latest", "timeout-minutes: 3"),
        ("uses: actions/checkout@v4", "name: rien"),
        ("runs-on: ubuntu-latest", "runs-on: x\n    strategy: {matrix: {}}"),
    ],
)
def test_what_github_would_refuse_or_we_do_not_play(old, new):
    with pytest.raises(RefusedError):
        github(WORKFLOW.replace(old, new), VERSION)


@pytest.mark.parametrize("text", ["", "- a", "a: [", "!!python/object/apply:os.system [id]", "a: !x 3"])
def test_a_file_is_data(tmp_path, text):
    path = tmp_path / ".gitlab-ci.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RefusedError):
        ci.read_document(str(path))


def test_a_secret_among_the_arguments_is_seen():
    started = [
        ["docker", "login", "-p", "cache"],
        ["docker", "login", "--password-stdin"],
        ["curl", "xcachex"],
    ]
    assert expose(started, ["cache"]) == ["docker login", "curl xcachex"]
