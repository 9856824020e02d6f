"""Many GETs in one question, against a real registry:2 and against broken servers."""

import base64
import json

import pytest

SERVERS = r"""
import socket, threading, time
def serve(port, answer):
    listener = socket.socket(); listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("0.0.0.0", port)); listener.listen(50)
    def loop():
        while True:
            connection = listener.accept()[0]
            threading.Thread(target=answer, args=(connection,), daemon=True).start()
    threading.Thread(target=loop).start()
def once(c): c.recv(9999); c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"); c.close()
def told(c): c.recv(9999); c.sendall(b"HTTP/1.0 200 OK\r\n\r\nok"); c.close()
def mute(c): time.sleep(60)
def flood(c):
    c.recv(9999); c.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True: c.sendall(b"x" * 65536)
def noise(c): c.recv(9999); c.sendall(b"sottise\r\n\r\n"); c.close()
for port, answer in enumerate((once, told, mute, flood, noise), 7101): serve(port, answer)
"""
ONCE, TOLD, MUTE, FLOOD, NOISE = range(7101, 7106)


@pytest.fixture(scope="module")
def fetch(sandbox):
    machine = sandbox.machine
    machine.write_file("~/serveurs-fetch.py", SERVERS.encode())
    started = machine.run(
        "docker run -d -p 5000:5000 --name essai-fetch registry:2 && "
        "(python3 ~/serveurs-fetch.py >/dev/null 2>&1 &)\n"
        f"until curl -s localhost:5000/v2/ && curl -s localhost:{ONCE}; do sleep 0.1; done",
        timeout_s=120,
    )
    assert started.exit_code == 0, started.output

    def ask(port, paths, **more):
        return machine.probe(
            "fetch", url=f"http://localhost:{port}", requests=[[p, {}] for p in paths], **more
        )

    yield ask
    machine.run("docker rm -fv essai-fetch; pkill -f '[s]erveurs-fetch.py'; rm ~/serveurs-fetch.py")


def test_each_path_has_its_answer_in_order(fetch):
    answers = fetch(5000, ["/v2/", "/v2/_catalog", "/v2/rien/tags/list", "/v2/"])["answers"]
    assert [answer["status"] for answer in answers] == [200, 200, 404, 200]
    assert json.loads(base64.b64decode(answers[1]["body_b64"])) == {"repositories": []}


@pytest.mark.parametrize("port", [ONCE, TOLD])
def test_a_server_that_hangs_up_is_called_again(fetch, port):
    answers = fetch(port, ["/a"] * 5)["answers"]
    assert [(a["status"], base64.b64decode(a["body_b64"])) for a in answers] == [(200, b"ok")] * 5


def test_a_server_that_is_not_there_costs_one_attempt(fetch):
    assert [a["unreachable"] for a in fetch(7199, ["/a"] * 3)["answers"]] == ["refused"] * 3


def test_a_server_that_hangs_costs_the_questions_time_and_is_told(fetch):
    answers = fetch(MUTE, ["/a"] * 3, timeout_s=2)["answers"]
    assert [answer["unreachable"] for answer in answers] == ["timeout"] * 3


def test_a_flood_is_cut_and_leaves_room_for_nothing_more(fetch):
    answers = fetch(FLOOD, ["/a"] * 5, timeout_s=20)["answers"]
    assert len(answers) == 5
    assert all(answer.get("truncated") or "unreachable" in answer for answer in answers)
    assert sum(len(answer.get("body_b64", "")) for answer in answers) < 9_000_000


def test_what_is_no_http_is_told(fetch):
    assert {a["unreachable"] for a in fetch(NOISE, ["/a"] * 2)["answers"]} == {"protocol"}
