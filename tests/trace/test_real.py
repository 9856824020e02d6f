"""In a real sandbox: what was really done is told, and our own probes are not."""

from __future__ import annotations

import time

import pytest

from checker.grading.registry import RegistryClient
from checker.grading.tls import Tls as Handshakes
from checker.sandbox.accounts import address
from checker.trace.account import tell
from checker.trace.evidence import Evidence, Source
from checker.trace.grouping import read_operations
from checker.trace.plain_text import as_text
from checker.trace.step import exchanges_in

PATIENCE_S = 10.0


class Learner:
    """Runs cells and reads what was said."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.spans = []

    def cell(self, script):
        began = time.time()
        done = self.sandbox.machine.run(script, timeout_s=200)
        self.spans.append((began, time.time()))
        return done

    def operations(self):
        own = address("hub")
        machines = tuple(self.sandbox.machines.values())
        return read_operations(Source(self.sandbox.hub, machines, own, tuple(self.spans)).gather())

    def last(self, verb):
        """The last operation, once its log is written: the engine's own word for its end is waited for."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            operations = self.operations()
            if operations and operations[-1].verb == verb and not operations[-1].unseen[0]:
                return operations[-1]
            assert time.monotonic() < deadline, [(o.verb, o.references) for o in operations]
            time.sleep(0.3)


@pytest.fixture
def learner(sandbox):
    # What ended a moment before a cell counts as this cell's: the last test's must be over for longer.
    time.sleep(1)
    person = Learner(sandbox)
    yield person
    sandbox.machine.run(
        "docker rm -f -v trace-registre; docker logout; docker rmi -f $(docker images -q nginx); "
        "rm -rf ~/trace /etc/docker/certs.d/registre.atelier.test:5443"
    )


def test_a_push_to_ones_own_registry(learner):
    learner.cell(
        "docker run -d -p 5005:5000 --name trace-registre registry:2; docker pull -q nginx:1.25.0; sleep 2"
    )
    learner.cell("docker tag nginx:1.25.0 localhost:5005/web:1.0; docker push -q localhost:5005/web:1.0")
    push = learner.last("push")
    assert push.references == ("localhost:5005/web:1.0",)
    assert push.is_success
    text = as_text(tell(push))
    assert "envoie le contenu compressé de 3 couches" in text
    assert "sous l'étiquette «\u202f1.0\u202f»" in text

    # A second push sends nothing; what the checker and a script of ours ask meanwhile is no part of it.
    learner.cell("docker push -q localhost:5005/web:1.0")
    registry = RegistryClient(learner.sandbox.machine, "localhost:5005")
    assert registry.tags("web") == ("1.0",)
    learner.sandbox.machine.probe("http", url="http://localhost:5005/v2/_catalog")
    Handshakes(learner.sandbox.machine)("localhost", 5005)
    again = learner.last("push")
    account = tell(again)
    assert "3 couches et la configuration de l'image sont déjà dans le dépôt" in as_text(account)
    assert exchanges_in(list(account.steps)) == len(again.exchanges) + 1
    clients = {o.client for o in learner.operations()}
    assert clients == {"docker"}

    # The engine has the image, but did not know yet which manifest is this registry's: it reads it once.
    learner.cell("docker pull localhost:5005/web:1.0")
    first = as_text(tell(learner.last("pull")))
    assert "essaie d'abord HTTPS" in first
    assert "Toutes les couches sont déjà sur la machine" in first
    learner.cell("docker pull localhost:5005/web:1.0")
    assert "Image is up to date" in as_text(tell(learner.last("pull")))


def test_the_hub_with_its_token_service(learner):
    learner.cell("docker pull -q nginx:1.25.0")
    pull = learner.last("pull")
    assert "sans compte, un jeton pour lire library/nginx" in as_text(tell(pull))
    learner.sandbox.hub.events()
    learner.sandbox.hub.repositories()

    learner.cell("echo faux | docker login -u apprenant --password-stdin")
    refused = learner.last("login")
    assert not refused.is_success
    assert "qui les refuse" in as_text(tell(refused))

    learner.cell("echo apprenant-2026 | docker login -u apprenant --password-stdin")
    assert learner.last("login").is_success

    learner.cell("docker tag nginx:1.25.0 apprenant/trace:1.0; docker push -q apprenant/trace:1.0")
    push = learner.last("push")
    assert "dans le dépôt library/nginx du même registre" in as_text(tell(push))

    learner.cell("docker tag nginx:1.25.0 collegue/vol:1; docker push collegue/vol:1")
    denied = learner.last("push")
    assert not denied.is_success
    assert "Le registre refuse l'écriture dans collegue/vol" in as_text(tell(denied))
    assert [o.verb for o in learner.operations()] == ["pull", "login", "login", "push", "push"]


@pytest.mark.parametrize(
    ("command", "host"),
    [
        ("curl -s https://hub.docker.com/v2/repositories/library/nginx/tags", "hub.docker.com"),
        ("docker search nginx", "index.docker.io"),
        ("curl -s https://registry-1.docker.io/v2/", "registry-1.docker.io"),
    ],
)
def test_a_handshake_names_the_host_that_was_asked(learner, command, host):
    learner.cell(f"{command} > /dev/null")
    handshake, *_ = tell(learner.operations()[-1]).steps
    assert host in handshake.sentence


def test_a_handshake_that_fails_and_then_does_not(learner):
    learner.cell(
        "mkdir -p ~/trace; cd ~/trace; docker pull -q nginx:1.25.0; "
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout r.key -out r.crt -days 30 "
        "-subj /CN=x -addext subjectAltName=DNS:registre.atelier.test 2> /dev/null; "
        "docker run -d -p 5443:5000 --name trace-registre -v $PWD:/certs "
        "-e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/r.crt -e REGISTRY_HTTP_TLS_KEY=/certs/r.key registry:2; "
        "sleep 2"
    )
    name = "registre.atelier.test:5443"
    learner.cell(f"docker tag nginx:1.25.0 {name}/web; docker push {name}/web")
    text = as_text(tell(learner.last("push")))
    assert "Aucune autorité que la machine connaît ne l'a signé" in text
    assert "Journal du registre\u202f: «\u202fremote error: tls: bad certificate" in text

    # The checker's look at the certificate leaves the same line in the log, but no cell ran then.
    time.sleep(2)
    handshakes = Handshakes(learner.sandbox.machine)
    assert not handshakes("registre.atelier.test", 5443).is_trusted
    time.sleep(2)
    before = len(learner.operations())
    learner.cell("true")
    assert len(learner.operations()) == before

    folder = f"/etc/docker/certs.d/{name}"
    learner.cell(f"mkdir -p {folder}; cp ~/trace/r.crt {folder}/; docker push {name}/web")
    push = learner.last("push")
    assert push.is_success
    handshake = handshakes("registre.atelier.test", 5443)
    assert handshake.is_trusted


def test_what_was_gathered_can_be_kept(learner):
    learner.cell("docker pull -q nginx:1.25.0")
    learner.last("pull")
    own = address("hub")
    evidence = Source(learner.sandbox.hub, (learner.sandbox.machine,), own, tuple(learner.spans)).gather()
    assert Evidence.from_dict(evidence.as_dict()) == evidence
