"""The miniatures, run by the learner's engine: they behave as the course says of the real ones."""

import json

import pytest


@pytest.fixture
def containers(learner):
    """Run scripts; what they started is removed."""
    yield learner
    learner("docker ps -aq | xargs -r docker rm -fv")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("docker run --rm nginx:1.24.0 cat /etc/image-tag", "nginx:1.24.0"),
        ("docker run --rm nginx cat /LISEZMOI", "une miniature du Hub d'entraînement"),
        ("docker run --rm nginx:1.24.0 nginx -v", "nginx version: nginx/1.24.0"),
        ("docker run --rm nginx:stable-alpine nginx -v", "nginx version: nginx/1.28.0"),
        ("docker run --rm httpd httpd -v", "Server version: Apache/2.4.65 (Unix)"),
        ("docker run --rm mysql:8.0 mysql --version", "mysql  Ver 8.0.44"),
        ("docker run --rm mysql:8.4 --version", "Ver 8.4.7"),
        ("docker run --rm python:3.12-slim python --version", "Python 3.12.12"),
        ("docker run --rm debian:bookworm-slim cat /etc/debian_version", "12.12"),
        ("docker run --rm debian bash -c '. /etc/os-release; echo $VERSION_CODENAME'", "trixie"),
        ("docker run --rm alpine:3.20 cat /etc/alpine-release", "3.20.8"),
        ("docker run --rm busybox:stable cat /etc/image-version", "1.36.1"),
        ("docker run --rm hello-world", "Hello from Docker!"),
        ("docker run --rm registry:2 --version", "2.8.3"),
    ],
)
def test_what_they_print(containers, command, words):
    done = containers(command)
    assert done.exit_code == 0
    assert words in done.output


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("docker run --rm python:3.12-slim python -c 'print(1)'", 1),
        ("docker run --rm debian apt-get update", 100),
        ("docker run --rm alpine apk add curl", 100),
        ("docker run --rm mysql:8.0 mysql -uroot", 1),
    ],
)
def test_what_they_cannot_do_they_say(containers, command, code):
    done = containers(command)
    assert done.exit_code == code
    assert "miniature du Hub d'entraînement" in done.output


@pytest.mark.parametrize("image", ["nginx:1.24.0", "httpd:alpine"])
def test_web_servers_serve_log_and_stop_at_once(containers, image):
    done = containers(
        f"docker run -d -p 8124:80 --name web {image} >/dev/null 2>&1; "
        "for n in 1 2 3 4 5 6 7 8 9 10; do curl -sf localhost:8124/ && break; sleep 0.2; done; "
        "curl -s -o /dev/null -w '%{http_code}\\n' localhost:8124/rien; sleep 0.2; docker logs web 2>&1; "
        "docker stop web >/dev/null; docker inspect -f 'code {{.State.ExitCode}}' web"
    )
    name = containers(f"docker run --rm {image} cat /etc/image-tag").output.strip()
    assert f"<code>{name}</code>" in done.output
    assert '"GET /" 200' in done.output
    assert '"GET /rien" 404' in done.output
    # Stopped by its signal, not killed after ten seconds (137).
    assert done.output.rstrip().endswith("code 0")


def test_mysql_asks_for_a_password_then_stays_up(containers):
    done = containers("docker run --rm mysql:8.0")
    assert done.exit_code == 1
    assert "You need to specify one of the following" in done.output
    assert "- MYSQL_ROOT_PASSWORD" in done.output
    done = containers(
        "docker run -d --name db -e MYSQL_ROOT_PASSWORD=secret mysql:8.0 >/dev/null; sleep 0.3; "
        "docker inspect -f '{{.State.Status}}' db; docker stop db >/dev/null; "
        "docker inspect -f '{{.State.ExitCode}}' db"
    )
    assert done.output.split() == ["running", "0"]


def test_one_builds_on_them(containers):
    done = containers(
        "rm -rf ~/essai && mkdir ~/essai && cd ~/essai && echo bonjour > index.html && "
        "printf 'FROM nginx:1.24.0\\nRUN mkdir -p /srv/x\\nCOPY index.html /usr/share/nginx/html/\\n' "
        "> Dockerfile && docker build -q -t essai-miniature:1.0 . && "
        "docker run -d --name page -p 8125:80 essai-miniature:1.0 && "
        "for n in 1 2 3 4 5 6 7 8 9 10; do curl -sf localhost:8125/ && break; sleep 0.2; done; rm -rf ~/essai"
    )
    assert done.output.splitlines()[-1] == "bonjour"


@pytest.mark.parametrize(
    ("tag", "config"), [("2", "/etc/docker/registry/config.yml"), ("3", "/etc/distribution/config.yml")]
)
def test_the_registry_starts_as_upstreams(containers, tag, config):
    done = containers(
        f"docker run -d -p 5000:5000 --name registre registry:{tag} >/dev/null 2>&1; "
        "for n in 1 2 3 4 5 6 7 8 9 10; do curl -sf localhost:5000/v2/_catalog && break; sleep 0.2; done; "
        f"docker exec registre ls {config}; docker inspect -f '{{{{json .Config.Volumes}}}}' registre"
    )
    catalog, path, volumes = done.output.strip().splitlines()
    assert json.loads(catalog) == {"repositories": []}
    assert path == config
    assert json.loads(volumes) == {"/var/lib/registry": {}}
