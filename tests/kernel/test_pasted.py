"""What is pasted from a text is explained, and only that."""

from __future__ import annotations

import pytest

from checker.kernel.pasted import advice
from checker.messages import kernel as say


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("docker\u00a0ps", say.NO_BREAK_SPACE),
        ("docker tag a\u202fb", say.NO_BREAK_SPACE),
        ("docker run \u2013d busybox", say.LONG_DASH),
        ("\u2014help", say.LONG_DASH),
        ("docker inspect --format \u2018{{.Id}}\u2019 x", say.CURLED_QUOTE),
        ("echo a\n  $ docker ps", say.PASTED_PROMPT),
    ],
)
def test_a_sign_of_a_text_is_explained(code, sentence):
    assert advice(code) == sentence


@pytest.mark.parametrize(
    "code",
    [
        "false",
        "# Votre réponse\u202f: démarrez le registre.\nfalse",
        "false   # le temps\u202f: une seconde \u2013 ou deux",
        "echo 'Attention\u202f: \u201cnon\u201d \u2013 rien'; false",
        'echo "Attention\u202f: rien"; false',
        "echo $HOME; ls $1",
        "echo a\u2013b; false",
        "",
    ],
)
def test_what_is_in_its_place_is_left_alone(code):
    assert advice(code) == ""
