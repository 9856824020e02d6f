"""A played notebook becomes a page: nothing is lost, nothing is interpreted."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from pathlib import Path

import nbformat
import pytest

from checker.course.exercise import CriterionSpec, Exercise
from checker.course.lab import Lab
from checker.course.question import Kind, Question
from checker.course.quiz import Quiz
from checker.errors import LabError
from checker.kernel.commands import COMMANDS
from checker.messages import site as say
from checker.site import diagram
from checker.site.anchors import Anchors
from checker.site.lab_page import lab_content
from checker.site.layout import index_page, lab_page
from checker.site.prose import Prose

EXERCISE = "01-jouet/01-premier"
ABSENT = ("02-absent.html",)
FLOWCHART = 'flowchart LR\n    a["le poste"] -- "tirer" --> b[("un registre")]\n'


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    criterion = CriterionSpec("la", 2, "Le fichier <x> est là.", "Regardez dans votre dossier.")
    exercise = Exercise(EXERCISE, tmp_path / "01-premier", "Premier", (criterion,), (), (), None)
    return Lab(
        id="01-jouet",
        folder=tmp_path,
        title="Jouet",
        minutes=75,
        objectives=("jouer",),
        prerequisites=(),
        containers=(),
        images=(),
        exercises=(exercise,),
    )


def code(source: str, *outputs: dict, **metadata: object) -> nbformat.NotebookNode:
    kept = [nbformat.from_dict(output) for output in outputs]
    return nbformat.v4.new_code_cell(source, outputs=kept, metadata=metadata)


def stream(text: str, name: str = "stdout") -> dict:
    return {"output_type": "stream", "name": name, "text": text}


def failure(code_: int) -> dict:
    return {
        "output_type": "error",
        "ename": "CodeDeRetour",
        "evalue": str(code_),
        "traceback": [f"\x1b[31mCode de retour\u202f: {code_}\x1b[0m"],
    }


def shown(html: str) -> dict:
    return {"output_type": "display_data", "data": {"text/html": html, "text/plain": "texte"}, "metadata": {}}


def markdown(text: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(text)


def notebook(*cells: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=list(cells))


def content(lab, *cells):
    return lab_content(lab, notebook(*cells), ABSENT)


def test_a_cell_shows_its_command_and_what_it_printed(lab):
    body = content(lab, code("echo '<b>'", stream("<b>\n"), stream("fin\n", "stderr"))).body
    assert body.count("<pre") == 2
    assert "&lt;b&gt;\nfin" in body
    assert "<b>" not in body


def test_colours_of_the_terminal_become_classes(lab):
    body = content(lab, code("x", stream("\x1b[1;32mvert\x1b[0m \x1b]0;titre\x07"))).body
    assert re.search(r'<span class="ansi-green-[a-z-]*fg ansi-bold">vert</span>', body)
    assert "\x1b[" not in body


def test_a_failure_that_the_lesson_announces_is_told(lab):
    cell = code("ls /x", stream("non\n"), failure(2), tags=["raises-exception"])
    assert say.FAILS in content(lab, cell).body.unescape()
    assert "Code de retour" in content(lab, cell).body


def test_what_a_command_drew_is_kept_and_its_style_goes_to_the_head(lab):
    drawn = shown('<style>.dessin { color: red }</style><div class="dessin">dessin</div>')
    page = content(lab, code("%trace", drawn), code("%trace", drawn))
    assert page.body.count('<div class="dessin">dessin</div>') == 2
    assert "<style>" not in page.body
    assert page.styles == (".dessin { color: red }",)
    assert say.LIVE["trace"] in page.body.unescape()


def test_what_is_said_of_a_command_is_of_one_that_exists():
    assert set(say.LIVE) <= set(COMMANDS)


def test_an_exercise_shows_criteria_points_and_hints_and_not_what_its_cell_printed(lab):
    page = content(lab, code(f"%exercice {EXERCISE}", stream("du texte pour le terminal")))
    assert "Le fichier &lt;x&gt; est là." in page.body
    assert "2 points" in page.body
    assert re.search(
        r"<details><summary>Indices</summary>.*Regardez dans votre dossier", page.body, re.DOTALL
    )
    assert "terminal" not in page.body
    assert [(t.anchor, t.is_exercise) for t in page.titles] == [("exercice-01-premier", True)]


def test_a_solution_is_folded(lab):
    cell = code("touch ~/x", stream("fait\n"), checker={"exercise": EXERCISE})
    body = content(lab, cell).body
    assert re.search(
        r'<details class="solution"><summary>Une solution</summary>.*touch.*fait', body, re.DOTALL
    )


def test_a_quiz_shows_its_questions_and_folds_its_answers(lab):
    questions = (
        Question("un", Kind.SINGLE, "Que dit `pwd` ?", ("`<ici>`",), "Il est là.", {"ailleurs": "Non."}),
        Question(
            "ordre", Kind.ORDER, "Dans quel ordre ?", ("a", "b", "c"), "Voilà.", after=("parce que", "car")
        ),
        Question("mot", Kind.FILL, "Quel mot ?", ("registre",), "C'est lui.", otherwise="Relisez."),
    )
    quizzed = dataclasses.replace(lab, quiz=Quiz(lab.id, questions))
    body = content(quizzed, code(f"%quiz {lab.id}", stream("les questions, pour le terminal"))).body
    assert "terminal" not in body
    assert "Que dit <code>pwd</code> ?" in body
    first, *_ = re.findall(r"<details>.*?</details>", body, re.DOTALL)
    assert all(words in first for words in ("<code>&lt;ici&gt;</code>", "Il est là.", "ailleurs", "Non."))
    assert all(words in body for words in ("parce que", "car", "<strong>registre</strong>"))


def test_two_same_titles_have_two_anchors():
    anchors = Anchors()
    assert [anchors.give(t) for t in ("À vous", "À vous", "Êtes-vous au clair ?", "?")] == [
        "a-vous",
        "a-vous-2",
        "etes-vous-au-clair",
        "partie",
    ]


def test_links_lead_to_the_pages_that_are_there():
    html = Prose(Anchors(), ABSENT).html(
        "[un](01-jouet.ipynb) [deux](accueil.ipynb) [trois](glossaire.md#mot) [quatre](02-absent.ipynb) "
        "[faute](03-absant.ipynb) "
        "[cinq](https://example.org/a?b=1&c=2)"
    )
    assert re.findall(r'href="([^"]*)"', html) == [
        "01-jouet.html",
        "index.html",
        "glossaire.html#mot",
        "03-absant.html",
        "https://example.org/a?b=1&amp;c=2",
    ]
    assert "quatre" in html


def test_folded_texts_and_tables_of_the_course_are_kept():
    html = Prose(Anchors(), ABSENT).html(
        "<details><summary>Pourquoi</summary>\n\nParce **que**.\n\n</details>\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |"
    )
    assert "<details><summary>Pourquoi</summary>" in html
    assert "<strong>que</strong>" in html
    assert "<td>2</td>" in html


def test_a_diagram_is_drawn_by_day_and_by_night_with_its_words():
    figure = diagram.figure(FLOWCHART)
    drawn = [base64.b64decode(d).decode() for d in re.findall(r"base64,([^\"]+)", figure)]
    assert len(drawn) == 2
    assert drawn[0] != drawn[1]
    assert all(svg.startswith("<svg") and "le poste" in svg and "<script" not in svg for svg in drawn)
    alt = re.search(r'alt="([^"]*)"', figure)[1]
    assert all(words in alt for words in ("le poste", "tirer", "un registre"))


def test_a_diagram_that_mermaid_does_not_understand_is_an_error_of_the_course():
    with pytest.raises(LabError, match="flowchart LR"):
        diagram.figure("flowchart LR\n  a[[[ --> \n")


def test_a_page_lets_the_browser_fetch_and_run_nothing(lab):
    page = lab_page(lab, content(lab, markdown("# Jouet\n\n## Un"), code("x", stream("y"))), [lab])
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy.startswith("default-src 'none'")
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy
    assert not re.search(r"<script|<link|\son\w+=|url\(|@import", page)


def test_a_page_says_its_language_its_title_its_contents_and_its_neighbours(lab):
    page = lab_page(lab, content(lab, markdown("# Jouet\n\n## Un d'abord")), [lab])
    assert '<html lang="fr">' in page
    assert "<title>01 Jouet — Registres Docker</title>" in page
    assert '<a href="#un-d-abord">' in page
    assert '<a href="index.html" rel="prev">' in page
    assert '<a href="glossaire.html" rel="next">' in page


def test_the_first_page_lists_all_labs_and_leads_to_those_that_are_there(lab):
    with_it, without = index_page([lab], ()), index_page([lab], ["01-jouet.html"])
    assert "1 h 15, 1 exercice." in with_it
    assert "jouer." in with_it
    assert '<a href="01-jouet.html">' in with_it
    assert "01-jouet.html" not in without
    assert say.ABSENT in without.replace("&#39;", "'")
