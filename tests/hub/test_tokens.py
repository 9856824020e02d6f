"""The token service: who may pull and push what, asked as Docker's clients ask."""

import base64
import json

import pytest

from checker.sandbox.accounts import (
    COLLEAGUE,
    COLLEAGUE_PASSWORD,
    LEARNER,
    LEARNER_PASSWORD,
    LEARNER_TOKEN,
)

AUTH = "https://auth.docker.io/token?service=registry.docker.io"
ME = f"{LEARNER}:{LEARNER_PASSWORD}"
OTHER = f"{COLLEAGUE}:{COLLEAGUE_PASSWORD}"


def access(answer):
    """What a token grants: repository to actions."""
    payload = answer["token"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return {granted["name"]: granted["actions"] for granted in claims["access"]}


@pytest.fixture(scope="module")
def repositories(sandbox):
    """One public repository and one private one of the learner."""
    sandbox.hub.set_private("apprenant/jetons-public", False)
    sandbox.hub.set_private("apprenant/jetons-prive", True)


@pytest.mark.parametrize(
    ("user", "scope", "granted"),
    [
        (None, "library/nginx:pull", ["pull"]),
        (None, "library/nginx:pull,push", ["pull"]),
        (None, "library/rien:pull", None),
        (None, "apprenant/jetons-public:pull", ["pull"]),
        (None, "apprenant/jetons-prive:pull", None),
        (None, "apprenant/jetons-public:push,pull", ["pull"]),
        (ME, "library/nginx:push,pull", ["pull"]),
        (ME, "library/nouveau:push,pull", None),
        (ME, "apprenant/jetons-prive:pull", ["pull"]),
        (ME, "apprenant/nouveau:push,pull", ["pull", "push"]),
        (ME, "apprenant/nouveau:pull", None),
        (ME, "collegue/nouveau:push,pull", None),
        (OTHER, "apprenant/jetons-public:push,pull", ["pull"]),
        (OTHER, "apprenant/jetons-prive:pull", None),
        (OTHER, "apprenant/jetons-prive:push,pull", None),
        (ME, "apprenant/../library/nginx:push", None),
        (ME, "apprenant:push", None),
        (ME, "library/nginx:delete", None),
        (ME, "apprenant/nouveau:delete", None),
    ],
)
def test_the_rules_of_docker_hub(ask, repositories, user, scope, granted):
    status, answer = ask(f"{AUTH}&scope=repository:{scope}", user=user)
    assert status == 200
    assert list(access(answer).values()) == ([granted] if granted else [])


def test_several_scopes_get_what_each_may(ask, repositories):
    status, answer = ask(
        f"{AUTH}&scope=repository:apprenant/neuf:push,pull&scope=repository:library/nginx:pull", user=ME
    )
    assert status == 200
    assert access(answer) == {"apprenant/neuf": ["pull", "push"], "library/nginx": ["pull"]}


@pytest.mark.parametrize("kind", ["registry:catalog:*", "repository(plugin):library/nginx:pull", "", ":::"])
def test_nothing_else_is_granted(ask, kind):
    assert access(ask(f"{AUTH}&scope={kind}", user=ME)[1]) == {}


@pytest.mark.parametrize(
    "user", [f"{LEARNER}:faux", f"inconnu:{LEARNER_PASSWORD}", f"{COLLEAGUE}:{LEARNER_TOKEN}", f"{LEARNER}:"]
)
def test_a_wrong_password_is_refused_in_the_words_of_docker_hub(ask, user):
    assert ask(f"{AUTH}&account=x", user=user) == (401, {"details": "incorrect username or password"})


def test_a_personal_access_token_stands_for_the_password(ask):
    status, answer = ask(
        f"{AUTH}&scope=repository:apprenant/neuf:push,pull", user=f"{LEARNER}:{LEARNER_TOKEN}"
    )
    assert status == 200
    assert access(answer) == {"apprenant/neuf": ["pull", "push"]}


def test_the_form_of_oauth_gets_the_same(ask):
    form = (
        f"grant_type=password&service=registry.docker.io&client_id=x&username={LEARNER}"
        f"&password={LEARNER_PASSWORD}&scope=repository:apprenant/neuf:pull,push"
    )
    status, answer = ask("https://auth.docker.io/token", body=form.encode())
    assert status == 200
    assert access(answer) == {"apprenant/neuf": ["pull", "push"]}
    status, _ = ask("https://auth.docker.io/token", body=form.replace(LEARNER_PASSWORD, "x").encode())
    assert status == 401


def test_the_registry_wants_a_token_for_its_catalog_too(ask):
    status, answer = ask("https://registry-1.docker.io/v2/_catalog")
    assert status == 401
    assert answer["errors"][0]["code"] == "UNAUTHORIZED"


def test_a_token_made_up_by_the_learner_is_refused(ask):
    _, answer = ask(f"{AUTH}&scope=repository:library/nginx:pull")
    header, payload, signature = answer["token"].split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    claims["access"] = [{"type": "repository", "name": "library/nginx", "actions": ["pull", "push"]}]
    forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    bearer = f"Authorization: Bearer {header}.{forged}.{signature}"
    status, _ = ask(
        "https://registry-1.docker.io/v2/library/nginx/blobs/uploads/", body=b"", headers=[bearer]
    )
    assert status == 401


@pytest.mark.parametrize(
    ("url", "headers", "body", "status"),
    [
        ("https://auth.docker.io/token?scope=%00%ff", (), None, 200),
        ("https://auth.docker.io/token", ("Authorization: Basic !!!",), None, 400),
        ("https://auth.docker.io/token", ("Authorization: Bearer x",), None, 401),
        ("https://auth.docker.io/token", (), b"\xff\xfe", 400),
        ("https://hub.docker.com/v2/users/login", (), b"[]", 400),
        ("https://hub.docker.com/v2/users/login", (), b"{", 400),
        ("https://hub.docker.com/v2/auth/token", (), b'{"identifier": 3}', 401),
        ("https://index.docker.io/v1/search?q=nginx&n=beaucoup", (), None, 400),
        ("https://hub.docker.com/nulle/part", (), None, 404),
        ("https://auth.docker.io/events", (), b'{"events": []}', 404),
        ("https://auth.docker.io/events", ("Authorization: Bearer x",), b'{"events": []}', 404),
        ("https://hub.docker.com/v2/users/login", (), b"x" * 1_000_001, 413),
    ],
)
def test_nonsense_is_answered_without_harm(sandbox, ask, url, headers, body, status):
    before = sandbox.hub.events()
    assert ask(url, headers=headers, body=body)[0] == status
    assert [e for e in sandbox.hub.events() if e["action"] in ("push", "pull")] == [
        e for e in before if e["action"] in ("push", "pull")
    ]
