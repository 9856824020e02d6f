"""The reports and the overview say everything in French, and run nothing of a learner's."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from checker.results.overview import class_page
from checker.results.report import report_page

HARMLESS = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "br", "span", "bdi", "a",
    "ul", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "section", "dl", "dt", "dd", "pre",
    "code", "samp", "div", "svg", "rect",
}  # fmt: skip


class Reader(HTMLParser):
    """The elements, the attributes and the text of a page."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.links: list[str | None] = []
        self.text = ""
        self.feed(content.decode())
        self.text = re.sub(r"\s+", " ", self.text.replace("\u202f", " "))

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.text += data


def report_of(group, learner: str) -> Reader:
    each = next(e for e in group.marks().learners if e.entry.learner.startswith(learner))
    return Reader(report_page(each, "atelier.ipynb"))


def overview_of(group) -> Reader:
    marks = group.marks()
    reports = {(e.entry.learner, e.lab.id): "rapports/x.html" for e in marks.learners}
    return Reader(class_page(marks, reports, [(lab, "moodle/a.csv") for lab in marks.labs[:1]]))


def test_a_report_says_what_was_expected_observed_and_what_to_do(group):
    text = report_of(group, "Bruno").text
    for said in (
        "5 / 6 points (1 exercice non évalué)",
        "✘ échoué",
        "Attendu",
        "le dossier « /home/a » n'existe pas (code 2)",
        "Relisez l'énoncé.",
        "Le signe ~ désigne votre dossier personnel.",
        "↷ sauté",
        "Raison : Le noyau Jupyter s'est arrêté.",
        "Aucune réponse",
        "echo 01-premier-verdict",
        "bonjour",
        "Note corrigée de +1 par l'enseignant. Raison : Énoncé ambigu <b>ici</b>",
    ):
        assert said in text, said


def test_a_report_tells_remarks_the_lab_s_adjustment_and_a_lower_verdict(group):
    text = report_of(group, "Alice").text
    assert "8,5 / 9 points" in text
    assert "1 cellule ajoutée, ignorée." in text
    assert "Note corrigée de −0,5 par l'enseignant. Raison : Retard" in text
    assert "Une correction plus récente donne 1 / 3 points" in text


def test_a_hint_is_given_for_what_failed_only(group):
    text = report_of(group, "Alice").text
    assert "Pour continuer" not in text


def test_what_is_not_evaluated_is_never_zero(group):
    text = report_of(group, "Zo").text
    assert "non évalué" in text
    assert not re.search(r"(?<![\d,])0 / ", text)
    (row,) = re.findall(r"Zo\S+ (.*?) Les fichiers sans note", overview_of(group).text)
    assert row == "non évalué pas de copie"


@pytest.mark.parametrize("learner", ["Alice", "Bruno", "=cmd", "Zo"])
def test_a_report_holds_no_element_of_a_learner(group, learner):
    page = report_of(group, learner)
    assert page.tags <= HARMLESS
    assert page.links[0] == "atelier.ipynb"
    assert all(link.startswith("#exercice-") for link in page.links[1:])


def test_the_overview_holds_no_element_of_a_learner(group):
    page = overview_of(group)
    assert page.tags <= HARMLESS
    assert "<script>alert(3)<" in page.text
    names = {name for name, _ in page.attributes}
    assert not any(name.startswith("on") or name == "style" for name in names)


def test_a_page_may_neither_run_nor_fetch_anything(group):
    for page in (report_of(group, "=cmd"), overview_of(group)):
        (policy,) = (value for name, value in page.attributes if name == "content" and "default-src" in value)
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert not {"script", "img", "link", "iframe", "form"} & page.tags


def test_no_page_has_a_sign_that_turns_the_text_around(group):
    for page in (report_of(group, "=cmd"), report_of(group, "Zo"), overview_of(group)):
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", page.text)


def test_an_endless_output_is_cut(group):
    assert len(report_of(group, "=cmd").text) < 20_000


def test_the_overview_says_all_of_the_class(group):
    text = overview_of(group).text
    for said in (
        "8,5 / 9",
        "pas de copie",
        "« x » n'est pas un carnet.",
        "Le moteur Docker ne répond pas.",
        "Note corrigée de +1",
        "1 / 3 points",
        "Les erreurs les plus courantes",
        "2 sur 3",
        "67 %",
        "90 à 100 %",
        "Moyenne : 94 % ; médiane : 94 %. 3 copies incomplètement évaluées : hors de cette répartition.",
        "10 s",
    ):
        assert said in text, said


def test_an_empty_class_has_an_overview(make_class):
    assert "Aucune copie n'est notée." in overview_of(make_class()).text
