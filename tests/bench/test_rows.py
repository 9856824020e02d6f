"""The benchmark's own arithmetic and its page; what it measures is no test."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest


@pytest.fixture
def load(monkeypatch):
    """Its modules find each other beside them, as when it is run."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    return importlib.import_module


def test_a_line_is_told_from_what_grows_faster(load):
    growth = load("growth")
    straight, square = {n: 1 + 0.5 * n for n in (1, 5, 20)}, {n: 0.1 * n * n for n in (1, 5, 20)}
    assert growth.fit(straight) == pytest.approx((0.5, 1, 1))
    assert growth.is_linear(straight)
    assert growth.is_linear({1: 2.0, 5: 2.1, 20: 2.0})
    assert not growth.is_linear(square)


def test_the_slowest_of_twenty_is_not_the_slowest_of_a_hundred(load):
    p95 = load("measured").p95
    assert p95([1.0]) == 1
    assert p95([float(n) for n in range(1, 101)]) == 95


def test_a_row_is_met_missed_or_not_measured(load):
    measured = load("measured")
    kept = measured.Measured({"ours": [1.0, 2.0, 3.0], "floor": [1.0]}, {}, {"peer": "pas installé"})
    met = measured.compare(kept, "x", "ours", ("plancher", "floor"), most=2.0)
    missed = measured.compare(kept, "x", "ours", ("plancher", "floor"), most=1.5)
    absent = measured.compare(kept, "x", "ours", ("pair", "peer"), most=1.0)
    assert (met.ratio, met.met, missed.met, absent.met) == (2.0, True, False, None)
    assert absent.beside.endswith("non mesuré (pas installé)")
    assert met.ours == "2,00\u202fs [1,00\u202fs à 3,00\u202fs]"


def test_the_page_says_what_is_missed_and_of_which_run_it_is(load):
    row = load("measured").Row("5", "Une copie", "2,00 s", "plancher", 1.5, "≤ 1,25 ×", met=False)
    machine = {"cpus": 2, "memory_gib": 8, "kernel": "6.1", "load": [0.0, 0.0, 0.0], "engine": "20.10"}
    machine |= {"inner_engine": "26.1", "peers": {"nbgrader": "0.9.6"}}
    report = {"when": "2026-11-24T10:00:00+0000", "minutes": 20, "rounds": 6, "machine": machine}
    text = load("page").page(report, [row])
    assert "Le 24/11/2026" in text
    assert "| 5 | Une copie | 2,00 s | plancher | 1,50 × | ≤ 1,25 × | **manquée** |" in text
    assert "Cible 5, une copie\u202f: 1,50 × (2,00 s), visé ≤ 1,25 ×." in text
