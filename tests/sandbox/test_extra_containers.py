"""What some labs have besides: a certification authority in Let's Encrypt's place, and a second server."""

import re
import time

import pytest

from checker.errors import SandboxError
from checker.grading.tls import Cause
from checker.grading.world import World
from checker.sandbox import labels
from checker.sandbox.sandbox import Sandbox

HOST = "registre.atelier.test"
LIVE = f"/etc/letsencrypt/live/{HOST}"
CERTBOT = f"certbot certonly --standalone -d {HOST} -n --agree-tos --register-unsafely-without-email"
REGISTRY = f"""
docker run -d -p 443:443 --name registre -v /etc/letsencrypt:/etc/letsencrypt:ro \\
  -e REGISTRY_HTTP_ADDR=0.0.0.0:443 -e REGISTRY_HTTP_TLS_CERTIFICATE={LIVE}/fullchain.pem \\
  -e REGISTRY_HTTP_TLS_KEY={LIVE}/privkey.pem registry:2
"""
WAIT = f"curl -sS --retry 20 --retry-all-errors --retry-delay 1 https://{HOST}/v2/"

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def full(course_images):
    """A sandbox with all that a lab may ask for."""
    with Sandbox.start(containers=["acme", "machine2"]) as started:
        yield started


@pytest.fixture(scope="module")
def server(full):
    return full.machines["machine2"]


def done(machine, script: str, timeout_s: float = 120) -> str:
    """What a script that must succeed has said."""
    result = machine.run(script, timeout_s=timeout_s)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def registry(full):
    """The learner's own registry, with a certificate from the authority."""
    done(full.machine, CERTBOT)
    done(full.machine, REGISTRY)
    # A port that opens is seen from the other machines up to two seconds later than from its own.
    done(full.machine, WAIT)
    done(full.machines["machine2"], WAIT)


def serial(machine) -> str:
    """The number of the certificate that is served."""
    script = f"openssl s_client -connect {HOST}:443 </dev/null 2>/dev/null | openssl x509 -noout -serial"
    return done(machine, script).strip()


def test_everything_carries_our_labels_and_is_found_again(full):
    found = full._client.api.containers(filters={"label": f"{labels.RUN}={full.run_id}"})
    roles = {container["Labels"][labels.ROLE] for container in found}
    assert roles == {"machine", "machine2", "hub", "acme"}
    other = Sandbox.attach(full.run_id)
    assert other.containers == full.containers == {"acme", "machine2"}
    assert other.is_alive()
    assert other.acme.root_pem() == full.acme.root_pem()


def test_the_authority_is_at_lets_encrypts_address_and_shows_nothing_of_its_inside(full):
    for name in ("acme-v02", "acme-staging-v02"):
        directory = done(full.machine, f"curl -sS https://{name}.api.letsencrypt.org/directory")
        assert f"https://{name}.api.letsencrypt.org/" in directory
        assert "termsOfService" in directory
    big = "head -c 300000 /dev/zero | curl -sS -o /dev/null -w '%{http_code}' --data-binary @-"
    assert done(full.machine, f"{big} https://acme-v02.api.letsencrypt.org/sign-me-up") == "413"
    for port in (80, 14000, 15000):
        closed = full.machine.run(f"curl -k -m 3 https://acme-v02.api.letsencrypt.org:{port}/roots/0")
        assert closed.exit_code != 0


def test_certbot_is_there_as_if_it_had_been_installed(full):
    assert "certbot" in done(full.machine, "sudo apt update && sudo apt install -y certbot")


def test_the_certificate_is_trusted_by_curl_docker_and_the_grader(full, server, registry):
    assert done(full.machine, f"grep -c BEGIN {LIVE}/fullchain.pem").strip() == "2"
    push = f"docker pull -q busybox; docker tag busybox {HOST}/essai:1; docker push -q {HOST}/essai:1"
    done(full.machine, push)
    assert "bonjour" in done(server, f"docker run --rm {HOST}/essai:1 echo bonjour")
    world = World(full.machine, full.hub, server)
    assert world.tls(HOST).cause is Cause.NONE
    assert world.server.tls(HOST).cause is Cause.NONE
    assert world.server.engine.image(f"{HOST}/essai:1") is not None
    assert world.registry(HOST).tags("essai") == ("1",)


def test_a_renewed_certificate_is_served_once_the_registry_has_been_told(full, registry):
    before = serial(full.machine)
    done(full.machine, "certbot renew --force-renewal")
    assert serial(full.machine) == before
    output = done(full.machine, "certbot renew --force-renewal --deploy-hook 'docker restart registre'")
    assert "registre" in output
    time.sleep(3)
    assert serial(full.machine) != before
    assert "simulated renewals succeeded" in done(full.machine, "certbot renew --dry-run")


def test_a_person_answers_certbots_questions(full):
    apart = ["--config-dir", "/tmp/le", "--work-dir", "/tmp/le-work", "--logs-dir", "/tmp/le-logs"]
    channel = full.machine.open_tty(["certbot", "certonly", "--standalone", "-d", HOST, *apart])
    answers = {
        b"Enter email address": b"apprenant@atelier.test\n",
        b"Do you agree": b"y\n",
        b"Would you": b"n\n",
    }
    said, end = b"", time.monotonic() + 60
    while time.monotonic() < end:
        try:
            part = channel.receive(timeout_s=1)
        except TimeoutError:
            continue
        if not part:
            break
        said += part
        for question in [q for q in answers if q in said]:
            channel.send(answers.pop(question))
    channel.close()
    assert b"Successfully received certificate" in said, said.decode()
    assert not answers


def test_a_name_that_leads_nowhere_gets_no_certificate(full):
    refused = full.machine.run("certbot certonly --standalone -d autre.atelier.test -n", timeout_s=60)
    assert refused.exit_code == 1
    assert "no such host" in refused.output


def test_the_learner_commands_the_second_server(full, server):
    assert done(full.machine, "ssh apprenant@machine2.atelier.test hostname") == "machine2\n"
    assert done(full.machine, "echo 'cd /tmp && pwd' | ssh machine2 bash -s") == "/tmp\n"
    done(full.machine, "ssh machine2 docker pull -q nginx")
    names = "docker -H ssh://apprenant@machine2.atelier.test images --format '{{.Repository}}'"
    assert "nginx" in done(full.machine, names)
    done(full.machine, "echo bonjour > f && scp -q f machine2:/etc/docker/certs.d/f")
    assert server.read_file("/etc/docker/certs.d/f") == b"bonjour\n"
    assert re.search(r"/dev/pts/\d", done(full.machine, "ssh -tt machine2 tty"))


def test_published_ports_are_seen_both_ways(full, server):
    get = "curl -sS --retry 20 --retry-all-errors --retry-delay 1 -o /dev/null -w '%{http_code}'"
    for here, there, name in ((full.machine, server, "machine2.atelier.test"), (server, full.machine, HOST)):
        done(there, "docker run -d --name page -p 8081:80 nginx")
        assert done(here, f"{get} http://{name}:8081/").endswith("200")


def test_large_layers_travel_between_the_machines(full, server):
    done(full.machine, "mkdir gros && head -c 8000000 /dev/urandom > gros/bloc")
    done(full.machine, "docker run -d --name gros -p 8082:80 -v ~/gros:/usr/share/nginx/html nginx")
    wait = "curl -sS --retry 20 --retry-all-errors --retry-delay 1 -o /dev/null"
    done(server, f"for i in 1 2 3; do {wait} http://{HOST}:8082/bloc; done")


def test_another_sandbox_does_not_reach_it(full, server, sandbox):
    reach = f"timeout 3 ssh -o StrictHostKeyChecking=no -o ConnectionAttempts=1 {server.address} true"
    assert sandbox.machine.run(reach).exit_code != 0
    assert sandbox.machine.run("getent hosts machine2.atelier.test && ssh machine2 true").exit_code != 0


def test_a_machine_that_comes_back_trusts_the_authority_which_itself_cannot(course_images):
    with Sandbox.start(containers=["acme"]) as sandbox:
        sandbox._client.api.kill(sandbox.machine.container)
        assert not sandbox.is_alive()
        assert sandbox.revive()
        done(sandbox.machine, CERTBOT)
        done(sandbox.machine, REGISTRY)
        done(sandbox.machine, WAIT)
        sandbox._client.api.kill(f"registres-acme-{sandbox.run_id}")
        assert not sandbox.is_alive()
        assert not sandbox.revive()
        with pytest.raises(SandboxError, match="autorité de certification"):
            sandbox.acme.root_pem(timeout_s=1)
