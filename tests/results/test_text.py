"""Foreign text is bounded, and nothing in it hides or turns around."""

from __future__ import annotations

import unicodedata
from xml.etree import ElementTree

from checker.results.text import block, clean, line


def test_what_deceives_or_breaks_xml_is_replaced():
    everything = "".join(map(chr, range(0x11000))) + "\U000e0041"
    text = clean(everything)
    ElementTree.fromstring(f"<x>{text.replace('&', '').replace('<', '')}</x>")
    text.encode()
    left = {c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")}
    assert left == {"\t", "\n"}
    turning = {"RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI"}
    assert not turning & {unicodedata.bidirectional(c) for c in text}


def test_accents_emoji_and_right_to_left_letters_stay():
    text = "É œ 👩\u200d🔬 שלום a\u0301"
    assert clean(text) == text


def test_a_line_is_one_line_and_bounded():
    assert line("a\r\nb\t c\n") == "a b c"
    assert len(line("x" * 10_000)) == 300


def test_a_block_keeps_its_beginning_and_its_end():
    text = block("début\n" + "x" * 10_000 + "\nfin\n", 100)
    assert text.startswith("début\n")
    assert text.endswith("\nfin")
    assert "caractères de moins" in text
    assert len(text) < 160
    assert block("court\n", 100) == "court"
