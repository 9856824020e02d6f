"""Who asked the token service what: kept for the one who wants to see the dialogue, passwords never."""

import json
import time

from checker.sandbox.accounts import LEARNER, LEARNER_PASSWORD


def visits_since(sandbox, moment):
    answer = sandbox.hub.visits()
    return [v for v in answer["visits"] if v["time"] >= moment and v["path"] != "/events"]


def test_a_token_is_told_with_what_was_asked_and_granted(sandbox, ask):
    moment = sandbox.hub.visits()["now"]
    ask(
        "https://auth.docker.io/token?service=registry.docker.io&scope=repository:library/nginx:pull"
        "&scope=repository:collegue/vol:push,pull",
        user=f"{LEARNER}:{LEARNER_PASSWORD}",
    )
    (visit,) = visits_since(sandbox, moment)
    assert (visit["method"], visit["path"], visit["status"], visit["user"]) == ("GET", "/token", 200, LEARNER)
    assert visit["scopes"] == ["repository:library/nginx:pull", "repository:collegue/vol:push,pull"]
    assert visit["granted"] == ["repository:library/nginx:pull"]
    assert visit["agent"].startswith("curl/")
    assert abs(sandbox.hub.visits()["now"] - time.time()) < 60


def test_no_password_is_kept(sandbox, ask):
    moment = sandbox.hub.visits()["now"]
    ask("https://auth.docker.io/token?service=registry.docker.io", user=f"{LEARNER}:un-mot-de-passe")
    form = f"grant_type=password&username={LEARNER}&password={LEARNER_PASSWORD}&scope=repository:a/b:pull"
    ask("https://auth.docker.io/token", body=form.encode())
    refused, granted = visits_since(sandbox, moment)
    assert (refused["status"], refused["user"]) == (401, LEARNER)
    assert (granted["method"], granted["user"], granted["scopes"]) == (
        "POST",
        LEARNER,
        ["repository:a/b:pull"],
    )
    kept = json.dumps(sandbox.hub.visits())
    assert "un-mot-de-passe" not in kept
    assert LEARNER_PASSWORD not in kept
    assert "eyJ" not in kept


def test_a_malformed_header_is_a_visit_too(sandbox, ask):
    moment = sandbox.hub.visits()["now"]
    status, _ = ask("https://auth.docker.io/token", headers=["Authorization: Basic %%%"])
    assert status == 400
    assert all(v["user"] == "" for v in visits_since(sandbox, moment))


def test_the_registry_writes_a_line_per_request(sandbox, learner):
    learner("docker pull -q nginx:1.24.0; docker rmi nginx:1.24.0")
    deadline = time.monotonic() + 10
    wanted = "http.request.uri=/v2/library/nginx/manifests/1.24.0"
    while wanted not in sandbox.hub.registry_log(tail=500):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    lines = sandbox.hub.registry_log(tail=500).splitlines()
    assert any("response completed" in line and wanted in line for line in lines)
    assert all(line[:4].isdigit() for line in lines)
