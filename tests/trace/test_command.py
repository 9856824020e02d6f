"""The command, without a container: its arguments, what it shows, what it says when there is nothing."""

import base64
import time
from collections import deque
from types import SimpleNamespace

import pytest

from checker.errors import CheckerError
from checker.kernel import trace_command
from checker.kernel.commands import parse


class FakeMachine:
    """A machine with the logs of a recording."""

    def __init__(self, machine):
        self._machine = machine

    def probe(self, op, **args):
        if op == "events":
            return {"events": [event(*e) for e in self._machine.events]}
        if op == "file":
            return {"content_b64": base64.b64encode(self._machine.engine_log.encode()).decode()}
        if op == "logs":
            return {"text": next(c.text for c in self._machine.containers if c.name == args["container"])}
        if op == "engine" and "containers" in args["path"]:
            return {"status": 200, "body": [container(c) for c in self._machine.containers]}
        if op == "engine":
            return {"status": 200, "body": [{"Id": id_} for id_ in self._machine.images]}
        return {"unreachable": "refused", "addresses": ["10.0.0.4"]}


def event(moment, action, reference):
    return {"Type": "image", "Action": action, "timeNano": int(moment * 1e9), "Actor": {"ID": reference}}


def container(log):
    ports = [{"PublicPort": int(log.address.rpartition(":")[2])}] if ":" in log.address else []
    return {"Id": log.name, "Names": [f"/{log.name}"], "Ports": ports}


@pytest.fixture
def context(recording, monkeypatch):
    """A kernel whose sandbox wrote the logs of a recording."""

    def make(name):
        evidence = recording(name)
        hub = SimpleNamespace(
            visits=lambda: {"now": time.time(), "visits": list(evidence.visits)},
            registry_log=lambda tail: evidence.hub_log,
        )
        machines = {"machine": FakeMachine(evidence.machines[0])}
        sandbox = SimpleNamespace(hub=hub, machines=machines, machine=machines["machine"])
        shown, printed = [], []
        return SimpleNamespace(
            memo={},
            spans=deque(evidence.spans),
            sandbox=lambda: sandbox,
            display=shown.append,
            print=printed.append,
            shown=shown,
            printed=printed,
        )

    monkeypatch.setattr(trace_command, "WRITTEN_S", 0.0)
    return make


def run(context, line="%trace"):
    (call,) = parse(line)
    call.command.run(context, call.arguments)
    return context.shown[-1]["text/plain"] if context.shown else ""


def test_the_last_operation_is_told_the_others_are_named(context):
    kernel = context("local-push")
    text = run(kernel)
    assert text.startswith("Envoi (push) de l'image localhost:5000/mysql:8.0\n")
    assert "%trace 2\u202f: Téléchargement (pull) de l'image mysql:8.4 depuis Docker Hub" in text
    assert "%trace 4" in text
    assert kernel.shown[-1]["text/html"].startswith("<style>")


def test_an_earlier_operation_is_chosen_by_its_rank(context):
    assert run(context("local-push"), "%trace 4").startswith("Téléchargement (pull) de l'image registry:2")


@pytest.mark.parametrize(
    "line", ["%trace localhost:5000", "%trace http://localhost:5000/", "%trace 1 localhost:5000"]
)
def test_a_registry_is_chosen_by_its_address(context, line):
    text = run(context("local-push"), line)
    assert text.startswith("Envoi (push)")
    assert "Autres opérations" not in text


@pytest.mark.parametrize("name", ["docker.io", "registry-1.docker.io", "hub"])
def test_the_hub_has_several_names(context, name):
    text = run(context("local-push"), f"%trace {name}")
    assert text.startswith("Téléchargement (pull) de l'image mysql:8.4")
    assert "localhost" not in text


@pytest.mark.parametrize(
    "line", ["%trace 0", "%trace 1 2", "%trace a b", "%trace 17", "%trace 99999999999999"]
)
def test_what_makes_no_sense_is_refused(context, line):
    with pytest.raises(CheckerError):
        run(context("local-push"), line)


def test_nothing_said_yet_is_said(context):
    kernel = context("local-push")
    kernel.spans.clear()
    kernel.spans.append((1.0, 2.0))
    run(kernel)
    assert not kernel.shown
    assert "Aucun échange" in kernel.printed[0]
    run(kernel, "%trace localhost:9")
    assert "localhost:9" in kernel.printed[1]


def test_the_clock_of_the_sandbox_may_be_another(context):
    kernel = context("local-push")
    shift = 3600.0
    hub = kernel.sandbox().hub
    hub.visits = lambda: {"now": time.time() + shift, "visits": []}
    spans = [(start - shift, end - shift) for start, end in kernel.spans]
    kernel.spans.clear()
    kernel.spans.extend(spans)
    assert run(kernel).startswith("Envoi (push)")
