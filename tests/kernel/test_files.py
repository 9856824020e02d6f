"""Files that go through the notebook: what a learner may name, what it may be called, what is refused."""

from __future__ import annotations

import base64
import re

import pytest

from checker.kernel.download import save_link
from checker.kernel.machine_file import LARGEST, absolute, plain_name

PLACES = """mkdir -p ~/dossier && cd ~/dossier
printf 'a\\0b' > binaire; ln -sf binaire lien; ln -sf boucle boucle; ln -sf rien mort; mkfifo -m 600 tube
touch ferme && chmod 000 ferme
head -c 8000000 /dev/zero > juste; head -c 8000001 /dev/zero > trop"""
REFUSED = {
    "rien": "n'existe pas",
    "mort": "n'existe pas",
    "binaire/x": "n'existe pas",
    ".": "est un dossier",
    "tube": "n'est pas un fichier ordinaire",
    "/dev/tty": "ne peut pas être lu|n'est pas un fichier ordinaire",
    "/dev/null": "n'est pas un fichier ordinaire",
    "boucle": "ne peut pas être lu",
    "trop": "dépasse 8 Mo",
    "a b": "le nom d'un seul fichier",
}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("notes.txt", "notes.txt"),
        ("été à Sète.txt", "été à Sète.txt"),
        ("e\u0301te\u0301", "été"),
        ("../../etc/passwd", "passwd"),
        ("C:\\dossier\\x.txt", "x.txt"),
        ("-rf", "rf"),
        ("..", "fichier"),
        ("", "fichier"),
        ("\u202egnp.exe\n", "gnp.exe"),
        (".env", ".env"),
    ],
)
def test_a_name_is_made_safe(name, kept):
    assert plain_name(name) == kept


def test_a_long_name_keeps_its_end():
    short = plain_name("é" * 500 + ".tar.gz")
    assert len(short.encode()) <= 200 and short.endswith("é.gz")


def test_a_path_is_the_learners():
    assert absolute("~/x", "/tmp") == "/home/apprenant/x"
    assert absolute("../x", "/srv/depot") == "/srv/x"
    assert absolute("x", "~") == "/home/apprenant/x"


def test_the_link_carries_bytes_and_nothing_that_runs():
    link = save_link(b"<script>", '"><img src=x onerror=alert(1)>.html')
    assert "<img" not in link and link.count("<") == 2
    content = re.search(r'href="data:application/octet-stream;base64,([^"]*)"', link).group(1)
    assert base64.b64decode(content) == b"<script>"


def test_what_cannot_be_downloaded_is_said(attached):
    assert attached.run(PLACES).status == "ok"
    for path, said in REFUSED.items():
        told = attached.run(f"%telecharger {path}", stdin=True)
        assert told.status == "error" and re.search(said, told.error), (path, told.error)
    for path in ("binaire", "lien", "juste", "/proc/version", "/etc/passwd", "ferme"):
        told = attached.run(f"%telecharger {path}", stdin=True)
        assert told.status == "ok", (path, told.error)
    # The learner's root is nobody outside: what only the machine's root may read stays closed.
    refused = attached.run("%telecharger /proc/1/environ", stdin=True)
    assert refused.status == "error"
    assert "votre poste le refuse" in refused.error and "Errno" not in refused.error


def test_without_a_browser_both_say_so(attached):
    attached.run("printf 'a\\0b' > ~/binaire")
    assert "3 octets" in attached.run("%telecharger ~/binaire").text
    assert "navigateur" in attached.run("%televerser").text
    told = attached.run("%televerser ~/binaire")
    assert told.status == "error" and "est un fichier" in told.error


def test_the_limit_is_what_the_machine_gives(sandbox):
    sandbox.machine.run(f"head -c {LARGEST} /dev/urandom > /tmp/juste; sha256sum /tmp/juste")
    assert len(sandbox.machine.read_file("/tmp/juste", limit=LARGEST)) == LARGEST
