"""The recorder alone: what it writes, how much, and what an engine that lies can do to it."""

import contextlib
import importlib.util
import json
import socket
import threading
from pathlib import Path

import pytest

import checker.sandbox

SOURCE = Path(checker.sandbox.__file__).parent / "context/machine/lib/recorder.py"


@pytest.fixture
def recorder(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("recorder", SOURCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module.engine_socket, "SOCKET", str(tmp_path / "docker.sock"))
    monkeypatch.setattr(module.engine_socket, "check_program", lambda pid: None)
    module.FOLDER = str(tmp_path)
    module.EVENTS = str(tmp_path / "events.jsonl")
    module.OLDER = str(tmp_path / "events.older.jsonl")
    module.READY = str(tmp_path / "ready")
    module.LOOK_S = 0.05
    return module


@pytest.fixture
def journal(recorder):
    made = recorder.Journal()
    yield made
    made.file.close()


def event(number, action="create", identity="x"):
    moment = {"time": number // 10, "timeNano": number}
    return {"Type": "volume", "Action": action, "Actor": {"ID": identity}, **moment}


def written(recorder):
    return [json.loads(line) for line in Path(recorder.EVENTS).read_text("utf-8").splitlines()]


def answer(recorder, *parts):
    """Play an engine that says these bytes to one client, then hangs up."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(recorder.engine_socket.SOCKET)
    server.listen()

    def serve():
        connection, _ = server.accept()
        # Whoever is told nonsense may hang up before the end of it.
        with connection, contextlib.suppress(ConnectionError):
            connection.recv(65536)
            for part in parts:
                connection.sendall(part)
        server.close()

    thread = threading.Thread(target=serve)
    thread.start()
    return thread


def test_events_are_written_in_the_order_they_come(recorder, journal):
    for number in (30, 20, 40):
        journal.write(event(number))
    assert [e["timeNano"] for e in written(recorder)] == [30, 20, 40]


def test_an_event_that_is_said_again_is_written_once(recorder, journal):
    for number in (10, 20, 10, 20, 30):
        journal.write(event(number))
    assert [e["timeNano"] for e in written(recorder)] == [10, 20, 30]


def test_two_things_at_the_same_instant_are_two_events(recorder, journal):
    journal.write(event(10, identity="a"))
    journal.write(event(10, identity="b"))
    assert len(written(recorder)) == 2


def test_the_noise_of_probes_is_left_out(recorder, journal):
    journal.write(event(10, action="exec_create: sh"))
    journal.write(event(20, action="top"))
    assert written(recorder) == []


def test_the_newest_are_kept_when_there_are_too_many(recorder, journal):
    recorder.MOST_BYTES = 10_000
    for number in range(1000):
        journal.write(event(number))
    kept = Path(recorder.EVENTS).stat().st_size + Path(recorder.OLDER).stat().st_size
    assert 10_000 < kept < 21_000
    assert written(recorder)[-1]["timeNano"] == 999


def test_an_engine_is_followed(recorder, journal):
    head = b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n"
    line = json.dumps(event(50)).encode() + b"\n"
    thread = answer(recorder, head, line[:20], line[20:])
    recorder.follow(journal, 0)
    thread.join()
    assert [e["timeNano"] for e in written(recorder)] == [50]
    assert journal.last_s == 5
    assert Path(recorder.READY).exists()


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(b"HTTP/1.0 404 Not Found\r\n\r\n", id="refused"),
        pytest.param(b"SSH-2.0-OpenSSH\r\n", id="not HTTP"),
        pytest.param(b"HTTP/1.0 200 OK\r\n\r\nnot json\n", id="not JSON"),
        pytest.param(b"HTTP/1.0 200 OK\r\n\r\n" + b"[" * 50_000 + b"\n", id="nested"),
        pytest.param(b"HTTP/1.0 200 OK\r\n\r\n" + b"x" * 200_000, id="endless line"),
    ],
)
def test_an_engine_that_lies_ends_the_connection_only(recorder, journal, said):
    thread = answer(recorder, said)
    with pytest.raises(recorder.LIES):
        recorder.follow(journal, 0)
    thread.join()
    assert written(recorder) == []
