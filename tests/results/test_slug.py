"""Reports lie in folders with safe names, one for each learner."""

from __future__ import annotations

import re

import pytest

from checker.results.slug import slugs

NAMES = [
    "=cmd()",
    "<script>",
    "../x",
    "..",
    "",
    "x" * 300,
    "李小龍",
    "con",
    "a/b",
    "a\x00b",
    "\ud800",
    "-rf",
    "~",
    "Zoé\u202eb",
]


def test_an_ordinary_name_is_read_in_its_folder():
    assert slugs(["Zoé Martin-Dupont", "eleve01", "O'Brien"]) == {
        "Zoé Martin-Dupont": "zoe-martin-dupont",
        "eleve01": "eleve01",
        "O'Brien": "o-brien",
    }


@pytest.mark.parametrize("name", NAMES)
def test_any_name_makes_a_safe_one(name):
    slug = slugs([name])[name]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 73
    assert slug not in {"con", "nul"}


def test_no_two_learners_share_a_folder():
    names = [*NAMES, "Zoé Martin", "zoe martin", "ZOE-MARTIN", "cmd", "script", "x" * 301]
    found = slugs(names)
    assert len({slug.casefold() for slug in found.values()}) == len(names)


def test_nobody_can_take_the_folder_that_a_digest_makes():
    other = slugs(["Marie", "marie"])["marie"]
    found = slugs(["Marie", "marie", other])
    assert len(set(found.values())) == 3


def test_a_name_keeps_its_folder_whatever_the_order():
    names = ["Zoé", "zoe", "=x"]
    assert slugs(names) == slugs(reversed(names))
