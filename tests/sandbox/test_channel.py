"""A duplex line to a program in a container."""

import threading
import time

import pytest

from checker.errors import SandboxError
from checker.sandbox.channel import Channel


@pytest.fixture
def start(client, container):
    opened = []

    def start(*argv: str, tty: bool = False) -> Channel:
        channel = Channel.open(client, container, argv, tty=tty)
        opened.append(channel)
        return channel

    yield start
    for channel in opened:
        channel.close()


def read_all(channel: Channel) -> bytes:
    data = b""
    while piece := channel.receive(timeout_s=20):
        data += piece
    return data


def test_what_goes_in_comes_out(start):
    channel = start("cat")
    channel.send(b"bonjour\n")
    assert channel.receive(timeout_s=10) == b"bonjour\n"
    channel.close_stdin()
    assert read_all(channel) == b""
    assert channel.exit_code() == 0


def test_the_first_bytes_are_never_lost(start):
    for _ in range(15):
        assert read_all(start("echo", "tout de suite")) == b"tout de suite\n"


def test_the_error_output_is_kept_apart_and_bounded(start):
    channel = start("sh", "-c", "echo bon; head -c 300000 /dev/zero | tr '\\0' e >&2; echo fin >&2; exit 7")
    assert read_all(channel) == b"bon\n"
    assert channel.stderr.endswith(b"efin\n")
    assert len(channel.stderr) == 64 * 1024
    assert channel.exit_code() == 7


def test_megabytes_go_both_ways_at_once(start):
    channel = start("cat")
    data = bytes(range(256)) * 20_000
    sender = threading.Thread(target=lambda: (channel.send(data), channel.close_stdin()))
    sender.start()
    received = read_all(channel)
    sender.join()
    assert received == data


def test_nothing_to_receive_is_a_timeout_not_an_end(start):
    channel = start("sleep", "60")
    with pytest.raises(TimeoutError):
        channel.receive(timeout_s=0)
    with pytest.raises(TimeoutError):
        channel.receive(timeout_s=0.1)
    assert not channel.pending


def test_a_program_that_does_not_read_does_not_hang_the_sender(start):
    channel = start("sleep", "60")
    with pytest.raises(TimeoutError):
        channel.send(b"x" * 50_000_000, timeout_s=1)


def test_small_sizes_are_respected_and_the_rest_is_pending(start):
    channel = start("echo", "abcdef")
    assert channel.receive(2, timeout_s=10) == b"ab"
    assert channel.pending
    assert channel.receive(timeout_s=0) == b"cdef\n"


def test_hanging_up_wakes_who_waits(start):
    channel = start("sleep", "60")
    threading.Timer(0.2, channel.close).start()
    assert channel.receive(timeout_s=20) == b""
    with pytest.raises(BrokenPipeError):
        channel.send(b"x")


def test_the_end_of_the_container_is_the_end_of_the_line(start, client, container):
    channel = start("sleep", "60")
    threading.Timer(0.2, lambda: client.api.kill(container)).start()
    assert channel.receive(timeout_s=20) == b""
    deadline = time.monotonic() + 10
    with pytest.raises(BrokenPipeError):
        while time.monotonic() < deadline:
            channel.send(b"x" * 100_000, timeout_s=5)


def test_a_terminal_has_a_size(start):
    channel = start("sh", "-c", "read x; stty size", tty=True)
    channel.resize(33, 77)
    channel.send(b"\r")
    assert b"33 77" in read_all(channel)


def test_a_container_that_is_gone_is_said_in_french(client):
    with pytest.raises(SandboxError, match="n'atteint pas le poste"):
        Channel.open(client, "registres-nulle-part", ["true"])
