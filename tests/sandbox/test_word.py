"""A container is waited for by what it says: at once when it says it, or ends; no longer than it may take."""

import time

from checker.sandbox import labels, word
from checker.sandbox.labels import Owner


def start(client, image, run_id, script):
    marks = labels.make_labels(run_id, "test", Owner.current())
    made = client.containers.run(image, ["sh", "-c", script], detach=True, labels=marks, network_mode="none")
    return made.id


def test_a_word_is_heard_when_it_is_said_and_afterwards(client, base_image, run_id):
    container = start(client, base_image, run_id, "echo un; sleep 1; printf 'pr'; printf 'et\\n'; sleep 600")
    for _ in range(2):
        assert word.says(client, container, b"pret", 30)


def test_silence_is_not_waited_for_longer_than_allowed(client, base_image, run_id, monkeypatch):
    monkeypatch.setattr(word, "SILENCE_S", 0.3)
    container = start(client, base_image, run_id, "echo pret >&2; sleep 600")
    began = time.monotonic()
    assert not word.says(client, container, b"pret", 1)
    assert 0.9 < time.monotonic() - began < 20


def test_who_ends_without_a_word_is_not_waited_for(client, base_image, run_id):
    container = start(client, base_image, run_id, "echo non")
    began = time.monotonic()
    assert not word.says(client, container, b"pret", 60)
    assert time.monotonic() - began < 30
    client.api.remove_container(container, force=True)
    assert not word.says(client, container, b"pret", 60)
