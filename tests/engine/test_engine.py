import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingUnixStreamServer

import docker
import pytest
import requests

from checker.cli.main import main
from checker.errors import EngineUnavailableError, SandboxError
from checker.sandbox import daemon, engine, packages, platform
from checker.sandbox.progress import silent


@pytest.fixture
def old_engine(folder, monkeypatch):
    """A socket on which an engine from before 20.10 answers."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Api-Version", "1.40")
            self.send_header("Server", "Docker/19.03.15 (linux)")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"OK")

        def log_message(self, *_):
            pass

    with ThreadingUnixStreamServer(str(folder / "old.sock"), Answer) as server:
        # The handler wants an address to log: a Unix socket's client has none.
        server.get_request = lambda: (ThreadingUnixStreamServer.get_request(server)[0], ("local", 0))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("DOCKER_HOST", f"unix://{folder}/old.sock")
        yield
        server.shutdown()


def choose_context(tmp_path, name, host):
    """Write a Docker context and choose it, as `docker context use` does."""
    config = tmp_path / "docker"
    meta = config / "contexts" / "meta" / hashlib.sha256(name.encode()).hexdigest()
    meta.mkdir(parents=True)
    (config / "config.json").write_text(json.dumps({"currentContext": name}))
    endpoints = {"docker": {"Host": host, "SkipTLSVerify": False}}
    (meta / "meta.json").write_text(json.dumps({"Name": name, "Metadata": {}, "Endpoints": endpoints}))


def test_docker_host_alone_is_tried_when_it_is_set(no_choice, monkeypatch):
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    assert [(each.host, each.origin) for each in engine.candidates()] == [
        ("unix:///nowhere/docker.sock", "DOCKER_HOST")
    ]
    with pytest.raises(EngineUnavailableError, match="choisi par DOCKER_HOST") as refused:
        engine.connect()
    assert "unset DOCKER_HOST" in refused.value.do


def test_the_chosen_context_alone_is_tried(no_choice, tmp_path, monkeypatch):
    choose_context(tmp_path, "bureau", "unix:///nowhere/desktop.sock")
    assert [each.host for each in engine.candidates()] == ["unix:///nowhere/desktop.sock"]
    with pytest.raises(EngineUnavailableError, match="bureau") as refused:
        engine.connect()
    assert "docker context use default" in refused.value.do
    monkeypatch.setenv("DOCKER_CONTEXT", "default")
    assert engine.candidates()[0].host == "unix:///var/run/docker.sock"


def test_a_broken_context_does_not_prevent_the_usual_places(no_choice, tmp_path):
    choose_context(tmp_path, "casse", "unix:///nowhere")
    for meta in (tmp_path / "docker" / "contexts").rglob("meta.json"):
        meta.write_text("{")
    assert engine.candidates()[0].host == "unix:///var/run/docker.sock"


def test_the_usual_places_are_tried_in_order(no_choice, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/7")
    assert [each.host for each in engine.candidates()] == [
        "unix:///var/run/docker.sock",
        f"unix://{tmp_path}/.docker/run/docker.sock",
        f"unix://{tmp_path}/.docker/desktop/docker.sock",
        "unix:///run/user/7/docker.sock",
    ]


@pytest.mark.parametrize("kind", list(platform.Platform))
def test_without_an_engine_each_platform_is_told_what_to_install(kind, no_choice, monkeypatch, capsys):
    monkeypatch.setattr(engine, "candidates", lambda: [engine.Candidate("unix:///nowhere/docker.sock")])
    monkeypatch.setattr(platform, "current", lambda: kind)
    monkeypatch.setattr(platform, "is_root", lambda: False)
    assert main(["engine", "start"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Erreur\u202f: Aucun moteur Docker ne répond")
    assert {
        "debian": "docker.io",
        "linux": "docs.docker.com",
        "wsl": "WSL",
        "macos": "mac-install",
        "windows": "wsl",
    }[kind] in said
    assert "Traceback" not in said


def test_an_engine_that_is_too_old_is_refused_with_its_version(old_engine):
    with pytest.raises(EngineUnavailableError, match=r"19\.03\.15") as refused:
        engine.connect()
    assert "20.10" in refused.value.what


def test_a_socket_that_may_not_be_used_is_said_apart(no_choice, folder, monkeypatch):
    monkeypatch.setattr(engine, "candidates", lambda: [engine.Candidate(f"unix://{folder}/docker.sock")])
    (folder / "docker.sock").touch()

    def refuse(*_args, **_options):
        raise docker.errors.DockerException("Error while fetching server API version") from PermissionError(
            13
        )

    monkeypatch.setattr(docker, "DockerClient", refuse)
    with pytest.raises(EngineUnavailableError, match="n'a pas le droit") as refused:
        engine.connect()
    assert "usermod -aG docker" in refused.value.do


@pytest.mark.parametrize(
    "raised",
    [
        *(
            kind("x")
            for kind in (docker.errors.DockerException, docker.errors.APIError, docker.errors.NotFound)
        ),
        docker.errors.BuildError("x", []),
        requests.exceptions.ReadTimeout("x"),
        requests.exceptions.ConnectionError("x"),
    ],
    ids=lambda raised: type(raised).__name__,
)
def test_what_the_sdk_raises_becomes_an_error_of_ours(raised):
    with (
        pytest.raises(SandboxError, match="liste des images") as translated,
        engine.translated("liste des images"),
    ):
        raise raised
    assert translated.value.__cause__ is raised


def test_an_engine_that_answers_is_used_as_it_is(folder, monkeypatch, capsys):
    daemon.start(folder)
    monkeypatch.setenv("DOCKER_HOST", f"unix://{folder}/docker.sock")
    monkeypatch.setattr(engine, "_install_and_start", lambda _progress: pytest.fail("it was touched"))
    assert engine.ensure(silent).ping()
    assert main(["engine", "start"]) == 0
    assert "utilisé tel quel" in capsys.readouterr().out


def test_a_chosen_engine_that_is_down_is_never_replaced(no_choice, monkeypatch):
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")
    monkeypatch.setattr(
        engine, "_install_and_start", lambda _progress: pytest.fail("another one was started")
    )
    with pytest.raises(EngineUnavailableError):
        engine.ensure(silent)


@pytest.mark.parametrize(
    ("there", "installed"),
    [
        pytest.param((), [["docker.io", "iptables"]], id="nothing"),
        pytest.param(("iptables",), [["docker.io"]], id="no engine"),
        pytest.param(("dockerd", "iptables"), [], id="not started"),
    ],
)
def test_on_a_bare_debian_the_engine_is_installed_and_started(there, installed, no_choice, monkeypatch):
    calls = []
    answers = iter(
        [EngineUnavailableError("absent", do=""), EngineUnavailableError("absent", do=""), "client"]
    )

    def connect():
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(engine, "connect", connect)
    monkeypatch.setattr(platform, "is_debian", lambda: True)
    monkeypatch.setattr(platform, "is_root", lambda: True)
    monkeypatch.setattr(platform, "runs_systemd", lambda: False)
    monkeypatch.setattr(packages, "find", lambda program: program if program in there else None)
    monkeypatch.setattr(packages, "install", lambda names, _progress: calls.append(names))
    monkeypatch.setattr(daemon, "start", lambda: calls.append("start"))
    assert engine.ensure(silent) == "client"
    assert calls == [*installed, "start"]


def test_the_sdk_is_imported_by_the_sandbox_only():
    users = {
        path.relative_to(Path(engine.__file__).parents[1]).parts[0]
        for path in Path(engine.__file__).parents[1].rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.strip().startswith(("import docker", "from docker"))
    }
    assert users == {"sandbox"}
