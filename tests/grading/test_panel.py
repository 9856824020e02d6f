from html import unescape
from types import SimpleNamespace

import ipywidgets
import pytest

from checker.course.exercise import read_exercise
from checker.errors import CheckerError, LabError, SandboxError
from checker.kernel.desk import Desk
from checker.kernel.exercise_command import exercice, verifier
from checker.messages import panel as say

NAME = "90-essai/11-panneau"


class LearnersMachine:
    """Remembers the scripts it was given."""

    def __init__(self):
        self.container = "first"
        self.scripts = []
        self.result = SimpleNamespace(exit_code=0, output="", timed_out=False, truncated=False)

    def run(self, script, *, timeout_s=60.0, stdin=b""):
        self.scripts.append(script)
        return self.result


class FakeContext:
    """A kernel whose threads and event loop run everything at once."""

    def __init__(self, home, *, interactive=True):
        self.interactive = interactive
        self.memo = {}
        self.machine = LearnersMachine()
        self.home = home
        self.shown, self.printed = [], []
        self.lost = None

    def sandbox(self):
        if self.lost:
            raise self.lost
        return SimpleNamespace(run_id=str(self.home), machine=self.machine)

    def require(self, containers):
        self.required = containers

    def display(self, shown):
        self.shown.append(shown)

    def print(self, text):
        self.printed.append(text)

    def background(self, function, *args):
        function(*args)

    def soon(self, function, *args):
        function(*args)


@pytest.fixture
def kernel(tmp_path, grader, course_root, monkeypatch):
    monkeypatch.setenv("REGISTRES_COURSE", str(course_root))
    kernel = FakeContext(tmp_path)
    kernel.memo["desk"] = Desk(kernel, grader=grader)
    return kernel


class Shown:
    """A panel as the learner sees it."""

    def __init__(self, box):
        self.box = box
        self.buttons = {}

    def html(self):
        return "\n".join(w.value for w in walk(self.box) if isinstance(w, ipywidgets.HTML))

    def texts(self):
        return unescape(self.html())

    def button(self, *names):
        return next(w for w in walk(self.box) if isinstance(w, ipywidgets.Button) and w.description in names)

    def click(self, *names):
        button = self.button(*names)
        assert not button.disabled
        button.click()


def walk(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def show(kernel):
    exercice(kernel, [NAME])
    return Shown(kernel.shown[-1])


def answer(kernel, text):
    (kernel.home / "reponse").write_text(text)


def test_panel_shows_title_points_and_criteria_before_any_attempt(kernel):
    panel = show(kernel)
    assert "Trouver &lt;le&gt; fichier (5 points)" in panel.html()
    assert "Critère trois &amp; co (3 points)" in panel.html()
    assert say.NOT_CHECKED in panel.texts()
    assert panel.button(say.HINT).disabled


def test_setup_runs_once_per_machine(kernel):
    show(kernel)
    show(kernel)
    assert kernel.machine.scripts == ["echo pret > ~/pret\n"]
    kernel.machine.container = "a blank one in its place"
    show(kernel)
    assert len(kernel.machine.scripts) == 2


def test_setup_that_fails_is_said_and_tried_again(kernel):
    kernel.machine.result = SimpleNamespace(exit_code=3, output="ligne\nfichier absent\n", timed_out=False)
    with pytest.raises(LabError, match="fichier absent"):
        show(kernel)
    assert "fichier absent" in Shown(kernel.shown[-1]).texts()
    kernel.machine.result = SimpleNamespace(exit_code=0, output="", timed_out=False)
    show(kernel)
    assert len(kernel.machine.scripts) == 2


def test_click_gives_a_verdict_criterion_by_criterion(kernel):
    panel = show(kernel)
    answer(kernel, "un")
    panel.click(say.VERIFY)
    texts = panel.texts()
    assert [w in texts for w in ("réussi", "échoué", "sauté")] == [True] * 3
    assert "&lt;b&gt;autre chose&lt;/b&gt;" in panel.html()
    assert "1 / 5 points" in texts
    assert "1 essai" in texts


def test_hints_open_one_by_one_after_failed_attempts(kernel):
    panel = show(kernel)
    panel.click(say.VERIFY)
    panel.click(say.HINT)
    assert "Indice de un" in panel.texts()
    assert say.HINT_NEXT_LATER in panel.texts()
    assert panel.button(say.HINT).disabled
    answer(kernel, "un")
    panel.click(say.VERIFY)
    panel.click(say.HINT)
    assert "Indice de deux" in panel.texts()
    assert "Indice de trois" not in panel.texts()


def test_hint_already_open_is_not_proposed_again(kernel):
    panel = show(kernel)
    for _ in range(3):
        panel.click(say.VERIFY)
        panel.click(say.HINT)
    assert all(f"Indice de {id_}" in panel.texts() for id_ in ("un", "deux", "trois"))
    assert say.HINT_NO_MORE in panel.texts()
    panel.click(say.VERIFY)
    assert panel.button(say.HINT).disabled


def test_solved_exercise_proposes_no_hint(kernel):
    panel = show(kernel)
    answer(kernel, "un deux")
    panel.click(say.VERIFY)
    assert "Exercice réussi" in panel.texts()
    assert panel.button(say.HINT).disabled
    assert say.HINT_NONE_YET not in panel.texts()


def test_not_evaluated_costs_no_attempt_and_offers_to_retry(kernel):
    panel = show(kernel)
    answer(kernel, "bug")
    panel.click(say.VERIFY)
    assert "non évalué" in panel.texts()
    assert panel.button(say.HINT).disabled
    answer(kernel, "un deux")
    panel.click(say.RETRY)
    assert "1 essai" in panel.texts()
    assert panel.button(say.VERIFY)


def test_lost_sandbox_is_said_in_the_panel(kernel):
    panel = show(kernel)
    kernel.lost = SandboxError("Le bac à sable a disparu.", do="Redémarrez le noyau.")
    panel.click(say.VERIFY)
    assert "Redémarrez le noyau." in panel.texts()
    kernel.lost = None
    panel.click(say.RETRY)
    assert "1 essai" in panel.texts()


def test_bug_of_ours_does_not_leave_the_panel_busy(kernel):
    panel = show(kernel)
    kernel.lost = ZeroDivisionError()
    panel.click(say.VERIFY)
    assert "ZeroDivisionError" in panel.texts()
    assert not panel.button(say.RETRY).disabled


def test_second_click_while_checking_is_ignored(kernel):
    panel = show(kernel)
    started = []
    kernel.background = lambda function, *args: started.append(function)
    panel.click(say.VERIFY)
    panel.button(say.VERIFY).click()
    assert len(started) == 1
    assert say.CHECKING in panel.texts()
    assert panel.button(say.VERIFY).disabled
    started[0]()
    assert not panel.button(say.VERIFY).disabled


def test_exercise_shown_twice_is_one_panel(kernel):
    assert show(kernel).box is show(kernel).box


def test_verifier_prints_the_verdict_and_refreshes_the_panel(kernel):
    panel = show(kernel)
    answer(kernel, "un")
    verifier(kernel, [])
    assert "✔ réussi" in kernel.printed[0]
    assert "Que faire" in kernel.printed[0]
    assert "1 / 5 points" in panel.texts()
    assert not panel.button(say.HINT).disabled


def test_verifier_takes_a_name_and_refuses_without_any(kernel):
    with pytest.raises(CheckerError, match="Aucun exercice"):
        verifier(kernel, [])
    answer(kernel, "un deux")
    verifier(kernel, [NAME])
    assert "Exercice réussi" in kernel.printed[0]
    with pytest.raises(LabError, match=NAME):
        verifier(kernel, ["90-essai/11-paneau"])
    with pytest.raises(CheckerError):
        exercice(kernel, ["a", "b"])


def test_exercise_is_text_when_nobody_can_click(kernel):
    kernel.interactive = False
    exercice(kernel, [NAME])
    assert kernel.shown == []
    assert "Trouver <le> fichier" in kernel.printed[0]
    assert len(kernel.machine.scripts) == 1


def test_hint_of_the_throw_away_lab_is_read(course_root):
    exercise = read_exercise(course_root / "labs" / NAME)
    assert [c.hint for c in exercise.criteria] == ["Indice de un", "Indice de deux", "Indice de trois"]
