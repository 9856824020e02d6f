"""What people read is spelt as Debian's French dictionary and our own list of words have it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

LIST = Path(__file__).with_name("mots.txt")
DICTIONARY = ["hunspell", "-d", "fr_FR", "-i", "utf-8"]
ELISION = re.compile(r"(?:[ldnmtscj]|qu|jusqu|lorsqu|puisqu|quoiqu)'", re.IGNORECASE)


def hunspell(words: Iterable[str], *options: str) -> list[str]:
    try:
        done = subprocess.run(
            [*DICTIONARY, *options], input="\n".join(words), capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        pytest.fail("no hunspell on this machine: apt-get install hunspell hunspell-fr-classical")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def tokens(text: str) -> Iterator[str]:
    """The words of a text, with their hyphens and elisions; not what has a digit in it."""
    found = (token.strip("'-") for token in re.findall(r"[\w'-]+", text))
    return (token for token in found if token and not re.search(r"[\d_]", token))


def forms(token: str) -> list[list[str]]:
    """The ways to accept a word: as it is, without its elision, part by part."""
    bare = ELISION.sub("", token, count=1)
    return [[token], [bare], bare.split("-")]


class Speller:
    """The dictionary and the list together; it notes which words of the list serve."""

    def __init__(self, own: Iterable[str], words: Iterable[str]) -> None:
        self._own = set(own)
        self.used: set[str] = set()
        asked = {part for word in words for form in forms(word) for part in form} | self._own
        self.refused = set(hunspell(sorted(asked), "-l"))

    def accepts(self, word: str) -> bool:
        return any(all(self._knows(part) for part in form) for form in forms(word))

    def _knows(self, word: str) -> bool:
        if word not in self.refused:
            return True
        listed = {word, word[:1].lower() + word[1:]} & self._own  # a sentence may begin with it
        self.used |= listed
        return bool(listed)


def suggestions(words: list[str]) -> dict[str, str]:
    """What the dictionary would write instead."""
    lines = [line for line in hunspell([f"^{word}" for word in words], "-a") if line.startswith(("& ", "# "))]
    return {line.split()[1]: line.partition(": ")[2] or "?" for line in lines}


@pytest.fixture(scope="module")
def own_words():
    return [line for line in LIST.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.fixture(scope="module")
def places(passages, reading):
    """Each word, and the files that have it."""
    found: dict[str, set[str]] = {}
    for passage in passages:
        for word in tokens(reading.words_only(passage.text)):
            found.setdefault(word, set()).add(passage.where)
    return found


@pytest.fixture(scope="module")
def speller(own_words, places):
    return Speller(own_words, places)


def test_every_word_is_in_the_dictionary_or_in_our_list(speller, places):
    wrong = sorted(word for word in places if not speller.accepts(word))
    better = suggestions(wrong) if wrong else {}
    lines = [f"{', '.join(sorted(places[w]))}: {w} ({better.get(w, '?')})" for w in wrong]
    assert not lines, "\n" + "\n".join(lines)


def test_our_list_is_sorted_and_says_nothing_twice(own_words):
    assert own_words == sorted(set(own_words), key=lambda word: (word.casefold(), word))


def test_our_list_has_no_word_that_the_dictionary_knows(speller, own_words):
    assert [word for word in own_words if word not in speller.refused] == []


def test_our_list_has_no_word_that_nobody_writes(speller, own_words, places):
    for word in places:
        speller.accepts(word)
    assert [word for word in own_words if word not in speller.used] == []


def test_a_fault_is_seen_wherever_it_stands():
    right = ["L'étiquette", "peut-il", "aujourd'hui", "Nginx", "d'nginx", "nginx-là", "Œuvre"]
    wrong = ["étiquete", "l'étiquete", "peut-ill", "Etat", "oeuvre", "connaitre"]
    judge = Speller(["nginx"], [*right, *wrong])
    assert [word for word in [*right, *wrong] if not judge.accepts(word)] == wrong
    assert judge.used == {"nginx"}
    assert "étiquette" in suggestions(["étiquete"])["étiquete"]


def test_words_are_told_from_code(reading):
    text = reading.prose(
        "Tirez `mysql:8.0` <b>maintenant</b> (*to pull*), de [la page](https://x.test/rgx).\n\n"
        "```console\n$ dokcer\n```\n\n"
        '```mermaid\nflowchart LR\n  a["le poste<br/>du fond"] -- "tirer" --> b\n```\n'
    )
    said = set(tokens(reading.words_only(text + " Le port -p de mysql:8.0, à registre.test/v2 ou ~/x.")))
    assert said == set(
        [
            "Tirez",
            "maintenant",
            "de",
            "la",
            "page",
            "le",
            "poste",
            "du",
            "fond",
            "tirer",
            "Le",
            "port",
            "à",
            "ou",
        ]
    )
    sequence = "sequenceDiagram\n  participant a as Votre poste\n  a->>b: qui es-tu"
    assert list(reading.diagram(sequence)) == ["Votre poste", "qui es-tu"]
    assert list(reading.said_by("""echo "Le poste ne démarre pas : $x"; echo 'It works'""")) == [
        "Le poste ne démarre pas : \ufffc"
    ]
