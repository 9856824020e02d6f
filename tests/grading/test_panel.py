import shutil
import threading
from dataclasses import replace
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import ipywidgets
import pytest

from checker.course.exercise import read_exercise
from checker.course.lab import find_exercise
from checker.course.variant import new_variant
from checker.errors import CheckerError, LabError, SandboxError
from checker.kernel import exercise_command as command
from checker.kernel.desk import Desk
from checker.kernel.exercise_command import exercice, verifier
from checker.kernel.progress_command import progression
from checker.messages import panel as say
from checker.messages import variants
from checker.progress.journal import Journal
from checker.progress.own_variant import VARIABLE

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
        self.keeps_progress = True
        self.is_running = False
        self.settled = threading.Event()
        self.settled.set()
        self.renewed = []

    def renew(self, containers):
        self.renewed.append(containers)
        self.machine.container = f"fresh {len(self.renewed)}"

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
    assert say.RESTART_HERE in Shown(kernel.shown[-1]).texts()
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


def test_solution_opens_after_three_failed_attempts_and_is_escaped(kernel, monkeypatch, tmp_path):
    script = tmp_path / "01.sh"
    script.write_text("echo '<b>ok</b>' > ~/reponse\n")
    read = read_exercise(Path(find_exercise(NAME).folder))
    monkeypatch.setattr(command, "find_exercise", lambda _, **__: replace(read, right=(script,)))
    panel = show(kernel)
    for _ in range(3):
        assert panel.button(say.SOLUTION).disabled
        panel.click(say.VERIFY)
    assert "&lt;b&gt;ok&lt;/b&gt;" not in panel.html()
    panel.click(say.SOLUTION)
    assert "&lt;b&gt;ok&lt;/b&gt;" in panel.html()
    assert panel.button(say.SOLUTION).disabled


def test_course_handed_out_without_solutions_has_no_button_for_them(kernel):
    assert show(kernel).button(say.SOLUTION).layout.display == "none"


def test_what_was_tried_is_there_in_the_next_kernel(kernel, grader, tmp_path):
    path = tmp_path / "progression.sqlite"
    kernel.memo["desk"] = Desk(kernel, grader=grader, journal=Journal(path))
    panel = show(kernel)
    panel.click(say.VERIFY)
    panel.click(say.HINT)
    later = FakeContext(kernel.home)
    later.memo["desk"] = Desk(later, grader=grader, journal=Journal(path))
    panel = show(later)
    assert "1 essai" in panel.texts()
    assert "Indice de un" in panel.texts()


def test_a_verdict_on_other_values_is_not_shown_as_that_of_these(kernel, scratch_course, monkeypatch):
    about = scratch_course / "labs" / NAME / "exercise.toml"
    valued = about.read_text().replace("Critère un & co", "Critère un, port {{port}}")
    about.write_text(f'{valued}\n[values.port]\nlabel = "port"\nfrom = 6101\nto = 6899\n')
    monkeypatch.setenv("REGISTRES_COURSE", str(scratch_course))
    answer(kernel, "un deux")
    show(kernel).click(say.VERIFY)
    assert "Exercice réussi" in show(kernel).texts()
    code = next(c for c in iter(new_variant, "") if find_exercise(NAME, variant=c).values[0].text != "6101")
    monkeypatch.setenv(VARIABLE, code)
    panel = show(kernel)
    assert "Exercice réussi" not in panel.texts()
    assert "1 essai" in panel.texts() and variants.OTHER_VALUES in panel.texts()
    panel.click(say.VERIFY)
    assert "Exercice réussi" in panel.texts() and variants.OTHER_VALUES not in panel.texts()
    # Back to the first values: that verdict is the older one.
    monkeypatch.delenv(VARIABLE)
    assert variants.OTHER_VALUES in show(kernel).texts()


def test_progress_that_cannot_be_kept_is_said_and_stops_nobody(kernel, monkeypatch, tmp_path):
    (tmp_path / "donnees" / "progression.sqlite").mkdir(parents=True)
    monkeypatch.setenv("REGISTRES_DATA", str(tmp_path / "donnees"))
    del kernel.memo["desk"]
    panel = show(kernel)
    assert "progression" in kernel.printed[0]
    assert panel.button(say.VERIFY)


@pytest.fixture
def sequence(kernel, tmp_path, monkeypatch):
    """Three exercises that follow on from one another; the fake world's answer is a file."""
    course = tmp_path / "cours"
    home = kernel.home
    for name in ("01-un", "02-deux", "03-trois"):
        folder = course / "labs/91-suite" / name
        folder.mkdir(parents=True)
        shutil.copy(find_exercise(NAME).folder / "criteria.py", folder)
        shutil.copy(find_exercise(NAME).folder / "exercise.toml", folder)
        (folder / "setup.sh").write_text(f"préparer {name}\n")
        (folder / "right").mkdir()
        (folder / "right/01.sh").write_text(f"résoudre {name}\n")
    (course / "labs/91-suite/lab.toml").write_text('title = "Suite"\ncontainers = ["machine2"]\n')
    monkeypatch.setenv("REGISTRES_COURSE", str(course))

    def solve(script, **_):
        kernel.machine.scripts.append(script)
        if script.startswith("résoudre"):
            (home / "reponse").write_text("un deux")
        return kernel.machine.result

    monkeypatch.setattr(kernel.machine, "run", solve)
    return kernel


def show_third(kernel):
    exercice(kernel, ["91-suite/03-trois"])
    return Shown(kernel.shown[-1])


def test_starting_again_asks_first(sequence):
    panel = show_third(sequence)
    panel.click(say.RESTART)
    assert say.RESTART_WARNING in panel.texts()
    panel.click(say.CANCEL)
    assert say.RESTART_WARNING not in panel.texts()
    assert sequence.renewed == []


def test_starting_again_replays_what_was_before(sequence):
    panel = show_third(sequence)
    sequence.machine.scripts.clear()
    panel.click(say.RESTART)
    panel.click(say.CONFIRM)
    assert sequence.renewed == [("machine2",)]
    lines = [script.strip() for script in sequence.machine.scripts]
    before = [f"{verb} {name}" for name in ("01-un", "02-deux") for verb in ("préparer", "résoudre")]
    assert lines == [*before, "préparer 03-trois"]
    assert say.REBUILT in panel.texts()
    assert sequence.settled.is_set()
    # What the reference solutions reached is not the learner's.
    desk = Desk.of(sequence)
    assert {event.kind for event in desk.journal.events()} == {"shown"}


def test_cells_wait_while_the_sandbox_is_rebuilt_and_other_panels_too(sequence):
    exercice(sequence, ["91-suite/01-un"])
    other = Shown(sequence.shown[-1])
    panel = show_third(sequence)
    started = []
    sequence.background = lambda function, *args: started.append((function, args))
    panel.click(say.RESTART)
    panel.click(say.CONFIRM)
    assert not sequence.settled.is_set()
    assert panel.button(say.VERIFY).disabled
    other.click(say.VERIFY)
    assert say.REBUILDING in other.texts()
    assert len(started) == 1
    function, args = started[0]
    function(*args)
    assert sequence.settled.is_set()
    assert not panel.button(say.VERIFY).disabled


def test_starting_again_waits_for_the_cell_that_runs(sequence):
    panel = show_third(sequence)
    sequence.is_running = True
    panel.click(say.RESTART)
    panel.click(say.CONFIRM)
    assert say.WAIT_FOR_CELL in panel.texts()
    assert sequence.renewed == []


def test_reference_solution_that_does_not_hold_is_our_fault_and_is_said(sequence, monkeypatch):
    panel = show_third(sequence)
    monkeypatch.setattr(sequence.machine, "run", lambda script, **_: sequence.machine.result)
    panel.click(say.RESTART)
    panel.click(say.CONFIRM)
    assert "n'a pas abouti" in panel.texts()
    assert sequence.settled.is_set()
    assert Desk.of(sequence).attempts(find_exercise("91-suite/01-un")).count == 0


def test_progress_of_the_whole_course_is_shown(sequence):
    panel = show_third(sequence)
    answer(sequence, "un deux")
    panel.click(say.VERIFY)
    progression(sequence)
    shown = sequence.shown[-1]
    assert "1 / 3" in shown["text/plain"].replace("\u202f", " ")
    assert 'href="91-suite.ipynb"' in shown["text/html"]


def test_points_that_are_judged_later_are_told(sequence, monkeypatch):
    path = find_exercise("91-suite/03-trois").folder / "exercise.toml"
    path.write_text("hidden_points = 2\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    panel = show_third(sequence)
    assert say.hidden_points(2) in panel.texts()
    assert "(5 points)" in panel.texts()
    monkeypatch.setattr(sequence, "interactive", False)
    exercice(sequence, ["91-suite/03-trois"])
    assert say.hidden_points(2) in "".join(sequence.printed)


def test_without_solutions_the_machine_stays_and_the_way_out_is_told(sequence):
    for exercise in ("01-un", "02-deux", "03-trois"):
        shutil.rmtree(find_exercise(f"91-suite/{exercise}").folder / "right")
    panel = show_third(sequence)
    assert panel.button(say.SOLUTION).layout.display == "none"
    panel.click(say.RESTART)
    assert say.RESTART_WARNING not in panel.texts()
    assert say.REDO_YOURSELF in panel.texts()
    assert sequence.renewed == []
    assert sequence.settled.is_set()


def test_without_solutions_the_first_exercise_begins_again_all_the_same(sequence):
    shutil.rmtree(find_exercise("91-suite/01-un").folder / "right")
    exercice(sequence, ["91-suite/01-un"])
    panel = Shown(sequence.shown[-1])
    panel.click(say.RESTART)
    panel.click(say.CONFIRM)
    assert sequence.renewed == [("machine2",)]
    assert say.REBUILT in panel.texts()
