"""The learner's engine as the probe sees it."""

import time

import pytest


@pytest.fixture(scope="module")
def machine(sandbox):
    machine = sandbox.machine
    result = machine.run(
        """docker run --name essai-parle busybox sh -c 'echo sortie; echo erreur >&2'
        docker run -t --name essai-ecran busybox echo ecran""",
        timeout_s=120,
    )
    assert result.exit_code == 0, result.output
    yield machine
    machine.run("docker rm -f essai-parle essai-ecran")


def test_the_api_is_answered_as_it_is(machine):
    answer = machine.probe("engine", method="GET", path="/containers/json?all=1")
    assert answer["status"] == 200
    assert {"/essai-parle", "/essai-ecran"} <= {name for c in answer["body"] for name in c["Names"]}
    assert machine.probe("engine", path="/_ping") == {"status": 200, "body": "OK", "truncated": False}
    answer = machine.probe("engine", path="/containers/personne/json")
    assert answer["status"] == 404
    assert "personne" in answer["body"]["message"]
    answer = machine.probe("engine", method="POST", path="/volumes/create", body={"Name": "essai"})
    assert answer["status"] == 201
    assert machine.probe("engine", method="DELETE", path="/volumes/essai")["status"] == 204


def test_an_answer_that_does_not_end_is_given_up(machine):
    assert machine.probe("engine", path="/events", timeout_s=1)["unreachable"] == "timeout"


def test_logs_are_plain_text(machine):
    answer = machine.probe("logs", container="essai-parle", tail=10)
    assert sorted(answer["text"].splitlines()) == ["erreur", "sortie"]
    assert machine.probe("logs", container="essai-ecran", tail=10)["text"].split() == ["ecran"]
    assert machine.probe("logs", container="personne", tail=10) == {"status": 404, "text": ""}
    assert machine.probe("logs", container="../../images/json?x=", tail=10)["text"] == ""


def test_logs_have_moments_and_a_beginning_when_asked(machine):
    answer = machine.probe("logs", container="essai-parle", tail=10, timestamps=True)
    stamps = [line.partition(" ")[0] for line in answer["text"].splitlines()]
    assert len(stamps) == 2
    assert all(stamp[:2] == "20" and stamp.endswith("Z") for stamp in stamps)
    assert machine.probe("logs", container="essai-parle", tail=10, since=time.time() + 60)["text"] == ""
    assert machine.probe("logs", container="essai-parle", tail=10, since=1.5)["text"] != ""


def test_events_hold_what_happened_the_moment_before(machine):
    for number in range(5):
        machine.run(f"docker tag busybox essai:{number}")
        events = machine.probe("events")["events"]
        names = [e["Actor"]["Attributes"].get("name") for e in events if e.get("Action") == "tag"]
        assert names[-1] == f"essai:{number}"
    machine.run("docker rmi essai:0 essai:1 essai:2 essai:3 essai:4")
    times = [event["timeNano"] for event in machine.probe("events")["events"]]
    assert times == sorted(set(times))


def test_an_engine_that_is_down_is_an_answer(machine):
    machine.run("kill -STOP $(pidof dockerd)")
    try:
        # The signal is on its way: its threads stop one after the other.
        deadline = time.monotonic() + 20
        while "status" in (answer := machine.probe("engine", path="/_ping", timeout_s=1)):
            assert time.monotonic() < deadline
        assert answer["unreachable"] == "timeout"
        assert machine.probe("logs", container="x", timeout_s=1)["text"] == ""
        assert machine.probe("events", timeout_s=1).keys() >= {"events"}
    finally:
        machine.run("kill -CONT $(pidof dockerd)")
    assert machine.probe("ready", timeout_s=20)["ready"]


def test_somebody_else_on_the_engine_s_socket_is_no_engine(machine):
    machine.write_file(
        "~/faux.py",
        b"import http.server, socketserver, os\n"
        b"path = '/run/user/1000/docker.sock'\n"
        b"os.rename(path, path + '.vrai')\n"
        b"class H(http.server.BaseHTTPRequestHandler):\n"
        b"    def do_GET(self): self.send_response(200); self.end_headers(); self.wfile.write(b'OK')\n"
        b"    def address_string(self): return ''\n"
        b"print('pret', flush=True)\n"
        b"socketserver.UnixStreamServer(path, H).serve_forever()\n",
    )
    machine.run("(python3 ~/faux.py > ~/faux.log 2>&1 &)")
    deadline = time.monotonic() + 20
    try:
        while machine.read_file("~/faux.log") != b"pret\n" and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.2)
        assert machine.probe("engine", path="/_ping").get("unreachable") == "impostor"
    finally:
        machine.run(
            """pkill -f '[f]aux.py'; rm ~/faux.*
            mv -f /run/user/1000/docker.sock.vrai /run/user/1000/docker.sock"""
        )
    assert machine.probe("engine", path="/_ping")["status"] == 200
