"""The account as HTML: well formed, escaped, bounded."""

from html.parser import HTMLParser

import pytest

from checker.trace.account import tell
from checker.trace.exchange import Exchange
from checker.trace.grouping import read_operations
from checker.trace.operation import Operation
from checker.trace.page import as_html
from checker.trace.plain_text import as_text
from checker.trace.step import MOST_STEPS, Tls

VOID = {"br", "meta", "link"}


class Reader(HTMLParser):
    """The tree, as far as these tests ask: balanced, its tags, its text outside of what is hidden."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.text, self.hidden = [], [], [], 0

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.open.append((tag, dict(attributes).get("aria-hidden") == "true"))

    def handle_endtag(self, tag):
        assert self.open and self.open[-1][0] == tag, (tag, self.open)
        self.open.pop()

    def handle_data(self, data):
        if not any(hidden for _, hidden in self.open) and not any(tag == "style" for tag, _ in self.open):
            self.text.append(data)


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize("name", ["hub-push-mounted", "local-push", "tls-unknown-ca", "hub-skopeo"])
def test_a_screen_reader_gets_every_sentence_and_every_request(told, name):
    for account in told(name):
        reader = read(as_html(account, ["%trace 2"]))
        said = "".join(reader.text)
        assert reader.tags.count("li") == len(account.steps) + 1
        for step in account.steps:
            assert step.sentence in said
            assert step.request in said
            assert all(quote in said for quote in step.quotes)


def test_there_is_a_line_for_each_who_takes_part(told):
    (account,) = told("hub-pull")
    assert [label for _, label in account.participants] == ["Moteur Docker", "Docker Hub", "Jetons"]
    copy = told("hub-skopeo")[-1]
    assert [label for _, label in copy.participants] == ["skopeo", "Docker Hub", "Jetons", "localhost:5000"]


def hostile(count=1):
    evil = "<script>alert(1)</script>\"'&"
    items = [
        Exchange(
            1.0 + n, f"{evil}:5000", evil, evil, f"/v2/{evil}/manifests/{evil}", status=200 + n, user=evil
        )
        for n in range(count)
    ]
    operation = Operation(evil, 0)
    for item in items:
        operation.add(item)
    return operation


def test_what_comes_from_the_learner_is_text():
    reader = read(as_html(tell(hostile(), judge=lambda _: Tls(False, "<b>"))))
    assert "script" not in reader.tags
    assert "b" not in reader.tags
    assert "<script>" in "".join(reader.text)


def test_a_flood_is_bounded():
    account = tell(hostile(5000))
    assert len(account.steps) == MOST_STEPS
    assert account.notes
    assert len(as_html(account)) < 200_000


def test_text_and_page_say_the_same(told):
    (account,) = told("tls-auth-wrong")
    text, said = as_text(account), "".join(read(as_html(account)).text)
    for words in (account.heading, *account.notes, *(step.sentence for step in account.steps)):
        assert words in text
        assert words in said


def test_a_certificate_that_would_not_pass_now_is_said(recording):
    (operation,) = read_operations(recording("tls-push"))
    said = as_text(tell(operation, judge=lambda _: Tls(False, "Parce que.")))
    assert "Jugé maintenant par Docker" in said
    assert "Parce que." in said


def test_a_program_that_may_not_look_at_certificates_is_not_said_to(recording):
    operation = read_operations(recording("tls-skopeo"))[0]
    said = as_text(tell(operation, judge=lambda _: Tls(True, "")))
    assert "l'accepte" not in said
    assert "la suite est chiffrée" in said
