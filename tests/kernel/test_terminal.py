"""The small terminal: what is kept, what is dropped, what a cursor that moves leaves behind."""

from __future__ import annotations

import random

import pytest

from checker.kernel.terminal import Terminal


def shown(*chunks: bytes) -> str:
    terminal = Terminal()
    for chunk in chunks:
        terminal.feed(chunk)
    terminal.feed(b"", final=True)
    return terminal.text()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"a\r\nb\n", "a\nb\n", id="line ends"),
        pytest.param(b"\x1b[1;31mrouge\x1b[0m\n", "\x1b[1;31mrouge\x1b[0m\n", id="colours"),
        pytest.param(b"a\x1b]0;titre\x07b\x1b]8;;http://x\x1b\\c", "abc", id="titles and links"),
        pytest.param(b"a\x1b[?2004h\x1b(B\x1b=b\x00\x07\x0ec", "abc", id="modes and controls"),
        pytest.param(b"gr\x1b[01;31m\x1b[Kep\x1b[m\x1b[K\n", "gr\x1b[1;31mep\x1b[m\n", id="grep"),
        pytest.param("a\x9bb\x85c".encode(), "abc", id="eight-bit controls"),
        pytest.param(b"a\xffb", "a\ufffdb", id="not UTF-8"),
        pytest.param(b"10%\r\x1b[K20%", "20%", id="erased line"),
        pytest.param(b"long texte\rcourt\x1b[K", "court", id="shorter line"),
        pytest.param(b"a\nb\nc\n\x1b[2A\x1b[2KX\x1b[2B\n", "a\nX\nc\n\n", id="up and down"),
        pytest.param(b"ab\x1b[5;1Hcd", "abcd", id="absolute positions are dropped"),
        pytest.param(b"a\x1b[?1049hplein\x1b[2Jecran\x1b[?1049lb", "ab", id="alternate screen"),
        pytest.param(b"abc\x1b[2D\x1b[1PX", "aX", id="left and delete"),
        pytest.param(b"a\x1b[3Cb\n", "a   b\n", id="right"),
        pytest.param(b"a\x1b]0;sans fin\nb\x07c\n", "a]0;sans fin\nbc\n", id="title that does not end"),
        pytest.param(b"x\x1b[", "x", id="half a sequence at the end"),
        pytest.param(b"x\x1b[999999999999Ay", "xy", id="absurd counts"),
        pytest.param(b"\x1b7abc\x1b8X", "Xbc", id="saved position"),
    ],
)
def test_text(data, text):
    assert shown(data) == text
    assert shown(*(bytes([byte]) for byte in data)) == text


def test_cuts_change_nothing():
    data = ("œuf\x1b[31m€\x1b[0m\x1b]0;t\x07\r\nbarre 1\rbarre 22\n\x1b[1A\x1b[2Kfin 日本 🐳\n" * 3).encode()
    whole = shown(data)
    choose = random.Random(1)
    for _ in range(100):
        cuts = sorted(choose.sample(range(len(data)), 9))
        chunks = [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True)]
        assert shown(*chunks) == whole


def test_growing_text_is_passed_on_once():
    terminal = Terminal()
    terminal.feed(b"un\n")
    assert terminal.take() == "un\n"
    terminal.feed(b"deux\nquestion ? ")
    assert terminal.take(hold_line=True) == "deux\n"
    assert terminal.take_line() == "question ? "
    assert terminal.take() == ""
    assert terminal.text() == "un\ndeux\n"


@pytest.mark.parametrize("line", ["Nom : ", "\x1b[1mNom\x1b[0m : "])
@pytest.mark.parametrize("before", ["", "un\n"])
def test_a_prompt_that_was_held_is_taken_away(before, line):
    terminal = Terminal()
    terminal.feed((before + line).encode())
    assert terminal.take(hold_line=True) == before
    assert terminal.take_line() == line
    terminal.write("Nom : moi\n", shown=True)
    assert terminal.text() == before + "Nom : moi\n"


@pytest.mark.parametrize("data", [b"Nom : ", b"un\nNom : ", b"un\n", b""])
def test_a_prompt_that_was_shown_stays(data):
    terminal = Terminal()
    terminal.feed(data)
    terminal.take()
    assert terminal.take_line() == ""
    assert terminal.text() == data.decode()


def test_full_screen_drawing_is_forgotten():
    terminal = Terminal()
    terminal.feed(b"avant\n\x1b[H\x1b[2Jdessin\n")
    terminal.take()
    assert terminal.forget_screen()
    terminal.feed(b"suite\n")
    assert terminal.text() == "avant\nsuite\n"


def test_a_far_cursor_makes_no_lines():
    assert len(shown(b"\x1b[9999B\x1b[9999Cx")) < 3_000


def test_long_recomposed_text_keeps_its_first_lines():
    data = b"\n".join(b"ligne %d" % i for i in range(1000)) + b"\n\x1b[1A\x1b[2KX\n"
    lines = shown(data).splitlines()
    assert lines[0] == "ligne 0"
    assert lines[-1] == "X"
    assert len(lines) == 1000
