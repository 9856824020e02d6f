"""HTTP and TLS as seen from the learner's machine, against a real registry:2 and against broken servers."""

import base64
import json
import ssl
import time

import pytest

from checker.sandbox.accounts import MACHINE_NAME

CERTIFICATES = f"""
mkdir -p ~/essai && cd ~/essai
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -keyout san.key -out san.crt -subj "/CN={MACHINE_NAME}" \
  -addext "subjectAltName=DNS:{MACHINE_NAME}"
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -keyout cn.key -out cn.crt -subj "/CN={MACHINE_NAME}"
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -keyout autre.key -out autre.crt -subj "/CN=autre.test" \
  -addext "subjectAltName=DNS:autre.test"
"""
TLS_REGISTRY = """docker run -d -p {port}:5000 --name essai-{name} -v ~/essai:/certs \
  -e REGISTRY_HTTP_TLS_CERTIFICATE=/certs/{name}.crt -e REGISTRY_HTTP_TLS_KEY=/certs/{name}.key registry:2
"""
SERVERS = r"""
import socket, struct, threading, time
def serve(port, answer):
    listener = socket.socket(); listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("0.0.0.0", port)); listener.listen(50)
    def loop():
        while True:
            connection = listener.accept()[0]
            threading.Thread(target=answer, args=(connection,), daemon=True).start()
    threading.Thread(target=loop).start()
def end(c): c.recv(100); c.close()
def reset(c):
    c.recv(10); c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)); c.close()
def mute(c): time.sleep(60)
def noise(c): c.recv(100); c.sendall(b"\x00\xff sottise\r\n\r\n"); c.close()
def flood(c):
    c.recv(100); c.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True: c.sendall(b"x" * 65536)
def short(c): c.recv(1000); c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncourt"); c.close()
def away(c):
    c.recv(1000)
    c.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://10.0.2.2/\r\nContent-Length: 0\r\n\r\n"); c.close()
for port, answer in enumerate((end, reset, mute, noise, flood, short, away), 7001): serve(port, answer)
"""
ENDS, RESETS, MUTE, NOISE, FLOOD, SHORT, AWAY = range(7001, 7008)


@pytest.fixture(scope="module")
def machine(sandbox):
    machine = sandbox.machine
    assert machine.run(CERTIFICATES).exit_code == 0
    machine.write_file("~/essai/serveurs.py", SERVERS.encode())
    script = (
        "docker run -d -p 5000:5000 --name essai-simple registry:2 && "
        + TLS_REGISTRY.format(port=443, name="san")
        + TLS_REGISTRY.format(port=8443, name="cn")
        + TLS_REGISTRY.format(port=9443, name="autre")
        + "(python3 ~/essai/serveurs.py >/dev/null 2>&1 &)"
    )
    result = machine.run(script, timeout_s=120)
    assert result.exit_code == 0, result.output
    for port in (5000, 443, 8443, 9443, AWAY):
        wait_for_port(machine, port)
    yield machine
    machine.run(
        "docker rm -fv essai-simple essai-san essai-cn essai-autre; pkill -f '[s]erveurs.py'; rm -rf ~/essai"
    )


def wait_for_port(machine, port: int) -> None:
    deadline = time.monotonic() + 60
    scheme = "https" if port in (443, 8443, 9443) else "http"
    while time.monotonic() < deadline:
        if "status" in machine.probe("http", url=f"{scheme}://127.0.0.1:{port}/v2/"):
            return
        time.sleep(0.1)
    raise AssertionError(f"{port}: {machine.run('docker ps -a; docker logs essai-san').output}")


def pem(machine, name: str) -> str:
    return (machine.read_file(f"~/essai/{name}.crt") or b"").decode()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", MACHINE_NAME])
def test_a_registry_answers_by_all_its_names(machine, host):
    answer = machine.probe("http", url=f"http://{host}:5000/v2/")
    assert answer["status"] == 200
    assert answer["headers"]["docker-distribution-api-version"] == "registry/2.0"
    assert json.loads(base64.b64decode(answer["body_b64"])) == {}
    assert not answer["truncated"]


def test_a_registry_answers_at_the_machine_s_address(machine):
    assert machine.probe("http", url=f"http://{machine.address}:5000/v2/")["status"] == 200


def test_methods_headers_and_bodies_are_sent(machine):
    answer = machine.probe("http", method="POST", url="http://127.0.0.1:5000/v2/essai/blobs/uploads/")
    assert answer["status"] == 202
    place = answer["headers"]["location"]
    answer = machine.probe(
        "http",
        method="PATCH",
        url=place,
        headers={"Content-Type": "application/octet-stream"},
        body_b64=base64.b64encode(b"contenu").decode(),
    )
    assert (answer["status"], answer["headers"]["range"]) == (202, "0-6")
    assert machine.probe("http", method="HEAD", url="http://127.0.0.1:5000/v2/")["status"] == 200


@pytest.mark.parametrize(
    ("port", "code"),
    [(7999, "refused"), (ENDS, "eof"), (RESETS, "reset"), (MUTE, "timeout"), (NOISE, "protocol")],
)
def test_each_silence_has_its_name(machine, port, code):
    answer = machine.probe("http", url=f"http://127.0.0.1:{port}/", timeout_s=2)
    assert answer["unreachable"] == code, answer


def test_unknown_names_and_unroutable_addresses_have_theirs(machine):
    assert machine.probe("http", url="http://exemple.invalid/")["unreachable"] == "dns"
    assert machine.probe("http", url="http://192.0.2.1/")["unreachable"] in ("network", "timeout", "refused")
    assert "unreachable" in machine.probe("http", url="http:///v2/")


def test_a_body_without_end_is_cut(machine):
    answer = machine.probe("http", url=f"http://127.0.0.1:{FLOOD}/")
    assert answer["truncated"]
    assert len(base64.b64decode(answer["body_b64"])) == 2_000_000
    answer = machine.probe("http", url=f"http://127.0.0.1:{SHORT}/")
    assert (base64.b64decode(answer["body_b64"]), answer["truncated"]) == (b"court", True)


def test_redirections_are_reported_not_followed(machine):
    assert machine.probe("http", url=f"http://127.0.0.1:{AWAY}/")["status"] == 302


def test_plain_http_and_tls_are_told_apart(machine):
    answer = machine.probe("http", url="https://127.0.0.1:5000/v2/")
    assert (answer["unreachable"], answer["detail"]) == ("tls", "plain-http")
    answer = machine.probe("tls", host="127.0.0.1", port=5000)
    assert (answer["unreachable"], answer["detail"]) == ("tls", "plain-http")
    answer = machine.probe("http", url="http://127.0.0.1:443/v2/")
    assert answer["status"] == 400
    assert machine.probe("tls", host="127.0.0.1", port=ENDS)["unreachable"] in ("eof", "reset")
    assert machine.probe("tls", host="127.0.0.1", port=7999)["unreachable"] == "refused"


def test_https_is_judged_when_an_authority_is_given(machine):
    url = f"https://{MACHINE_NAME}/v2/"
    assert machine.probe("http", url=url)["status"] == 200
    assert machine.probe("http", url=url, ca_pem=pem(machine, "san"))["status"] == 200
    answer = machine.probe("http", url=url, ca_pem=pem(machine, "autre"))
    assert answer["unreachable"] == "tls"
    answer = machine.probe("http", url=f"https://{MACHINE_NAME}:8443/v2/", ca_pem=pem(machine, "cn"))
    assert answer["unreachable"] == "tls"


@pytest.mark.parametrize(
    ("port", "name", "says"),
    [(443, "san", ""), (8443, "cn", "mismatch"), (9443, "autre", "mismatch")],
)
def test_certificates_are_judged_as_docker_judges(machine, port, name, says):
    answer = machine.probe("tls", host=MACHINE_NAME, port=port, ca_pem=pem(machine, name))
    assert [base64.b64decode(der) for der in answer["chain_der_b64"]] == [
        ssl.PEM_cert_to_DER_cert(pem(machine, name))
    ]
    assert answer["verified"] is (says == "")
    assert says.lower() in answer["verify_error"].lower()
    pushed = machine.run(
        f"""mkdir -p /etc/docker/certs.d/{MACHINE_NAME}:{port}
        cp ~/essai/{name}.crt /etc/docker/certs.d/{MACHINE_NAME}:{port}/ca.crt
        docker pull {MACHINE_NAME}:{port}/rien; rm -r /etc/docker/certs.d/{MACHINE_NAME}:{port}"""
    ).output
    assert ("x509" in pushed or "certificate" in pushed) is not answer["verified"], pushed


def test_an_unknown_authority_is_said(machine):
    answer = machine.probe("tls", host=MACHINE_NAME, port=443)
    assert not answer["verified"]
    assert "self-signed" in answer["verify_error"]
    answer = machine.probe("tls", host=MACHINE_NAME, port=443, ca_pem="n'importe quoi")
    assert not answer["verified"]
    assert answer["verify_error"]
    answer = machine.probe(
        "tls", host="127.0.0.1", port=443, server_name=MACHINE_NAME, ca_pem=pem(machine, "san")
    )
    assert answer["verified"]


def test_the_hub_s_certificate_is_trusted_by_the_machine(machine):
    answer = machine.probe("tls", host="registry-1.docker.io", port=443)
    assert answer["verified"], answer
