"""The probes in a real sandbox: own names and ports only, all removed at the end."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checker.course.verdict import Outcome
from checker.grading.grader import Grader
from checker.grading.tls import Cause
from checker.grading.trouble import Absent, Refused, Unreachable, wait_for
from checker.grading.world import World

NAME = "notes"
PLAIN, SECURE = 5055, 5056
IMAGE = f"localhost:{PLAIN}/mysql:8.0"
HOST = "registre.atelier.test"
START = f"""
set -e
docker pull -q mysql:8.0
docker run -d -p {PLAIN}:5000 --name {NAME} --restart=always -e A=b=c \
  -v {NAME}-data:/var/lib/registry registry:2
until curl -s localhost:{PLAIN}/v2/; do sleep 0.05; done
docker tag mysql:8.0 {IMAGE}
docker push -q {IMAGE}
docker rmi {IMAGE} mysql:8.0
docker pull -q {IMAGE}
"""
START_SECURE = f"""
set -e
mkdir -p ~/{NAME} && cd ~/{NAME}
openssl req -newkey rsa:2048 -nodes -keyout registry.key -x509 -days 365 -out registry.crt \
  -subj "/CN={HOST}" -addext "subjectAltName=DNS:{HOST}" 2> /dev/null
htpasswd -Bbn apprenant secret > htpasswd
docker run -d -p {SECURE}:5000 --name {NAME}-tls -v ~/{NAME}:/certs:ro \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/registry.crt -e REGISTRY_HTTP_TLS_KEY=/certs/registry.key \
  -e REGISTRY_AUTH=htpasswd -e REGISTRY_AUTH_HTPASSWD_REALM=x \
  -e REGISTRY_AUTH_HTPASSWD_PATH=/certs/htpasswd registry:2
until curl -sk https://localhost:{SECURE}/v2/; do sleep 0.05; done
"""
END = f"""
docker rm -f -v {NAME} {NAME}-tls
docker rmi -f {IMAGE} mysql:8.0 registry:2
docker volume rm {NAME}-data
rm -rf ~/{NAME} /etc/docker/certs.d/{HOST}:{SECURE}
"""


@pytest.fixture(scope="module")
def machine(sandbox):
    try:
        for script in (START, START_SECURE):
            result = sandbox.machine.run(script, timeout_s=120)
            assert result.exit_code == 0, result.output
        yield sandbox.machine
    finally:
        sandbox.machine.run(END, timeout_s=60)


@pytest.fixture
def world(machine, sandbox):
    return World(machine, sandbox.hub)


def test_registry_client_reads_a_real_registry(world):
    client = world.registry(f"localhost:{PLAIN}")
    assert client.ping().is_registry
    assert not client.ping().needs_login
    assert client.catalog() == ("mysql",)
    assert client.tags("mysql") == ("8.0",)
    assert client.tags("autre") == Absent(f"localhost:{PLAIN}", "autre")
    assert isinstance(client.image("mysql", "9"), Absent)
    manifest = client.manifest("mysql", "8.0")
    assert client.manifest("mysql", manifest.digest).digest == manifest.digest


def test_images_are_the_same_here_and_there(world):
    remote = world.registry(f"localhost:{PLAIN}").image("mysql", "8.0")
    local = world.engine.image(IMAGE)
    assert remote.diff_ids == local.diff_ids
    assert len(remote.diff_ids) > 1
    assert remote.labels == local.labels


def test_container_volume_and_logs_are_seen(world):
    container = world.engine.container(NAME)
    assert container.is_running
    assert container.publishes(PLAIN, 5000)
    assert (container.repository, container.tag, container.restart_policy) == ("registry", "2", "always")
    assert container.env["A"] == "b=c"
    assert container.mount_at("/var/lib/registry").is_named
    assert not world.engine.volume(f"{NAME}-data").is_anonymous
    assert len(world.engine.logs(NAME, tail=2)) == 2
    assert {c.name for c in world.engine.containers_of("registry")} == {NAME, f"{NAME}-tls"}
    assert world.engine.container("autre") is None


def test_history_tells_that_the_pull_came_after_the_removal(world):
    image = world.engine.image(IMAGE)
    gone = world.engine.events.deleted(image.id).last
    assert world.engine.events.after(gone).pulled(IMAGE)
    assert world.engine.events.before(gone).pushed(IMAGE)
    assert world.engine.events.container("start", NAME)


def test_history_holds_what_ended_just_now(machine, sandbox):
    for number in range(3):
        assert machine.run(f"docker tag {IMAGE} {NAME}:{number}").exit_code == 0
        assert World(machine, sandbox.hub).engine.events.tagged(f"{NAME}:{number}")
    machine.run(f"docker rmi {NAME}:0 {NAME}:1 {NAME}:2")


def test_hub_saw_an_anonymous_pull(world):
    assert world.hub.pulls("mysql", "8.0", actor="")


def test_registry_with_a_login_and_a_certificate(world):
    anonymous = world.registry(f"https://{HOST}:{SECURE}")
    assert anonymous.ping().needs_login
    assert anonymous.catalog() == Refused(f"{HOST}:{SECURE}", 401)
    known = world.registry(f"https://{HOST}:{SECURE}", user="apprenant", password="secret")
    assert known.catalog() == ()
    ca_pem = world.files(f"~/{NAME}/registry.crt").text
    assert world.registry(f"https://{HOST}:{SECURE}", ca_pem=ca_pem).ping().is_registry
    distrustful = world.registry(f"https://localhost:{SECURE}", ca_pem=ca_pem).ping()
    assert (type(distrustful), distrustful.code) == (Unreachable, "tls")


def test_plain_http_and_tls_are_not_confused(world):
    assert world.registry(f"https://localhost:{PLAIN}").ping().code == "tls"
    assert world.tls(HOST, PLAIN).code == "tls"
    assert not world.registry(f"http://localhost:{SECURE}").ping().is_registry
    assert world.registry("localhost:5999").ping().code == "refused"
    assert world.registry("absent.atelier.test").ping().code == "dns"


def test_handshake_is_judged_with_the_authorities_of_certs_d(machine, world):
    found = world.tls(HOST, SECURE)
    assert found.cause is Cause.UNKNOWN_CA
    assert found.certificate.dns_names == (HOST,)
    assert found.certificate.matches_key(world.files(f"~/{NAME}/registry.key").content)
    folder = f"/etc/docker/certs.d/{HOST}:{SECURE}"
    assert machine.run(f"mkdir -p {folder}; cp ~/{NAME}/registry.crt {folder}/ca.crt").exit_code == 0
    assert world.tls(HOST, SECURE).is_trusted
    assert not world.tls.is_loopback(HOST)
    assert world.tls("registry-1.docker.io").is_trusted


def test_engine_agrees_with_the_handshake(machine, world):
    folder = f"/etc/docker/certs.d/{HOST}:{SECURE}"
    address = f"{HOST}:{SECURE}"
    login = f"echo secret | docker login -u apprenant --password-stdin {address}; docker logout {address}"
    machine.run(f"rm -rf {folder}")
    assert "unknown authority" in machine.run(login).output
    machine.run(f"mkdir -p {folder}; cp ~/{NAME}/registry.crt {folder}/ca.crt")
    assert world.tls(HOST, SECURE).is_trusted
    assert "Login Succeeded" in machine.run(login).output


def test_grader_judges_a_sandbox_from_another_process(machine, sandbox, tmp_path):
    exercise = tmp_path / "labs" / "90-essai" / "01-notes"
    exercise.mkdir(parents=True)
    shutil.copy(Path(__file__).parent / "labs/90-essai/lab.toml", exercise.parent)
    criterion = '\n[[criteria]]\nid = "{0}"\npoints = 1\ntext = "{0}"\nhint = "{0}"\n'
    (exercise / "exercise.toml").write_text(
        'title = "Notes"\n' + criterion.format("bon") + criterion.format("mauvais")
    )
    (exercise / "criteria.py").write_text(f"""
from checker.grading import Failure, criterion, require

@criterion("bon")
def check_good(engine, registry, hub, files, tls, events):
    image = require(registry("localhost:{PLAIN}").image("mysql", "8.0"), expected="…", advice="…")
    assert image.diff_ids == engine.image("{IMAGE}").diff_ids
    assert hub.pulls("mysql") and events.pulled("mysql:8.0") and files("~/{NAME}").exists

@criterion("mauvais", needs="bon")
def check_bad(registry):
    require(registry("localhost:5999").ping(), expected="Un registre répond.", advice="Vérifiez -p.")
""")
    with Grader() as grader:
        verdict = grader.grade(sandbox.run_id, "90-essai/01-notes", root=tmp_path)
    assert [c.outcome for c in verdict.criteria] == [Outcome.PASSED, Outcome.FAILED], verdict
    assert "« localhost:5999 » ne répond pas (connexion refusée)." in verdict.criteria[1].observed.replace(
        "\u202f", " "
    )


def test_grader_gives_no_grade_for_a_sandbox_that_is_not_there(course_root):
    with Grader() as grader:
        verdict = grader.grade("0123456789ab", "90-essai/08-monde", root=course_root)
    assert {c.outcome for c in verdict.criteria} == {Outcome.ERROR}


def test_worker_imports_no_file_of_the_current_folder(tmp_path, course_root):
    (tmp_path / "docker.py").write_text("open('trace', 'w')")
    (tmp_path / "pytest.py").write_text("open('trace', 'w')")
    program = (
        "from pathlib import Path; from checker.grading.grader import Grader\n"
        f"with Grader() as g: g.grade('0123456789ab', '90-essai/02-ordre', root=Path({str(course_root)!r}))"
    )
    subprocess.run([sys.executable, "-I", "-c", program], cwd=tmp_path, check=True)
    assert not (tmp_path / "trace").exists()


def test_registry_that_starts_late_is_waited_for(machine, world):
    machine.run(f"docker restart -t 0 {NAME}", timeout_s=60)
    assert wait_for(world.registry(f"localhost:{PLAIN}").ping, timeout_s=5).is_registry
