"""Docker's own client against the training Hub: what it prints is what it prints with Docker Hub."""

import json

import pytest

from checker.sandbox.accounts import COLLEAGUE, LEARNER, LEARNER_TOKEN, address

DENIED = "denied: requested access to the resource is denied"
HIDDEN = "repository does not exist or may require 'docker login'"


def test_anyone_pulls_and_an_event_tells_that_nobody_was_logged_in(sandbox, learner):
    learner("docker rmi -f nginx:1.25.0")
    done = learner("docker pull nginx:1.25.0")
    assert done.exit_code == 0
    assert "Status: Downloaded newer image for nginx:1.25.0" in done.output
    last = [e for e in sandbox.hub.events() if e["action"] == "pull" and e["tag"]][-1]
    assert (last["repository"], last["tag"], last["actor"]) == ("library/nginx", "1.25.0", "")
    digest = learner("docker image inspect -f '{{index .RepoDigests 0}}' nginx:1.25.0").output.strip()
    assert digest == f"nginx@{last['digest']}"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("docker pull mysql:8.9", "manifest for mysql:8.9 not found: manifest unknown"),
        ("docker pull nexistepas", f"pull access denied for nexistepas, {HIDDEN}"),
        ("docker pull apprenant/jamais", f"pull access denied for apprenant/jamais, {HIDDEN}"),
        ("docker pull ghcr.io/x/y", "no such host"),
        ("docker pull Nginx", "must be lowercase"),
    ],
)
def test_what_cannot_be_pulled(learner, command, words):
    done = learner(command)
    assert done.exit_code == 1
    assert words in done.output


def test_a_wrong_password(sandbox, log_in):
    done = log_in(LEARNER, "faux")
    assert done.exit_code == 1
    assert "unauthorized: incorrect username or password" in done.output
    last = sandbox.hub.events()[-1]
    assert (last["action"], last["actor"]) == ("login-refused", LEARNER)


@pytest.mark.parametrize("password", [None, LEARNER_TOKEN])
def test_login_then_push_into_ones_own_namespace(sandbox, learner, log_in, new_name, password):
    done = log_in(LEARNER, password)
    assert done.exit_code == 0
    assert "Login Succeeded" in done.output
    assert sandbox.hub.events()[-1]["action"] == "login"
    target = f"apprenant/{new_name}:1.0"
    done = learner(f"docker pull -q nginx:1.24.0 && docker tag nginx:1.24.0 {target} && docker push {target}")
    assert done.exit_code == 0
    # Nothing travels twice: the Hub has these layers under another name.
    assert done.output.count("Mounted from ") == 3
    last = [e for e in sandbox.hub.events() if e["action"] == "push"][-1]
    assert (last["repository"], last["tag"], last["actor"]) == (f"apprenant/{new_name}", "1.0", LEARNER)
    assert last["digest"] in done.output
    assert sandbox.hub.tags(f"apprenant/{new_name}") == ["1.0"]
    # Anyone sees it: a new repository is public.
    assert learner(f"docker logout && docker rmi {target} && docker pull {target}").exit_code == 0


@pytest.mark.parametrize("target", ["collegue/vol:1", "library/nginx:1.24.0", "mon-image:1"])
def test_pushing_elsewhere_is_denied(sandbox, learner, log_in, target):
    log_in(LEARNER)
    done = learner(f"docker pull -q nginx:1.24.0 && docker tag nginx:1.24.0 {target} && docker push {target}")
    assert done.exit_code == 1
    assert DENIED in done.output


def test_pushing_without_login_is_denied(learner):
    done = learner(
        "docker pull -q nginx:1.24.0 && docker tag nginx:1.24.0 apprenant/x:1 && docker push apprenant/x:1"
    )
    assert done.exit_code == 1
    assert DENIED in done.output


def test_a_private_repository(sandbox, learner, log_in, new_name):
    target = f"apprenant/{new_name}:1"
    log_in(LEARNER)
    learner(f"docker pull -q nginx:1.24.0 && docker tag nginx:1.24.0 {target} && docker push {target}")
    # As a person does it: the Hub's own API, with a login of its own.
    done = learner(
        "TOKEN=$(curl -s https://hub.docker.com/v2/users/login -H 'Content-Type: application/json' "
        """-d '{"username": "apprenant", "password": "apprenant-2026"}' | jq -r .token); """
        "curl -s -o /dev/null -w '%{http_code}' "
        f"https://hub.docker.com/v2/repositories/apprenant/{new_name}/privacy "
        """-H "Authorization: Bearer $TOKEN" -d '{"is_private": true}'"""
    )
    assert done.output == "200"
    card = next(r for r in sandbox.hub.repositories() if r["name"] == f"apprenant/{new_name}")
    assert card == {"name": f"apprenant/{new_name}", "private": True, "tags": ["1"]}
    assert new_name not in learner(f"docker search {new_name}").output
    for user in (None, COLLEAGUE):
        learner(f"docker logout; docker rmi -f {target}")
        if user:
            log_in(user)
        done = learner(f"docker pull {target}")
        assert done.exit_code == 1
        assert f"pull access denied for apprenant/{new_name}, {HIDDEN}" in done.output
    log_in(LEARNER)
    assert learner(f"docker pull {target}").exit_code == 0
    sandbox.hub.set_private(f"apprenant/{new_name}", False)
    assert learner(f"docker logout; docker rmi {target}; docker pull {target}").exit_code == 0
    assert new_name in learner(f"docker search {new_name}").output


def test_a_token_that_pushes_and_pulls_manages_nothing(sandbox, ask, new_name):
    sandbox.hub.set_private(f"{LEARNER}/{new_name}", False)
    body = f'{{"identifier": "{LEARNER}", "secret": "{LEARNER_TOKEN}"}}'.encode()
    status, answer = ask("https://hub.docker.com/v2/auth/token", body=body)
    assert status == 200
    bearer = [f"Authorization: Bearer {answer['access_token']}"]
    status, answer = ask(
        f"https://hub.docker.com/v2/repositories/{LEARNER}/{new_name}/privacy",
        body=b'{"is_private": true}',
        headers=bearer,
    )
    assert (status, answer) == (403, {"message": "access denied: insufficient scope"})
    status, answer = ask(
        f"https://hub.docker.com/v2/namespaces/{COLLEAGUE}/repositories",
        body=b'{"name": "vol"}',
        headers=bearer,
    )
    assert (status, answer) == (403, {"message": "access denied"})
    sandbox.hub.set_private(f"{LEARNER}/{new_name}", True)
    status, answer = ask(f"https://hub.docker.com/v2/repositories/{LEARNER}/{new_name}", headers=bearer)
    assert (status, answer["is_private"]) == (200, True)


def test_the_host_reads_what_the_hub_holds(sandbox, learner, log_in, new_name):
    target = f"{LEARNER}/{new_name}:1"
    log_in(LEARNER)
    learner(f"docker pull -q nginx:1.24.0 && docker tag nginx:1.24.0 {target} && docker push {target}")
    before = sandbox.hub.events()
    found = sandbox.hub.image(f"{LEARNER}/{new_name}", "1")
    layers = learner("docker image inspect -f '{{json .RootFS.Layers}}' nginx:1.24.0").output
    assert found["config"]["rootfs"]["diff_ids"] == json.loads(layers)
    digests = learner(f"docker image inspect -f '{{{{json .RepoDigests}}}}' {target}").output
    assert f"{LEARNER}/{new_name}@{found['digest']}" in json.loads(digests)
    assert sandbox.hub.image(f"{LEARNER}/{new_name}", "2") is None
    assert sandbox.hub.image(f"{LEARNER}/nulle-part", "1") is None
    # Looking leaves no trace in what criteria read.
    assert sandbox.hub.events() == before


def test_search(learner):
    # As on the Hub, a word of the description finds it too.
    assert "httpd" in learner("docker search --format '{{.Name}}' apache").output.split()
    assert "nginx" in learner("docker search nginx").output
    found = learner("docker search --filter is-official=true --format '{{.Name}}' n").output.split()
    assert {"nginx", "alpine", "debian"} <= set(found)
    assert len(learner("docker search --limit 2 --format '{{.Name}}' n").output.split()) == 2
    nothing = learner("docker search --format '{{.Name}}' zzzz")
    assert (nothing.exit_code, nothing.output) == (0, "")


def test_nobody_deletes_from_the_hub(learner, log_in):
    done = learner(
        "T=$(curl -s -u apprenant:apprenant-2026 'https://auth.docker.io/token?service=registry.docker.io"
        "&scope=repository:apprenant/supprime:pull,push,delete' | jq -r .token); curl -s -X DELETE "
        "-w '%{http_code}' -o /dev/null -H \"Authorization: Bearer $T\" "
        f"https://registry-1.docker.io/v2/apprenant/supprime/manifests/sha256:{'0' * 64}"
    )
    assert done.output == "401"


def test_unknown_names_do_not_exist_and_known_ones_do(sandbox, learner):
    done = learner("getent hosts nulle-part.example; echo $?; getent hosts registre.atelier.test")
    code, known = done.output.strip().split("\n")
    assert code == "2"
    assert known.split() == [address("machine"), "registre.atelier.test"]


def test_the_name_server_says_that_there_is_no_such_name(sandbox):
    # The answer's status itself, without the library that hides it: 3 is NXDOMAIN, 0 is an answer.
    script = """
import socket, struct, sys
def status(name):
    question = struct.pack(">6H", 1, 0x100, 1, 0, 0, 0)
    question += b"".join(bytes([len(p)]) + p.encode() for p in name.split(".")) + b"\\0\\0\\1\\0\\1"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(5)
        client.sendto(question, (sys.argv[1], 53))
        return client.recv(512)[3] & 15
for name in ("ghcr.io", "example.test", "x.docker.io", "docker.io", "auth.docker.io"):
    print(name, status(name))
"""
    done = sandbox.machine.run(f"python3 - {address('hub-api')} <<'FIN'\n{script}\nFIN")
    assert done.output.split("\n")[:-1] == [
        "ghcr.io 3",
        "example.test 3",
        "x.docker.io 3",
        "docker.io 0",
        "auth.docker.io 0",
    ]


def test_an_attached_hub_sees_the_same(sandbox):
    from checker.sandbox import engine
    from checker.sandbox.hub import Hub

    attached = Hub.attach(engine.connect(), sandbox.run_id)
    assert attached.is_alive()
    assert attached.events() == sandbox.hub.events()
    attached.stop()
    assert sandbox.hub.is_alive()
    assert attached.tags("library/nginx") == sandbox.hub.tags("library/nginx")
    attached.stop()
