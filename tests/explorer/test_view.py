"""The explorer's widgets and the moments when it looks again, without a browser."""

import threading
from html import unescape
from types import SimpleNamespace

import ipywidgets
import pytest

from checker.errors import SandboxError
from checker.explorer.inventory import Inventory, parse_addresses
from checker.kernel import explorer_watch
from checker.kernel.explorer_command import Explorer, explorer
from checker.kernel.explorer_view import ExplorerView
from checker.kernel.explorer_watch import Watch
from checker.messages import explorer as say

DEADLINE_S = 10


class Shown:
    """A view as the learner sees it."""

    def __init__(self, view):
        self.view = view
        self.repositories, self.tags = (
            next(w for w in walk(view.widget) if getattr(w, "description", "") == name)
            for name in (say.REPOSITORIES, say.TAGS)
        )
        self.filter = next(w for w in walk(view.widget) if isinstance(w, ipywidgets.Text))

    @property
    def words(self):
        return unescape("\n".join(w.value for w in walk(self.view.widget) if isinstance(w, ipywidgets.HTML)))

    def names(self, select):
        return [label for label, _ in select.options]


def walk(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


@pytest.fixture
def shown(world, registry):
    """A view of a registry; `shown.look()` reads it again."""
    inventory = Inventory(parse_addresses(["localhost:5000"]))
    found = Shown(ExplorerView())
    found.look = lambda: found.view.show(inventory.read(world))
    return found


def test_the_first_repository_and_its_latest_tag_are_shown_first(shown, registry):
    registry.push("app", "1.0")
    registry.push("app", "latest")
    registry.push("zoo", "1.0")
    shown.look()
    assert shown.names(shown.repositories) == [
        "localhost:5000/app (2 étiquettes)",
        "localhost:5000/zoo (1 étiquette)",
    ]
    assert shown.names(shown.tags) == ["latest = 1.0", "1.0 = latest"]
    assert "localhost:5000/app:latest" in shown.words
    assert "1 registre, 2 dépôts, 3 étiquettes" in shown.words


def test_what_is_chosen_stays_chosen_when_more_is_pushed(shown, registry):
    for name in ("app", "zoo"):
        registry.push(name, "1.0")
        registry.push(name, "2.0", layers=("b",))
    shown.look()
    shown.repositories.value = ("localhost:5000", "zoo")
    shown.tags.value = "2.0"
    registry.push("beau", "1.0")
    registry.push("zoo", "1.5", layers=("c",))
    shown.look()
    assert shown.repositories.value == ("localhost:5000", "zoo")
    assert shown.tags.value == "2.0"
    assert "localhost:5000/zoo:2.0" in shown.words


def test_a_choice_that_is_gone_gives_way_to_the_first(shown, registry):
    registry.push("app", "1.0")
    registry.push("zoo", "1.0")
    shown.look()
    shown.repositories.value = ("localhost:5000", "zoo")
    del registry.tags["zoo"]
    shown.look()
    assert shown.repositories.value == ("localhost:5000", "app")
    assert "localhost:5000/app:1.0" in shown.words


def test_the_filter_finds_repositories_and_tags(shown, registry):
    registry.push("app", "1.0")
    registry.push("app", "2.0")
    registry.push("zoo", "1.0")
    shown.look()
    shown.filter.value = "ZOO"
    assert shown.names(shown.repositories) == ["localhost:5000/zoo (1 étiquette)"]
    shown.filter.value = "2.0"
    assert shown.names(shown.repositories) == ["localhost:5000/app (2 étiquettes)"]
    assert [value for _, value in shown.tags.options] == ["2.0"]
    shown.filter.value = "rien"
    assert shown.names(shown.repositories) == []
    assert say.NOTHING_FOUND in shown.words
    shown.filter.value = ""
    assert len(shown.repositories.options) == 2


def test_a_trouble_is_a_choice_with_its_sentence(world, registry):
    registry.password = "a:b"
    shown = Shown(ExplorerView())
    shown.view.show(Inventory(parse_addresses(["localhost:5000"])).read(world))
    assert shown.names(shown.repositories) == ["⚠ localhost:5000\u202f: lecture impossible"]
    assert "docker login localhost:5000" in shown.words


def test_an_empty_registry_says_so(shown, registry):
    shown.look()
    assert say.NO_REPOSITORY in shown.words


def test_repositories_beyond_the_bound_are_told(shown, registry, monkeypatch):
    monkeypatch.setattr("checker.explorer.reader.MOST_REPOSITORIES", 2)
    for name in ("a", "b", "c"):
        registry.push(name, "1.0")
    shown.look()
    assert len(shown.repositories.options) == 2
    assert "1 autre dépôt, non lu" in shown.words


def test_a_list_that_did_not_change_is_not_touched(shown, registry):
    registry.push("app", "1.0")
    shown.look()
    touched = []
    shown.repositories.observe(touched.append)
    shown.tags.observe(touched.append)
    shown.look()
    assert touched == []


class Counted:
    """A watch whose refreshes are counted."""

    def __init__(self, monkeypatch):
        monkeypatch.setattr(explorer_watch, "PERIOD_S", 0.01)
        self.signal = 0
        self.looked = threading.Semaphore(0)
        self.refreshed = threading.Semaphore(0)
        self.slept = threading.Event()
        self.watch = Watch(self._signal, self.refreshed.release, self.slept.set)

    def _signal(self):
        self.looked.release()
        return self.signal

    def refreshes(self):
        return self.refreshed.acquire(timeout=DEADLINE_S)

    def polls(self):
        return self.looked.acquire(timeout=DEADLINE_S)

    def is_quiet(self):
        while self.looked.acquire(blocking=False):
            pass
        return not self.looked.acquire(timeout=0.2) and not self.refreshed.acquire(blocking=False)


@pytest.fixture
def counted(monkeypatch):
    return Counted(monkeypatch)


def test_nothing_is_asked_before_anybody_looks(counted):
    counted.signal = 1
    counted.watch.cell_ended()
    assert counted.is_quiet()


def test_a_view_a_cell_and_a_signal_each_refresh_once(counted):
    counted.watch.views(1)
    assert counted.refreshes()
    counted.watch.cell_ended()
    assert counted.refreshes()
    counted.signal = 1
    assert counted.refreshes()
    assert counted.polls()
    assert not counted.refreshed.acquire(timeout=0.1)


def test_a_view_that_is_removed_stops_the_polling(counted):
    counted.watch.views(1)
    assert counted.refreshes()
    counted.watch.views(0)
    counted.looked.acquire(timeout=0.1)
    assert counted.is_quiet()


def test_a_page_left_open_is_not_polled_for_ever(counted, monkeypatch):
    counted.watch.views(1)
    assert counted.refreshes()
    monkeypatch.setattr(explorer_watch, "PATIENCE_S", 0.0)
    assert counted.slept.wait(DEADLINE_S)
    counted.looked.acquire(timeout=0.1)
    assert counted.is_quiet()
    monkeypatch.setattr(explorer_watch, "PATIENCE_S", 600.0)
    counted.watch.cell_ended()
    assert counted.refreshes()


class Kernel:
    """A kernel whose event loop runs everything at once."""

    def __init__(self, world, *, interactive):
        self.world, self.interactive = world, interactive
        self.memo, self.after_cell, self.shown, self.lost = {}, [], [], None
        self.session = SimpleNamespace(is_ready=True)

    def sandbox(self):
        if self.lost:
            raise self.lost
        return self.world

    def display(self, shown):
        self.shown.append(shown)

    def soon(self, function, *args):
        function(*args)


def test_where_nobody_can_click_all_is_shown_as_text_and_as_a_page(world, registry):
    registry.push("app", "1.0")
    registry.push("zoo", "1.0")
    kernel = Kernel(world, interactive=False)
    explorer(kernel, ["localhost:5000", "localhost:9"])
    (shown,) = kernel.shown
    for told in (shown["text/plain"], unescape(shown["text/html"])):
        assert all(words in told for words in ("localhost:5000/app", "localhost:5000/zoo", "linux/amd64"))
        assert "localhost:9" in told
    assert 'class="registres-rangee"' in shown["text/html"]


@pytest.mark.parametrize(
    ("lost", "words"),
    [
        (SandboxError("Le poste ne répond pas.", do="Redémarrez-le."), "Le poste ne répond pas."),
        (ZeroDivisionError(), "erreur interne (ZeroDivisionError)"),
    ],
)
def test_a_fault_of_ours_is_said_and_the_next_look_mends_it(world, registry, lost, words):
    registry.push("app", "1.0")
    kernel = Kernel(world, interactive=True)
    one = Explorer(kernel, Inventory(parse_addresses(["localhost:5000"])))
    kernel.lost = lost
    one._refresh()
    assert words in Shown(one.view).words
    kernel.lost = None
    one._refresh()
    assert words not in Shown(one.view).words
    assert "localhost:5000/app" in Shown(one.view).words
