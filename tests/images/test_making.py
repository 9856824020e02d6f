import threading

import docker
import pytest
import requests

from checker.errors import SandboxError
from checker.sandbox import base_image, builder, images, packages, platform, recipes
from checker.sandbox.docker_hub import DockerHub
from checker.sandbox.progress import silent
from checker.sandbox.recipes import Recipe

REFERENCE = "registry@sha256:" + "0" * 64


class FakeAnswer:
    def __init__(self, ok, lines=()):
        self.ok = ok
        self.lines = lines

    def iter_lines(self):
        yield from self.lines


class FakeApi:
    """The part of the SDK's client that Docker Hub is asked through."""

    base_url = "http+docker://engine"
    api_version = "1.41"
    _general_configs = None

    def __init__(self, *, get=None, post=None):
        self.answers = {"get": get, "post": post}
        self.asked = []

    def get(self, url, **_options):
        return self.answer("get", url)

    def post(self, url, **_options):
        return self.answer("post", url)

    def answer(self, verb, url):
        self.asked.append((verb, url))
        answer = self.answers[verb]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def hub(monkeypatch):
    """A Docker Hub that answers as it is told."""
    monkeypatch.setattr("checker.sandbox.docker_hub.get_config_header", lambda *_: None)

    def hub(**answers):
        client = docker.DockerClient.__new__(docker.DockerClient)
        client.api = FakeApi(**answers)
        return DockerHub(client), client.api

    return hub


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(FakeAnswer(ok=True), True, id="there"),
        pytest.param(FakeAnswer(ok=False), False, id="refused"),
        pytest.param(requests.exceptions.ReadTimeout(), False, id="silent"),
    ],
)
def test_docker_hub_is_asked_once_with_a_time_limit(hub, answer, expected):
    asked, api = hub(get=answer)
    assert [asked.answers(REFERENCE), asked.answers(REFERENCE)] == [expected, expected]
    assert len(api.asked) == 1


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(FakeAnswer(ok=True, lines=[b'{"status": "Pull complete"}']), True, id="whole"),
        pytest.param(FakeAnswer(ok=True, lines=[b'{"error": "toomanyrequests"}']), False, id="rate limit"),
        pytest.param(FakeAnswer(ok=False), False, id="refused"),
        pytest.param(requests.exceptions.ConnectionError(), False, id="cut"),
    ],
)
def test_a_pull_that_fails_settles_that_docker_hub_does_not_answer(hub, answer, expected):
    asked, _api = hub(get=FakeAnswer(ok=True), post=answer)
    assert asked.pull(REFERENCE, silent) is expected
    assert asked.answers(REFERENCE) is expected


class SettledHub:
    """A Docker Hub of which all is known beforehand."""

    def __init__(self, *, answers, pulls=True):
        self._answers = answers
        self._pulls = pulls

    def answers(self, _reference):
        return self._answers

    def pull(self, _reference, _progress):
        return self._pulls


@pytest.mark.parametrize(
    ("hub", "source", "made_of"),
    [
        pytest.param(SettledHub(answers=True), "pulled", "FROM registry@sha256:", id="pulled"),
        pytest.param(SettledHub(answers=False), "built", "ARG BASE", id="no answer"),
        pytest.param(SettledHub(answers=True, pulls=False), "built", "ARG BASE", id="pull fails"),
    ],
)
def test_an_image_is_pulled_by_digest_or_built_and_says_which(hub, source, made_of, monkeypatch):
    built = []
    monkeypatch.setattr(
        builder, "build", lambda _c, name, files, **options: built.append((name, files, options))
    )
    images._make(None, hub, recipes.recipe("registry2"), recipes.tags(), silent)
    [(name, files, options)] = built
    dockerfile = next(file.content.decode() for file in files if file.path == "Dockerfile")
    assert name == "registry2"
    assert made_of in dockerfile
    assert options["tag"] == recipes.tag("registry2")
    assert options["labels"] == {"registres.image": "registry2", "registres.source": source}
    assert options["arguments"] == ({} if source == "pulled" else {"BASE": recipes.tag("base")})


def test_the_base_is_made_by_mmdebstrap_where_docker_hub_does_not_answer(monkeypatch):
    made = []
    monkeypatch.setattr(base_image, "make", lambda _c, tag, labels, _p: made.append((tag, labels)))
    images._make(None, SettledHub(answers=False), recipes.recipe("base"), recipes.tags(), silent)
    assert made == [(recipes.tag("base"), {"registres.image": "base", "registres.source": "built"})]


def test_neither_docker_hub_nor_mmdebstrap_is_said_with_the_ways_out(monkeypatch):
    monkeypatch.setattr(packages, "find", lambda _program: None)
    monkeypatch.setattr(platform, "is_debian", lambda: False)
    with pytest.raises(SandboxError, match="Docker Hub ne répond pas") as refused:
        base_image.make(None, "registres/base:0", {}, silent)
    assert "checker images import" in refused.value.do


def test_images_are_built_in_order_once_and_found_again(small_course, apart_client):
    done, lines = [], []
    images.ensure_images(lines.append, client=apart_client, done=done.append)
    assert done == ["petite", "fille"]
    assert [line for line in lines if line.startswith("Image fille\u202f: construction, étape 1 sur ")]
    assert images.image("fille", apart_client) == recipes.tag("fille")
    again = []
    images.ensure_images(again.append, client=apart_client, done=again.append)
    assert again == []
    states = images.states(apart_client)
    assert [(state.name, state.source, state.is_current) for state in states] == [
        ("petite", "built", True),
        ("fille", "built", True),
    ]


def test_two_builders_at_once_build_once(small_course, apart_client):
    first_steps = []

    def build():
        images.ensure_images(
            lambda line: first_steps.append(line) if "étape 1 " in line else None, client=apart_client
        )

    threads = [threading.Thread(target=build) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(first_steps) == 2
    assert images.missing(apart_client) == []


def test_an_absent_image_is_said_with_the_command_that_makes_it(small_course, apart_client):
    with pytest.raises(SandboxError, match="n'est pas sur ce moteur") as refused:
        images.image("fille", apart_client)
    assert "checker prepare" in refused.value.do


def test_a_step_that_fails_is_quoted_and_leaves_no_image(small_course, apart_client, monkeypatch):
    (small_course / "petite" / "Dockerfile").write_text("FROM scratch\nCOPY absent /\n")
    with pytest.raises(SandboxError, match="L'image petite n'a pas pu être construite") as refused:
        images.ensure_images(client=apart_client)
    assert "absent" in refused.value.what
    assert images.missing(apart_client) == ["petite", "fille"]


def test_prune_removes_old_images_and_keeps_the_current_ones(small_course, apart_client):
    images.ensure_images(client=apart_client)
    old = set(recipes.tags().values())
    (small_course / "petite" / "fichier").write_text("version suivante")
    images.ensure_images(client=apart_client)
    assert [state.is_current for state in images.states(apart_client)] == [True, True, False, False]
    assert set(images.prune(apart_client)) == old
    assert [state.tag for state in images.states(apart_client)] == list(recipes.tags().values())


def test_prune_leaves_an_image_in_use(small_course, apart_client):
    images.ensure_images(client=apart_client)
    used = recipes.tag("petite")
    container = apart_client.api.create_container(used, ["/fichier"])
    (small_course / "petite" / "fichier").write_text("version suivante")
    try:
        assert used not in images.prune(apart_client)
    finally:
        apart_client.api.remove_container(container["Id"])


def test_recipes_without_a_pin_are_never_looked_up():
    assert Recipe("machine").pin is None
