"""What the learner changes in /etc has its effect on the engine, as in every course on Docker."""

import pytest

REGISTRY = r"""
mkdir -p ~/faux && cd ~/faux
openssl req -newkey rsa:2048 -nodes -keyout k.pem -x509 -days 2 -out c.pem -subj /CN=faux.test \
  -addext subjectAltName=DNS:faux.test 2> /dev/null
cat > faux.py <<'EOF'
import http.server, ssl
class Registry(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/v2/" else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()
    do_HEAD = do_GET
    def log_message(self, *_):
        pass
server = http.server.HTTPServer(("0.0.0.0", 443), Registry)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("c.pem", "k.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
open("pret", "w").close()
server.serve_forever()
EOF
rm -f pret
python3 faux.py > /dev/null 2>&1 &
until [ -e pret ]; do sleep 0.05; done
"""
UNTRUSTED = "certificate signed by unknown authority"


@pytest.fixture(scope="module")
def registry(world):
    """A registry with a certificate of its own, under a name that only /etc/hosts knows."""
    assert world.learner(REGISTRY).code == 0
    assert world.learner(f"cp /etc/hosts ~/hosts; echo '{world.address} faux.test' >> /etc/hosts").code == 0
    assert world.until(lambda: UNTRUSTED in world.learner("docker pull faux.test/x").text)
    yield world
    world.learner("cat ~/hosts > /etc/hosts; pkill -f faux.py; rm -rf ~/faux")


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param("echo '{address} {name}' >> /etc/hosts", id="append"),
        pytest.param("echo '{address} {name}' | sudo tee -a /etc/hosts", id="tee"),
        pytest.param("sed -i '1i {address} {name}' /etc/hosts", id="sed"),
        pytest.param("(cat /etc/hosts; echo '{address} {name}') > /tmp/h && cp /tmp/h /etc/hosts", id="copy"),
    ],
)
def test_the_engine_sees_the_edited_hosts(registry, edit, request):
    name = f"{request.node.callspec.id}.test"
    assert registry.learner(edit.format(address=registry.address, name=name)).code == 0
    # Like any program in Go, the engine reads the file again after five seconds.
    assert registry.until(lambda: "x509" in registry.learner(f"docker pull {name}/x").text)


def test_the_machine_is_not_named_by_a_loopback_address(world):
    named = world.learner("getent hosts poste").text.split()
    assert named[0] == world.address


def test_the_engine_reads_certs_d_without_a_restart(registry):
    assert UNTRUSTED in registry.learner("docker pull faux.test/x").text
    add = "mkdir -p /etc/docker/certs.d/faux.test && cp ~/faux/c.pem /etc/docker/certs.d/faux.test/ca.crt"
    assert registry.learner(add).code == 0
    trusted = registry.learner("docker pull faux.test/x").text
    registry.learner("rm -r /etc/docker/certs.d/faux.test")
    assert "x509" not in trusted
    assert UNTRUSTED in registry.learner("docker pull faux.test/x").text


@pytest.mark.parametrize(
    "again", ["systemctl restart docker", "service docker restart", "sudo systemctl reload docker"]
)
def test_the_engine_reads_daemon_json(registry, again):
    setting = '{"insecure-registries": ["faux.test"]}'
    assert registry.learner(f"echo '{setting}' | sudo tee /etc/docker/daemon.json").code == 0
    restarted = registry.learner(again)
    assert restarted.code == 0, restarted.text
    insecure = registry.learner("docker pull faux.test/x").text
    registry.learner("rm /etc/docker/daemon.json; systemctl restart docker")
    assert "x509" not in insecure
    assert UNTRUSTED in registry.learner("docker pull faux.test/x").text


def test_a_reload_is_over_when_the_command_is(world):
    # An engine that takes a moment to look at its signals, as on a busy machine.
    slow = "pkill -STOP -x dockerd; (sleep 0.7; pkill -CONT -x dockerd) & "
    read = "grep -c 'Reloaded configuration' /var/log/dockerd.log"
    before = int(world.learner(read).text or 0)
    assert world.learner(f"{slow} systemctl reload docker; {read}").text.strip() == str(before + 1)


def test_settings_that_cannot_be_read_again_are_told(world):
    broken = world.learner("echo '{mal' > /etc/docker/daemon.json; systemctl reload docker")
    world.learner("rm /etc/docker/daemon.json")
    assert broken.code == 1
    assert "n'a pas relu ses réglages" in broken.text
    assert "daemon.json" in broken.text
    assert world.learner("docker ps").code == 0


def test_a_wrong_daemon_json_is_told_and_can_be_mended(registry):
    broken = registry.learner("echo '{mal' > /etc/docker/daemon.json; systemctl restart docker")
    assert broken.code == 1
    assert "Le service docker ne démarre pas" in broken.text
    assert "daemon.json" in broken.text
    mended = registry.learner("rm /etc/docker/daemon.json; systemctl restart docker && docker ps")
    assert mended.code == 0, mended.text


def test_the_system_store_is_the_learner_s(registry):
    fetch = "curl -s -o /dev/null https://faux.test/v2/"
    assert registry.learner(fetch).code == 60
    trust = "cp ~/faux/c.pem /usr/local/share/ca-certificates/faux.crt && update-ca-certificates"
    assert registry.learner(trust).code == 0
    trusted = registry.learner(fetch).code
    registry.learner("rm /usr/local/share/ca-certificates/faux.crt && update-ca-certificates --fresh")
    assert trusted == 0


def test_the_training_authority_is_trusted(world):
    assert world.learner("curl -s -o /dev/null https://auth.docker.io/v1/_ping").code == 0
