"""A link of the site that leads nowhere is found, whatever it looks like."""

from __future__ import annotations

import pytest

from checker.site.links import check_links


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b.html").write_text('<h1 id="là-bas">B</h1>', encoding="utf-8")
    return tmp_path


def check(folder, body):
    (folder / "a.html").write_text(f'<p id="ici">{body}</p>', encoding="utf-8")
    return check_links(folder)


@pytest.mark.parametrize(
    "address", ["a.html", "#ici", "a.html#ici", "./b.html", "b.html#l%C3%A0-bas", "b.html?x=1"]
)
def test_a_good_link_is_counted(folder, address):
    links = check(folder, f'<a href="{address}">x</a>')
    assert links.broken == ()
    assert links.internal == 1


@pytest.mark.parametrize(
    "address", ["c.html", "#ailleurs", "b.html#ailleurs", "/b.html", "../b.html", "file:///b.html", "B.html"]
)
def test_a_broken_link_is_named_with_its_page(folder, address):
    (sentence,) = check(folder, f'<a href="{address}">x</a>').broken
    assert address in sentence
    assert "a.html" in sentence


def test_a_missing_picture_is_a_broken_link(folder):
    assert check(folder, '<img src="image.png">').broken
    assert not check(folder, '<img src="data:image/svg+xml;base64,AA==">').broken


def test_an_anchor_that_is_there_twice_is_broken(folder):
    (sentence,) = check(folder, '<i id="x"></i><i id="x"></i>').broken
    assert "x" in sentence


def test_addresses_elsewhere_are_listed_once(folder):
    links = check(folder, '<a href="https://example.org/">1</a><a href="https://example.org/">2</a>')
    assert links.external == ("https://example.org/",)
    assert links.internal == 0
