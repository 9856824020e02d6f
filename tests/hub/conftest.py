"""What the Hub's tests share: a client in the machine, and a clean login afterwards."""

import json
import secrets

import pytest

from checker.sandbox.accounts import ACCOUNTS


@pytest.fixture
def learner(sandbox):
    """Run scripts as the learner does, logged out before and after."""
    run = sandbox.machine.run
    run("docker logout")
    yield run
    run("docker logout")


@pytest.fixture
def log_in(learner):
    def do(user, password=None):
        secret = password or ACCOUNTS[user]
        return learner(f"docker login -u {user} --password-stdin", stdin=f"{secret}\n".encode())

    return do


@pytest.fixture
def ask(sandbox):
    """Put a request to the Hub from the machine's network; gives status and JSON answer."""

    def do(url, *, user=None, body=None, headers=()):
        command = ["curl", "-s", "-w", r"\n%{http_code}", url]
        if user:
            command += ["-u", user]
        if body is not None:
            command += ["--data-binary", "@-"]
        for header in headers:
            command += ["-H", header]
        script = " ".join(f"'{part}'" for part in command)
        done = sandbox.machine.run(script, stdin=b"" if body is None else body)
        text, _, status = done.output.rpartition("\n")
        return int(status), json.loads(text) if text else None

    return do


@pytest.fixture
def new_name():
    """A repository name that no other test uses."""
    return f"essai-{secrets.token_hex(4)}"
