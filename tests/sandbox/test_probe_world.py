"""Files and names of the learner's world: whatever lies there, an answer comes."""

import base64
import time

import pytest

from checker.errors import SandboxError


@pytest.fixture(scope="module")
def machine(sandbox):
    sandbox.machine.run(
        """mkdir -p ~/essai/vide; cd ~/essai
        printf 'contenu' > fichier; chmod 640 fichier
        ln -s fichier lien; ln -s /nulle/part pendant; ln -s boucle boucle
        mkfifo tube; mknod appareil c 1 5 2>/dev/null
        python3 -c "import socket; socket.socket(socket.AF_UNIX).bind('prise')"
        truncate -s 5G enorme; printf x | dd of=lourd bs=1 seek=3000000 2>/dev/null
        touch "$(printf 'nom\\377bizarre')"; chmod 0 vide"""
    )
    yield sandbox.machine
    sandbox.machine.run("chmod 700 ~/essai/vide; rm -rf ~/essai")


def content(answer: dict) -> bytes:
    return base64.b64decode(answer["content_b64"])


def test_an_ordinary_file(machine):
    answer = machine.probe("file", path="~/essai/fichier")
    assert (answer["kind"], answer["size"], answer["mode"]) == ("file", 7, 0o640)
    assert content(answer) == b"contenu"
    assert not answer["truncated"]


def test_relative_paths_start_at_home(machine):
    assert content(machine.probe("file", path="essai/fichier")) == b"contenu"


def test_links_are_followed_and_named(machine):
    answer = machine.probe("file", path="~/essai/lien")
    assert (answer["kind"], answer["link"], content(answer)) == ("file", "fichier", b"contenu")
    assert machine.probe("file", path="~/essai/pendant") == {
        "kind": "absent", "link": "/nulle/part"
    }  # fmt: skip
    assert machine.probe("file", path="~/essai/boucle")["kind"] == "other"


@pytest.mark.parametrize(
    "path", ["~/essai/tube", "~/essai/prise", "/dev/zero", "/dev/tty", "/proc/self/fd/0"]
)
def test_what_is_no_ordinary_file_is_not_read(machine, path):
    answer = machine.probe("file", path=path)
    assert answer["kind"] in ("other", "absent")
    assert "content_b64" not in answer


@pytest.mark.parametrize("path", ["/proc/self/mem", "/proc/kmsg", "/proc/self/pagemap", "/sys/kernel/notes"])
def test_files_of_the_kernel_end_in_an_answer(machine, path):
    assert machine.probe("file", path=path)["kind"] in ("file", "other", "absent")


def test_folders_and_absent_things(machine):
    assert machine.probe("file", path="~/essai")["kind"] == "directory"
    assert machine.probe("file", path="~/rien")["kind"] == "absent"
    assert machine.probe("file", path="~/essai/fichier/dessous")["kind"] == "absent"
    assert machine.probe("file", path="~/" + "x" * 5000)["kind"] == "other"
    assert machine.probe("file", path="~/nul\0")["kind"] == "other"


def test_a_huge_file_is_read_up_to_the_limit(machine):
    answer = machine.probe("file", path="~/essai/enorme")
    assert answer["size"] == 5 * 1024**3
    assert len(content(answer)) == 1_000_000
    assert answer["truncated"]
    assert len(content(machine.probe("file", path="~/essai/lourd", limit=4_000_000))) == 3_000_001
    assert machine.read_file("~/essai/lourd", limit=10) == b"\0" * 10
    machine.run("printf fin >> ~/essai/lourd")
    answer = machine.probe("file", path="~/essai/lourd", limit=5, end=True)
    assert (content(answer), answer["truncated"]) == (b"\0xfin", True)
    assert content(machine.probe("file", path="/etc/hostname", limit=1000, end=True)) != b""


def test_a_listing_tells_kinds_apart(machine):
    answer = machine.probe("list", path="~/essai")
    kinds = {entry["name"]: entry["kind"] for entry in answer["entries"]}
    assert answer["names"] == sorted(answer["names"])
    assert kinds["fichier"] == "file"
    assert kinds["vide"] == "directory"
    assert kinds["tube"] == kinds["lien"] == "other"
    assert "nom\ufffdbizarre" in kinds
    assert machine.probe("list", path="~/rien")["kind"] == "absent"
    assert machine.probe("list", path="~/essai/fichier")["kind"] == "file"


def test_the_learner_s_own_changes_are_seen(machine):
    machine.run("cp /etc/hosts ~/hosts.avant; echo '10.1.2.3 perso.test' >> /etc/hosts")
    try:
        assert machine.probe("resolve", name="perso.test") == {"addresses": ["10.1.2.3"]}
        assert b"perso.test" in (machine.read_file("/etc/hosts") or b"")
    finally:
        machine.run("cat ~/hosts.avant > /etc/hosts; rm ~/hosts.avant")
    assert machine.probe("resolve", name="perso.test")["addresses"] == []


def test_known_names_are_resolved_and_others_refused_at_once(machine):
    assert machine.probe("resolve", name="registre.atelier.test")["addresses"] == [machine.address]
    began = time.monotonic()
    answer = machine.probe("resolve", name="exemple.invalid")
    assert answer["addresses"] == []
    assert "unreachable" not in answer
    assert time.monotonic() - began < 4
    assert machine.probe("resolve", name="a" * 300)["addresses"] == []


def test_files_are_written_as_the_learner(machine):
    machine.write_file("~/essai/a/b/neuf.txt", "é\n".encode(), mode=0o600)
    assert (
        machine.run("stat -c '%U %a' ~/essai/a/b/neuf.txt; cat ~/essai/a/b/neuf.txt").output
        == "root 600\né\n"
    )
    machine.write_file("~/essai/a/b/neuf.txt", b"")
    assert machine.read_file("~/essai/a/b/neuf.txt") == b""
    machine.write_file("/etc/docker/certs.d/x/ca.crt", b"ici")
    assert machine.run("cat /etc/docker/certs.d/x/ca.crt; rm -r /etc/docker/certs.d/x").output == "ici"
    assert machine.read_file("~/rien") is None


@pytest.mark.parametrize("path", ["~/essai/tube", "/dev/full", "~/essai/fichier/dessous", "/usr/bin/bash"])
def test_what_cannot_be_written_is_said(machine, path):
    with pytest.raises(SandboxError, match="ne peut pas être écrit"):
        machine.write_file(path, b"x")


def test_the_learner_cannot_speak_through_the_probe(machine):
    """A learner who covers Python's own folder gets no say in what the probe answers."""
    machine.run("mount -t tmpfs none /usr/lib/python3.13 && echo couvert")
    try:
        assert content(machine.probe("file", path="~/essai/fichier")) == b"contenu"
        assert machine.probe("resolve", name="localhost")["addresses"]
        assert machine.probe("http", url="http://127.0.0.1:9/")["unreachable"] == "refused"
        assert machine.probe("engine", path="/_ping")["status"] == 200
    finally:
        machine.run("umount /usr/lib/python3.13")


def test_a_question_of_no_kind_is_our_own_fault(machine):
    with pytest.raises(SandboxError, match="sonde"):
        machine.probe("sottise")
    with pytest.raises(SandboxError, match="sonde"):
        machine.probe("file")
